// The charts: drawn, sharp, redrawn when they must be and only then, following the table, pointed at, and exported.

import { readFileSync } from 'node:fs';
import { type Locator, type Page } from '@playwright/test';
import { MISSING, TALL, expect, figure, rank, test } from './fixtures';

test.use({ viewport: TALL });

/** What can be seen of a canvas: its size in pixels and on screen, its paper, and how many colours are on it. */
const seen = (picture: Locator) =>
  picture.evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const box = canvas.getBoundingClientRect();
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    const colours = new Set<number>();
    let ink = 0;
    const at = (place: number) => (data[place] << 16) | (data[place + 1] << 8) | data[place + 2];
    for (let place = 0; place < data.length; place += 4) {
      colours.add(at(place));
      if (at(place) !== at(0)) ink += 1;
    }
    return {
      pixels: [canvas.width, canvas.height],
      css: [box.width, box.height],
      paper: `rgb(${data[0]}, ${data[1]}, ${data[2]})`,
      colours: colours.size,
      ink: ink / (canvas.width * canvas.height),
    };
  });

/** What is drawn, to tell whether it was drawn anew. */
const drawn = (picture: Locator) => picture.evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());

for (const ratio of [1, 2]) {
  test.describe(`with ${ratio} pixels to the CSS pixel`, () => {
    test.use({ deviceScaleFactor: ratio });

    test('the chart is drawn, and sharp', async ({ page, explorer }) => {
      await explorer.open();
      const pictures = explorer.figures.getByRole('img');
      await expect(pictures).toHaveCount(1);
      const paper = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
      for (const picture of await pictures.all()) {
        await expect.poll(async () => (await seen(picture)).colours).toBeGreaterThan(8);
        const { pixels, css, ink, paper: own } = await seen(picture);
        expect(css[0]).toBeGreaterThan(300);
        expect(css[1]).toBeGreaterThan(100);
        expect(Math.abs(pixels[0] - css[0] * ratio), 'as many pixels as the screen has').toBeLessThanOrEqual(1);
        expect(Math.abs(pixels[1] - css[1] * ratio), 'as many pixels as the screen has').toBeLessThanOrEqual(1);
        expect(ink).toBeGreaterThan(0.01);
        expect(own).toBe(paper);
      }
    });
  });
}

test('they are redrawn when the window changes its width', async ({ page, explorer }) => {
  await explorer.open();
  const picture = explorer.figures.getByRole('img').first();
  await expect.poll(async () => (await seen(picture)).colours).toBeGreaterThan(8);
  for (const width of [1000, 500, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await expect
      .poll(async () => {
        const { pixels, css, colours } = await seen(picture);
        return Math.abs(pixels[0] - css[0]) <= 1 && Math.abs(pixels[1] - css[1]) <= 1 && css[0] < width && colours > 8;
      })
      .toBe(true);
  }
});

test('they are redrawn in the colours of the theme, chosen or the system’s', async ({ page, explorer }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await explorer.open();
  const pictures = await explorer.figures.getByRole('img').all();
  const lightness = async (picture: Locator) => Number((await seen(picture)).paper.match(/\d+/)?.[0]);
  const all = async (dark: boolean) => {
    const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    for (const picture of pictures) {
      await expect.poll(async () => (await lightness(picture)) < 128).toBe(dark);
      expect((await seen(picture)).paper).toBe(await background());
    }
  };
  await all(false);
  await explorer.theme.click();
  await all(true);
  await explorer.theme.click();
  await all(false);
  await page.emulateMedia({ colorScheme: 'dark' });
  await all(true);
});

/** The tab of a chart. */
const asks = (page: Page, name: string) => page.getByRole('navigation', { name: 'Chart', exact: true }).getByRole('link', { name, exact: true });

/** How often charts were drawn so far. */
const drawings = (page: Page) => page.evaluate(() => performance.getEntriesByName('chart', 'measure').length);

/** Waits until nothing more is drawn. */
const settled = async (page: Page) => {
  let before = -1;
  await expect
    .poll(async () => {
      const now = await drawings(page);
      const same = now === before;
      before = now;
      return same;
    }, { intervals: [150] })
    .toBe(true);
  return before;
};

test('the chart follows the checkboxes of the rows', async ({ explorer }) => {
  await explorer.open();
  const chart = explorer.figures.first();
  await expect(explorer.figure('What are they good at? The leading models over the benchmarks')).toBeVisible();
  expect(await explorer.compared()).toEqual((await explorer.column('Model')).slice(0, 4));
  const before = await drawn(chart.getByRole('img'));

  await explorer.choose('Robo-Refer').check();
  await expect(explorer.figure('What are they good at? The chosen models over the benchmarks')).toBeVisible();
  await expect(chart.getByRole('img')).toHaveAccessibleName(/^Robo-Refer: .*Robo-Refer has no score on 7\./);
  await expect.poll(() => explorer.compared()).toEqual(['Robo-Refer']);
  // What is off screen is drawn once it comes into sight.
  await chart.scrollIntoViewIfNeeded();
  await expect.poll(() => drawn(chart.getByRole('img'))).not.toBe(before);

  await explorer.choose('o3').check();
  await explorer.choose('GPT-4o').check();
  await expect.poll(() => explorer.compared()).toEqual(['Robo-Refer', 'o3', 'GPT-4o']);

  await explorer.choose('o3').uncheck();
  await expect.poll(() => explorer.compared()).toEqual(['Robo-Refer', 'GPT-4o']);
  await explorer.choose('Robo-Refer').uncheck();
  await explorer.choose('GPT-4o').uncheck();
  await expect(explorer.figure(/The leading models over the benchmarks/)).toBeVisible();
  await chart.scrollIntoViewIfNeeded();
  await expect.poll(() => drawn(chart.getByRole('img'))).toBe(before);
});

test('the picture in words names the models that are drawn', async ({ explorer }) => {
  await explorer.open();
  const models = ['RynnBrain-8B', 'Gemini-2.5-Pro', 'o3'];
  for (const model of models) await explorer.choose(model).check();
  for (const model of models) {
    await expect(explorer.figures.first().getByRole('img')).toHaveAccessibleName(new RegExp(model.replace(/\./g, '\\.')));
  }
});

test('it shows no more models than can be told apart, and says so', async ({ explorer }) => {
  await explorer.open();
  const chosen = (await explorer.column('Model')).slice(3, 10);
  for (const model of chosen) await explorer.choose(model).check();
  const chart = explorer.figures.first();
  await expect(chart.getByText(/\b(6|six) of (7|seven)\b/), 'the seventh is not left out silently').toBeVisible();
  expect(await explorer.compared()).toEqual(chosen.slice(0, 6));
});

test('models stay chosen while the lens changes', async ({ explorer }) => {
  await explorer.open();
  await explorer.choose('GPT-4o').check();
  await explorer.choose('SAT').check();
  await explorer.lens('Core capabilities').click();
  await expect(explorer.figure('What are they good at? The chosen models over the core capabilities')).toBeVisible();
  await expect(explorer.choose('GPT-4o')).toBeChecked();
  await expect(explorer.choose('SAT')).toBeChecked();
  expect(await explorer.compared()).toEqual(['GPT-4o', 'SAT']);
  // Too many axes for a radar: a row for each of them.
  await explorer.lens('Fine capabilities').click();
  const fine = explorer.figure('What are they good at? The chosen models over the fine-grained capabilities');
  const { columns, rows } = await explorer.figuresOf(fine);
  expect(columns).toEqual(['Capability', 'best', 'median', 'GPT-4o', 'SAT']);
  const shown = rank({ board: 'qa-2d', lens: 'fine' });
  // Those that nobody has a score in are left out.
  const scored = shown.columns.map((_, at) => at).filter((at) => shown.rows.some(({ scores }) => scores[at] !== null));
  expect(scored.length).toBeGreaterThan(12);
  const scores = shown.rows.find(({ name }) => name === 'GPT-4o')!.scores;
  expect(rows.map((row) => row['GPT-4o'])).toEqual(scored.map((at) => figure(scores[at])));
});

test('a missing score is missing in the figures, never zero', async ({ explorer }) => {
  await explorer.open();
  const { columns, rows } = rank({ board: 'qa-2d' });
  const models = ['Robo-Refer', 'SAT', 'IflyBot-VLM-8B'];
  for (const model of models) await explorer.choose(model).check();
  const scores = (model: string) => rows.find(({ name }) => name === model)!.scores;
  const expected = columns.map(({ name }, at) => [name, ...models.map((model) => figure(scores(model)[at]))]);
  expect(expected.flat()).toContain(MISSING);
  const shown = async () => {
    const { rows } = await explorer.figuresOf(explorer.figures.first());
    return rows.map((row) => [row.Benchmark, ...models.map((model) => row[model])]);
  };
  await expect.poll(shown).toEqual(expected);
});

/** Moves the pointer over a picture until it is at a mark, and gives where that is and what is said of it. */
const findMark = async (page: Page, figure: Locator) => {
  const box = (await figure.getByRole('img').boundingBox())!;
  for (let y = box.height / 2; y < box.height; y += 8) {
    for (let x = 8; x < box.width; x += 8) {
      await page.mouse.move(box.x + x, box.y + y);
      const said = await figure.getByRole('status').innerText();
      if (said !== '') return { x: box.x + x, y: box.y + y, said };
    }
  }
  throw new Error('there is no mark');
};

test('pointing at a mark names it with its figures, and so do the arrow keys', async ({ page, explorer }) => {
  await explorer.open('?chart=size');
  await settled(page);
  const chart = explorer.figures.first();
  const said = chart.getByRole('status');
  await chart.getByRole('img').focus();
  await page.keyboard.press('ArrowRight');
  const first = await said.innerText();
  expect(first).toMatch(/ · .*billion parameters/);
  await page.keyboard.press('ArrowRight');
  await expect(said).not.toHaveText(first);
  await page.keyboard.press('ArrowLeft');
  await expect(said).toHaveText(first);
  await page.keyboard.press('Escape');
  await expect(said).toHaveText('');
  const { said: met } = await findMark(page, chart);
  const { rows } = await explorer.read();
  const [name] = met.split(' · ');
  expect(met).toContain(rows.find((row) => row.Model === name)!.Total);

  // A missing score is said to be missing.
  await explorer.open('?select=iflybot-vlm-8b');
  await settled(page);
  await chart.getByRole('img').focus();
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press('ArrowRight');
    if ((await said.innerText()).includes('missing')) break;
  }
  await expect(said).toHaveText('IflyBot-VLM-8B · VABench-Point: missing');
});

test('what is pointed at stands out in the table and in the chart', async ({ page, explorer }) => {
  await explorer.open('?chart=size');
  await settled(page);
  const chart = explorer.figures.first();
  const background = (model: string) => explorer.row(model).evaluate((row) => getComputedStyle(row.querySelector('th')!).backgroundColor);
  const plain = await background('o3');
  await chart.getByRole('img').focus();
  await page.keyboard.press('Home');
  const [name] = (await chart.getByRole('status').innerText()).split(' · ');
  await expect.poll(() => background(name)).not.toBe(plain);
  expect(await background('o3')).toBe(plain);
  await page.keyboard.press('Escape');
  await expect.poll(() => background(name)).toBe(plain);

  // And the other way round, from the table.
  const without = await chart.screenshot();
  await explorer.model(name).hover();
  await expect.poll(async () => (await chart.screenshot()).equals(without)).toBe(false);
  await page.mouse.move(2, 2);
  await expect.poll(() => background(name)).toBe(plain);
});

test('pressing a mark opens its model, by pointer and by keyboard', async ({ page, explorer }) => {
  await explorer.open('?chart=size');
  await settled(page);
  const chart = explorer.figures.first();
  await chart.getByRole('img').focus();
  await page.keyboard.press('Home');
  const [model] = (await chart.getByRole('status').innerText()).split(' · ');
  await page.keyboard.press('Enter');
  await expect(explorer.title).toContainText(model);
  await page.goBack();
  await settled(page);
  const { said } = await findMark(page, chart);
  await page.mouse.down();
  await page.mouse.up();
  await expect(explorer.title).toContainText(said.split(' · ')[0]);

  // Of benchmarks, it opens the benchmark.
  await explorer.open('?chart=agreement');
  await settled(page);
  await chart.getByRole('img').focus();
  await page.keyboard.press('Home');
  const [, benchmark] = (await chart.getByRole('status').innerText()).match(/ · (.+): /)!;
  await page.keyboard.press('Enter');
  await expect(explorer.title).toContainText(benchmark);
});

test.describe('with a finger', () => {
  test.use({ hasTouch: true, viewport: { width: 360, height: 740 } });

  test('a touch names a mark, and a second one opens it', async ({ page, explorer }) => {
    await explorer.open('?chart=size');
    await page.getByRole('button', { name: 'Charts' }).click();
    const chart = explorer.figures.first();
    await chart.scrollIntoViewIfNeeded();
    await settled(page);
    const { x, y } = await findMark(page, chart);
    await page.mouse.move(2, 2);
    await expect(chart.getByRole('status')).toHaveText('');
    await page.touchscreen.tap(x, y);
    await expect(chart.getByRole('status')).toHaveText(/ · /);
    const [model] = (await chart.getByRole('status').innerText()).split(' · ');
    await expect(explorer.title, 'still on the board').toHaveText('2D embodied QA');
    await page.touchscreen.tap(x, y);
    await expect(explorer.title).toContainText(model);
  });
});

test('a name in the key hides its series, or shows it alone', async ({ page, explorer }) => {
  await explorer.open('?lens=core');
  const radar = explorer.figures.first();
  const picture = radar.getByRole('img');
  await settled(page);
  const entries = radar.getByRole('group', { name: /^Series/ }).getByRole('button');
  await expect(entries).toHaveCount(4);
  const [names, all] = [await explorer.compared(), await drawn(picture)];
  const entry = (name: string) => radar.getByRole('button', { name: `Show ${name}`, exact: true });
  await entry(names[0]).click();
  await expect(entry(names[0])).toHaveAttribute('aria-pressed', 'false');
  await expect.poll(() => drawn(picture)).not.toBe(all);
  expect(await picture.getAttribute('aria-label')).not.toContain(names[0]);
  await entry(names[0]).click();
  await expect.poll(() => drawn(picture)).toBe(all);

  await entry(names[1]).press('Shift+Enter');
  for (const name of names) {
    await expect(entry(name)).toHaveAttribute('aria-pressed', String(name === names[1]));
  }
  await expect(picture).toHaveAccessibleName(new RegExp(`Shown: ${names[1].replace(/\./g, '\\.')}\\.$`));
  await entry(names[1]).press('Shift+Enter');
  await expect.poll(() => drawn(picture)).toBe(all);

  // Another chart has its own series: nothing stays hidden there.
  await entry(names[0]).click();
  await asks(page, 'Size').click();
  await settled(page);
  const shown = await entries.all();
  expect(shown.length).toBeGreaterThan(1);
  for (const button of shown) await expect(button).toHaveAttribute('aria-pressed', 'true');
});

for (const [name, title, corner, says] of [
  ['Profiles', /^What are they good at\?/, 'Benchmark', / · /],
  ['Differences', /^How do they differ\?/, 'Benchmark', / · /],
  ['Size', /^Does size explain it\?/, 'Model', /billion parameters/],
  ['Release', /^Does age explain it\?/, 'Model', /20\d\d/],
  ['Spread', /^Which benchmarks tell models apart/, 'Benchmark', / · /],
  ['Agreement', /agree\?$/, 'Benchmark', /models have both/],
] as const) {
  test(`the chart can be ${name}: drawn, named, listed and in the link`, async ({ page, explorer }) => {
    await explorer.open();
    await asks(page, name).click();
    await expect(asks(page, name)).toHaveAttribute('aria-current', 'page');
    const chart = explorer.figures.first();
    await expect(chart.getByText(title)).toBeVisible();
    await settled(page);
    const { colours, ink } = await seen(chart.getByRole('img'));
    expect(colours).toBeGreaterThan(8);
    expect(ink).toBeGreaterThan(0.01);
    // Each mark that the keyboard comes to is named, and lies on something that is drawn.
    await chart.getByRole('img').focus();
    for (const key of ['Home', 'ArrowRight', 'ArrowDown', 'End']) {
      await page.keyboard.press(key);
      await expect(chart.getByRole('status')).toHaveText(/ · /);
    }
    const words = await chart.getByRole('status').innerText();
    expect(words).toMatch(says);
    const { columns, rows } = await explorer.figuresOf(chart);
    expect(columns[0]).toBe(corner);
    expect(rows.length).toBeGreaterThan(4);
    const picture = await drawn(chart.getByRole('img'));
    await page.reload();
    await explorer.ready();
    await expect(asks(page, name)).toHaveAttribute('aria-current', 'page');
    await expect.poll(() => drawn(explorer.figures.first().getByRole('img'))).toBe(picture);
  });
}

test('a mark is where its figure is drawn', async ({ page, explorer }) => {
  await explorer.open('?chart=agreement');
  await settled(page);
  const chart = explorer.figures.first();
  const picture = chart.getByRole('img');
  // Cells of the same shade are as far from zero: the pixel under the pointer follows the figure that is said.
  const box = (await picture.boundingBox())!;
  const shades: [number, number][] = [];
  for (let x = 4; x < 330; x += 44) {
    for (let y = 7; y < 250; y += 28) {
      // Near the corner of a cell, beside the words in it.
      await page.mouse.move(box.x + x, box.y + y);
      const said = (await chart.getByRole('status').innerText()).match(/: (\d\.\d\d)/);
      if (!said) continue;
      const red = await picture.evaluate((element, [x, y]) => {
        const canvas = element as HTMLCanvasElement;
        const scale = canvas.width / canvas.getBoundingClientRect().width;
        return canvas.getContext('2d')!.getImageData(x * scale, y * scale, 1, 1).data[0];
      }, [x, y] as const);
      shades.push([Number(said[1]), red]);
    }
  }
  expect(shades.length).toBeGreaterThan(15);
  const agreeing = shades.filter(([a, red]) => shades.filter(([b, other]) => a > b + 0.2 && red > other).length === 0);
  expect(agreeing.length / shades.length, 'the stronger, the darker').toBeGreaterThan(0.9);
});

test('what has been measured at all has a page of its own', async ({ page, explorer }) => {
  await explorer.open();
  await page.getByRole('contentinfo').getByRole('link', { name: 'Coverage' }).click();
  await expect(explorer.title).toHaveText('Coverage');
  const coverage = explorer.figure(/^Who was measured on what\?/);
  const { columns, rows } = await explorer.figuresOf(coverage);
  const totals = rank({ board: 'qa-2d' });
  const at = totals.columns.findIndex(({ name }) => name === 'VSI');
  const vsi = rows.find((row) => row.Benchmark === 'VSI')!;
  expect(columns).toHaveLength(105);
  for (const model of totals.rows) expect(vsi[model.name], model.name).toBe(figure(model.scores[at]));

  await coverage.getByRole('img').focus();
  await page.keyboard.press('Home');
  await expect(coverage.getByRole('status')).toHaveText(/^.+ · OpenEQA: \d/);
  const questions = explorer.figure(/^What do the benchmarks ask\?/);
  const asked = await explorer.figuresOf(questions);
  expect(asked.rows.find((row) => row.Benchmark === 'UniEQA')).toMatchObject({ 'Object Type': '657', 'Spatial Size': MISSING });
  await questions.getByRole('img').focus();
  await page.keyboard.press('Home');
  await expect(questions.getByRole('status')).toHaveText('Object Type · UniEQA: 657 questions');
  const agreement = explorer.figure(/^Which benchmarks agree\?/);
  await agreement.getByRole('img').focus();
  // It is drawn only once it is in sight, and before that has nothing to go to.
  await expect(async () => {
    await page.keyboard.press('End');
    await expect(agreement.getByRole('status')).toHaveText(/ models? have both$|one model has both$/, { timeout: 500 });
  }).toPass();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/page=benchmark&/);
});

test('charts are drawn only when they can be seen, and once for however many changes', async ({ page, explorer }) => {
  await page.setViewportSize({ width: 1440, height: 500 });
  await explorer.open('?page=data');
  const atFirst = await settled(page);
  expect(atFirst, 'two of three are below the screen').toBe(1);
  await explorer.figure(/^Which benchmarks agree\?/).scrollIntoViewIfNeeded();
  await expect.poll(() => drawings(page)).toBeGreaterThan(atFirst);

  await page.setViewportSize({ width: 1440, height: 900 });
  await explorer.open();
  const before = await settled(page);
  await page.evaluate(() => {
    // Several changes in one go: three models chosen.
    for (const box of [...document.querySelectorAll<HTMLInputElement>('tbody input[type=checkbox]')].slice(0, 3)) box.click();
  });
  const after = await settled(page);
  expect(after - before, 'one drawing').toBe(1);
});

test('nothing moves for those who asked for less motion', async ({ page, explorer }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await explorer.open();
  await settled(page);
  await explorer.figures.first().getByRole('img').focus();
  await page.keyboard.press('ArrowDown');
  await explorer.theme.click();
  await asks(page, 'Spread').click();
  const moving = await page.evaluate(() => document.getAnimations().filter((animation) => animation.playState === 'running').length);
  expect(moving).toBe(0);
});

test('the figures are one key press away', async ({ page, explorer }) => {
  await explorer.open();
  const first = explorer.figures.first();
  await first.getByRole('img').focus();
  await page.keyboard.press('f');
  await expect(first.getByRole('table')).toBeVisible();
  await page.keyboard.press('f');
  await expect(first.getByRole('table')).toBeHidden();
});

test('each chart can be saved as a picture, sharp and under its title', async ({ page, explorer }) => {
  await explorer.open();
  const figure = explorer.figures.first();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    figure.getByRole('button', { name: /^Save as PNG: What are they good at/ }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^what-are-they-good-at.*\.png$/);
  const bytes = readFileSync(await download.path());
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  const shown = (await figure.getByRole('img').boundingBox())!;
  expect(bytes.readUInt32BE(16), 'two pixels to the CSS pixel').toBe(2 * Math.max(480, Math.round(shown.width)));
  // Title and source take room above and below what the page shows.
  expect(bytes.readUInt32BE(20)).toBeGreaterThan(2 * shown.height * 0.6);
  await page.setContent(`<img alt="saved" src="data:image/png;base64,${bytes.toString('base64')}">`);
  const inks = await page.getByAltText('saved').evaluate(async (image: HTMLImageElement) => {
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const context = canvas.getContext('2d')!;
    context.drawImage(image, 0, 0);
    /** Whether anything is drawn between two heights. */
    const inked = (top: number, bottom: number) => {
      const { data } = context.getImageData(0, top, canvas.width, bottom - top);
      const paper = data.slice(0, 3).join();
      for (let at = 0; at < data.length; at += 4) if (data.slice(at, at + 3).join() !== paper) return true;
      return false;
    };
    return [inked(0, 30), inked(30, 100), inked(canvas.height - 70, canvas.height - 30)];
  });
  expect(inks, 'margin, title, source').toEqual([false, true, true]);
});

test('a chart that cannot be saved is said', async ({ page, explorer }) => {
  await explorer.open('?chart=profiles');
  const said = page.getByRole('log').getByRole('listitem').filter({ hasText: 'The browser refused to save a file' });
  await page.evaluate(() => {
    URL.createObjectURL = () => {
      throw new Error('no');
    };
    HTMLCanvasElement.prototype.toBlob = (done) => done(null);
  });
  for (const format of ['SVG', 'PNG']) {
    await explorer.figures.first().getByRole('button', { name: new RegExp(`^Save as ${format}`) }).click();
    await expect(said).toHaveCount(1);
    await said.getByRole('button', { name: 'Dismiss' }).click();
    await expect(said).toHaveCount(0);
  }
});

test('each chart can be saved as a drawing with real text', async ({ page, explorer }) => {
  const blank = await page.context().newPage();
  for (const chart of ['profiles', 'differences', 'size', 'release', 'spread', 'agreement']) {
    await explorer.open(`?chart=${chart}`);
    const figure = explorer.figures.first();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      figure.getByRole('button', { name: /^Save as SVG/ }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.svg$/);
    const text = readFileSync(await download.path(), 'utf8');
    expect(text).toMatch(/^<svg /);
    expect(text, 'title, date and source').toContain('arXiv 2509.15273, bundled on 20');
    const said = await blank.evaluate((text) => {
      const svg = new DOMParser().parseFromString(text, 'image/svg+xml');
      return { broken: svg.querySelector('parsererror') !== null, texts: svg.querySelectorAll('text').length };
    }, text);
    expect(said.broken, chart).toBe(false);
    expect(said.texts, chart).toBeGreaterThan(10);
  }
});
