// The charts: drawn, sharp, redrawn when they must be and only then, following the table, pointed at, and taken away.

import { readFileSync } from 'node:fs';
import { type Locator, type Page } from '@playwright/test';
import { MISSING, expect, figure, rank, test } from './fixtures';

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

    test('both charts are drawn, and sharp', async ({ page, explorer }) => {
      await explorer.open();
      const pictures = explorer.figures.getByRole('img');
      await expect(pictures).toHaveCount(2);
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

/** The tab of a second chart. */
const asks = (page: Page, name: string) => page.getByRole('navigation', { name: 'Second chart' }).getByRole('link', { name, exact: true });

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

test('the first chart follows the sorted column', async ({ explorer }) => {
  await explorer.open();
  const first = explorer.figures.first();
  await expect(first.getByRole('img')).toHaveAccessibleName(/^Total: RynnBrain-8B leads /);
  await expect(explorer.figure(/^Who leads, and by how much\? Total: 10 of 30 models/)).toBeVisible();
  let before = await drawn(first.getByRole('img'));

  const { columns, rows } = rank({ board: 'qa-2d' });
  for (const column of ['VSI', 'Where2Place']) {
    await explorer.sort(column).click();
    const at = columns.findIndex(({ name }) => name === column);
    const best = rows.toSorted((a, b) => (b.scores[at] ?? -1) - (a.scores[at] ?? -1))[0];
    // The leaders of the board are among them wherever they stand.
    await expect(explorer.figure(new RegExp(`^${column}: 1\\d of 30 models, in the order of the table`))).toBeVisible();
    await expect(first.getByRole('img')).toHaveAccessibleName(
      new RegExp(`^${column}: ${best.name} leads 1\\d models with ${figure(best.scores[at])}`),
    );
    await expect.poll(() => drawn(first.getByRole('img'))).not.toBe(before);
    before = await drawn(first.getByRole('img'));

    // The same models, in the same order, with the same figures as the table.
    const shown = await explorer.figuresOf(first);
    expect(shown.columns.slice(0, 2)).toEqual(['Model', column]);
    const table = (await explorer.read()).rows.slice(0, 10);
    expect(shown.rows.slice(0, 10).map((row) => [row.Model, row[column]])).toEqual(table.map((row) => [row.Model, row[column]]));
  }

  // Sorted by something that is no figure, it shows the total.
  await explorer.sort('Model').click();
  await expect(explorer.figure(/^Who leads, and by how much\? Total/)).toBeVisible();
});

test('the first chart follows the search', async ({ explorer }) => {
  await explorer.open();
  await explorer.search.fill('name:qwen');
  const { rows } = await explorer.figuresOf(explorer.figures.first());
  await expect.poll(() => explorer.column('Model')).toEqual(rows.map((row) => row.Model));
  expect(rows.length).toBe(3);
});

test('the second chart follows the checkboxes of the rows', async ({ explorer }) => {
  await explorer.open();
  const second = explorer.figures.nth(1);
  await expect(explorer.figure('What are they good at? The leading models over the benchmarks')).toBeVisible();
  expect(await explorer.compared()).toEqual((await explorer.column('Model')).slice(0, 4));
  const before = await drawn(second.getByRole('img'));

  await explorer.choose('Robo-Refer').check();
  await expect(explorer.figure('What are they good at? The chosen models over the benchmarks')).toBeVisible();
  await expect(second.getByRole('img')).toHaveAccessibleName(/^Robo-Refer: .*Robo-Refer has no score on 7\./);
  await expect.poll(() => explorer.compared()).toEqual(['Robo-Refer']);
  // What is off screen is drawn once it comes into sight.
  await second.scrollIntoViewIfNeeded();
  await expect.poll(() => drawn(second.getByRole('img'))).not.toBe(before);

  await explorer.choose('o3').check();
  await explorer.choose('GPT-4o').check();
  await expect.poll(() => explorer.compared()).toEqual(['Robo-Refer', 'o3', 'GPT-4o']);

  await explorer.choose('o3').uncheck();
  await expect.poll(() => explorer.compared()).toEqual(['Robo-Refer', 'GPT-4o']);
  await explorer.choose('Robo-Refer').uncheck();
  await explorer.choose('GPT-4o').uncheck();
  await expect(explorer.figure(/The leading models over the benchmarks/)).toBeVisible();
  await second.scrollIntoViewIfNeeded();
  await expect.poll(() => drawn(second.getByRole('img'))).toBe(before);
});

test('the picture in words names the models that are drawn', async ({ explorer }) => {
  await explorer.open();
  const models = ['RynnBrain-8B', 'Gemini-2.5-Pro', 'o3'];
  for (const model of models) await explorer.choose(model).check();
  for (const model of models) {
    await expect(explorer.figures.nth(1).getByRole('img')).toHaveAccessibleName(new RegExp(model.replace(/\./g, '\\.')));
  }
});

test('it shows no more models than can be told apart, and says so', async ({ explorer }) => {
  await explorer.open();
  const chosen = (await explorer.column('Model')).slice(3, 10);
  for (const model of chosen) await explorer.choose(model).check();
  const second = explorer.figures.nth(1);
  await expect(second.getByText(/\b(6|six) of (7|seven)\b/), 'the seventh is not left out silently').toBeVisible();
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
  expect(rows).toHaveLength(25);
  const shown = rank({ board: 'qa-2d', lens: 'fine' });
  const scores = shown.rows.find(({ name }) => name === 'GPT-4o')!.scores;
  expect(rows.map((row) => row['GPT-4o'])).toEqual(scores.map(figure));
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
    const { rows } = await explorer.figuresOf(explorer.figures.nth(1));
    return rows.map((row) => [row.Benchmark, ...models.map((model) => row[model])]);
  };
  await expect.poll(shown).toEqual(expected);

  // Chosen models stay among the bars, the one without the sorted score as well.
  await explorer.sort('VABench-Point').click();
  await expect
    .poll(async () => (await explorer.figuresOf(explorer.figures.first())).rows.find((row) => row.Model === 'IflyBot-VLM-8B'))
    .toMatchObject({ 'VABench-Point': MISSING });
});

test('pointing at a mark names it with its figures, and so do the arrow keys', async ({ page, explorer }) => {
  await explorer.open();
  const { rows } = await explorer.read();
  const first = explorer.figures.first();
  const picture = first.getByRole('img');
  const said = first.getByRole('status');
  const names = (row: Record<string, string>) => new RegExp(`^${row.Model.replace(/\./g, '\\.')} · Total: ${row.Total}, 95 % interval .*\\d to \\d`);
  await picture.focus();
  await page.keyboard.press('ArrowRight');
  await expect(said).toHaveText(names(rows[0]));
  await page.keyboard.press('ArrowDown');
  await expect(said).toHaveText(names(rows[1]));
  await page.keyboard.press('End');
  await expect(said).toHaveText(names(rows[9]));
  await page.keyboard.press('ArrowUp');
  await expect(said).toHaveText(names(rows[8]));
  await page.keyboard.press('Escape');
  await expect(said).toHaveText('');

  // By the pointer: somewhere down the middle of the picture each of the rows is met, from top to bottom.
  const box = (await picture.boundingBox())!;
  const met: string[] = [];
  for (let y = 0; y < box.height; y += 6) {
    await page.mouse.move(box.x + box.width / 3, box.y + y);
    const text = await said.innerText();
    if (text !== '' && text !== met.at(-1)) met.push(text);
  }
  expect(met.map((text) => text.split(' · ')[0])).toEqual(rows.slice(0, 10).map((row) => row.Model));

  // A missing score is said to be missing.
  await explorer.open('?select=iflybot-vlm-8b');
  const second = explorer.figures.nth(1);
  await second.getByRole('img').focus();
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press('ArrowRight');
    if ((await second.getByRole('status').innerText()).includes('missing')) break;
  }
  await expect(second.getByRole('status')).toHaveText('IflyBot-VLM-8B · VABench-Point: missing');
});

test('what is pointed at stands out in the table and in the other chart', async ({ page, explorer }) => {
  await explorer.open();
  await settled(page);
  const [first, second] = [explorer.figures.first(), explorer.figures.nth(1)];
  const background = (model: string) => explorer.row(model).evaluate((row) => getComputedStyle(row.querySelector('th')!).backgroundColor);
  const plain = await background('Gemini-2.5-Pro');
  const before = await second.screenshot();
  await first.getByRole('img').focus();
  for (const key of ['Home', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
  await expect(first.getByRole('status')).toHaveText(/^Gemini-2\.5-Pro/);
  await expect.poll(() => background('Gemini-2.5-Pro')).not.toBe(plain);
  expect(await background('o3')).toBe(plain);
  expect(await second.screenshot(), 'its marks have a ring').not.toEqual(before);
  await page.keyboard.press('Escape');
  await expect.poll(() => background('Gemini-2.5-Pro')).toBe(plain);

  // And the other way round, from the table.
  const without = await first.screenshot();
  await explorer.model('Gemini-2.5-Pro').hover();
  await expect.poll(async () => (await first.screenshot()).equals(without)).toBe(false);
  await page.mouse.move(2, 2);
  await expect.poll(() => background('Gemini-2.5-Pro')).toBe(plain);
});

test('pressing a mark opens its model, by pointer and by keyboard', async ({ page, explorer }) => {
  await explorer.open();
  await settled(page);
  const picture = explorer.figures.first().getByRole('img');
  const said = explorer.figures.first().getByRole('status');
  await picture.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  const model = (await said.innerText()).split(' · ')[0];
  await page.keyboard.press('Enter');
  await expect(explorer.title).toHaveText(new RegExp(model));
  await page.goBack();
  await settled(page);
  const box = (await picture.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const pointed = (await said.innerText()).split(' · ')[0];
  await page.mouse.down();
  await page.mouse.up();
  await expect(explorer.title).toHaveText(new RegExp(pointed));

  // Of benchmarks, it opens the benchmark.
  await explorer.open('?chart=agreement');
  const matrix = explorer.figures.nth(1);
  await settled(page);
  await matrix.getByRole('img').focus();
  await page.keyboard.press('Home');
  const [, benchmark] = (await matrix.getByRole('status').innerText()).match(/ · (.+): /)!;
  await page.keyboard.press('Enter');
  await expect(explorer.title).toHaveText(benchmark);
});

test.describe('with a finger', () => {
  test.use({ hasTouch: true, viewport: { width: 360, height: 740 } });

  test('a touch names a mark, and a second one opens it', async ({ page, explorer }) => {
    await explorer.open();
    const first = explorer.figures.first();
    await first.scrollIntoViewIfNeeded();
    await settled(page);
    const box = (await first.getByRole('img').boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.touchscreen.tap(x, y);
    await expect(first.getByRole('status')).toHaveText(/ · Total: /);
    const model = (await first.getByRole('status').innerText()).split(' · ')[0];
    await expect(explorer.title, 'still on the board').toHaveText('2D question answering');
    await page.touchscreen.tap(x, y);
    await expect(explorer.title).toHaveText(new RegExp(model));
  });
});

test('a name in the key hides its series, or shows it alone', async ({ page, explorer }) => {
  await explorer.open('?lens=core');
  const radar = explorer.figures.nth(1);
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
  for (const button of await entries.all()) await expect(button).toHaveAttribute('aria-pressed', 'true');
});

for (const [name, title, corner, says] of [
  ['Profiles', /^What are they good at\?/, 'Benchmark', / · /],
  ['Differences', /^How do they differ\?/, 'Benchmark', / · /],
  ['Size', /^Does size explain it\?/, 'Model', /billion parameters/],
  ['Release', /^Does age explain it\?/, 'Model', /20\d\d/],
  ['Spread', /^Which benchmarks tell models apart/, 'Benchmark', / · /],
  ['Agreement', /agree\?$/, 'Benchmark', /models have both/],
] as const) {
  test(`the second chart can be ${name}: drawn, named, listed and in the link`, async ({ page, explorer }) => {
    await explorer.open();
    await asks(page, name).click();
    await expect(asks(page, name)).toHaveAttribute('aria-current', 'page');
    const chart = explorer.figures.nth(1);
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
    await expect.poll(() => drawn(explorer.figures.nth(1).getByRole('img'))).toBe(picture);
  });
}

test('a mark is where its figure is drawn', async ({ page, explorer }) => {
  await explorer.open('?chart=agreement');
  await settled(page);
  const chart = explorer.figures.nth(1);
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
  await page.getByRole('contentinfo').getByRole('link', { name: 'What has been measured' }).click();
  await expect(explorer.title).toHaveText('What has been measured');
  const coverage = explorer.figure(/^Who was measured on what\?/);
  const { columns, rows } = await explorer.figuresOf(coverage);
  const totals = rank({ board: 'qa-2d' });
  const at = totals.columns.findIndex(({ name }) => name === 'VSI');
  const vsi = rows.find((row) => row.Benchmark === 'VSI')!;
  expect(columns).toHaveLength(50);
  for (const model of totals.rows) expect(vsi[model.name], model.name).toBe(figure(model.scores[at]));

  await coverage.getByRole('img').focus();
  await page.keyboard.press('Home');
  await expect(coverage.getByRole('status')).toHaveText(/^.+ · Where2Place: \d/);
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
  await expect(page.getByRole('region', { name: 'About the benchmark' })).toBeVisible();
});

test('a benchmark says what it is, what it asks, and which others agree with it', async ({ page, explorer }) => {
  await explorer.open('?benchmark=vsi');
  const about = page.getByRole('region', { name: 'About the benchmark' });
  for (const fact of ['New York University', '2024-12-18', '5130', 'how near its number is']) await expect(about).toContainText(fact);
  await expect(about.getByRole('link', { name: 'repository' })).toHaveAttribute('href', /^https:\/\/github\.com\//);
  const asks = await explorer.figuresOf(explorer.figure(/^What does VSI ask\?/));
  expect(asks.rows.find((row) => row.Capability === 'Spatial Distance')).toMatchObject({ Questions: '1544' });
  const relations = await explorer.read(page.getByRole('region', { name: 'Table: agreement with other benchmarks' }).getByRole('table'));
  const rho = relations.rows.map((row) => row['Rank correlation']).filter((text) => text !== MISSING).map((text) => Number(text.replace('−', '-')));
  expect(rho).toEqual(rho.toSorted((a, b) => b - a));
  expect(rho.length).toBeGreaterThan(8);
  await page.getByRole('link', { name: relations.rows[0].Benchmark, exact: true }).click();
  await expect(explorer.title).toHaveText(relations.rows[0].Benchmark);
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
  expect(after - before, 'one drawing for each of two charts').toBe(2);
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
    figure.getByRole('button', { name: /^Save as PNG: Who leads/ }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^who-leads-and-by-how-much-total-10-of-30-models.*\.png$/);
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

test('each chart can be saved as a drawing with real text', async ({ page, explorer }) => {
  const blank = await page.context().newPage();
  for (const chart of ['profiles', 'differences', 'size', 'release', 'spread', 'agreement']) {
    await explorer.open(`?chart=${chart}`);
    const figure = explorer.figures.nth(1);
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
