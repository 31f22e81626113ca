// The charts: drawn, sharp, redrawn when they must be, and following what is sorted and chosen in the table.

import { readFileSync } from 'node:fs';
import { type Locator } from '@playwright/test';
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

test('the bars follow the sorted column', async ({ explorer }) => {
  await explorer.open();
  const bars = explorer.figures.first();
  await expect(bars.getByRole('img')).toHaveAccessibleName(/^Total: RynnBrain-8B leads /);
  let before = await drawn(bars.getByRole('img'));

  const { columns, rows } = rank({ board: 'qa-2d' });
  for (const column of ['VSI', 'Where2Place']) {
    await explorer.sort(column).click();
    const at = columns.findIndex(({ name }) => name === column);
    const best = rows.toSorted((a, b) => (b.scores[at] ?? -1) - (a.scores[at] ?? -1))[0];
    await expect(explorer.figure(new RegExp(`^${column}: 10 of 30 models`))).toBeVisible();
    await expect(bars.getByRole('img')).toHaveAccessibleName(
      new RegExp(`^${column}: ${best.name} leads 10 models with ${figure(best.scores[at])}`),
    );
    await expect.poll(() => drawn(bars.getByRole('img'))).not.toBe(before);
    before = await drawn(bars.getByRole('img'));

    // The same models, in the same order, with the same figures as the table.
    const shown = await explorer.figuresOf(bars);
    expect(shown.columns.slice(0, 2)).toEqual(['Model', column]);
    const table = (await explorer.read()).rows.slice(0, 10);
    expect(shown.rows.map((row) => [row.Model, row[column]])).toEqual(table.map((row) => [row.Model, row[column]]));
  }

  // Sorted by something that is no figure, they show the total.
  await explorer.sort('Model').click();
  await expect(explorer.figure(/^Total: 10 of 30 models/)).toBeVisible();
});

test('the bars follow the search', async ({ explorer }) => {
  await explorer.open();
  await explorer.search.fill('name:qwen');
  const { rows } = await explorer.figuresOf(explorer.figures.first());
  await expect.poll(() => explorer.column('Model')).toEqual(rows.map((row) => row.Model));
  expect(rows.length).toBe(3);
});

test('the radar follows the checkboxes of the rows', async ({ explorer }) => {
  await explorer.open();
  const radar = explorer.figures.nth(1);
  const names = async () => (await explorer.figuresOf(radar)).rows.map((row) => row.Model);
  await expect(explorer.figure('The leading models over the benchmarks')).toBeVisible();
  expect(await names()).toEqual((await explorer.column('Model')).slice(0, 4));
  const before = await drawn(radar.getByRole('img'));

  await explorer.choose('Robo-Refer').check();
  await expect(explorer.figure('The chosen models over the benchmarks')).toBeVisible();
  await expect(radar.getByRole('img')).toHaveAccessibleName(/^Robo-Refer: .*Robo-Refer has no score on 7\./);
  await expect.poll(names).toEqual(['Robo-Refer']);
  await expect.poll(() => drawn(radar.getByRole('img'))).not.toBe(before);

  await explorer.choose('o3').check();
  await explorer.choose('GPT-4o').check();
  await expect.poll(names).toEqual(['Robo-Refer', 'o3', 'GPT-4o']);

  await explorer.choose('o3').uncheck();
  await expect.poll(names).toEqual(['Robo-Refer', 'GPT-4o']);
  await explorer.choose('Robo-Refer').uncheck();
  await explorer.choose('GPT-4o').uncheck();
  await expect(explorer.figure('The leading models over the benchmarks')).toBeVisible();
  await expect.poll(() => drawn(radar.getByRole('img'))).toBe(before);
});

test('the picture in words names the models that are drawn', async ({ explorer }) => {
  await explorer.open();
  const models = ['RynnBrain-8B', 'Gemini-2.5-Pro', 'o3'];
  for (const model of models) await explorer.choose(model).check();
  for (const model of models) {
    await expect(explorer.figures.nth(1).getByRole('img')).toHaveAccessibleName(new RegExp(model.replace(/\./g, '\\.')));
  }
});

test('the radar shows no more models than can be told apart, and says so', async ({ explorer }) => {
  await explorer.open();
  const chosen = (await explorer.column('Model')).slice(3, 10);
  for (const model of chosen) await explorer.choose(model).check();
  const radar = explorer.figures.nth(1);
  await expect(radar.getByText(/\b(6|six) of (7|seven)\b/), 'the seventh is not left out silently').toBeVisible();
  expect((await explorer.figuresOf(radar)).rows.map((row) => row.Model)).toEqual(chosen.slice(0, 6));
});

test('models stay chosen while the lens changes', async ({ explorer }) => {
  await explorer.open();
  await explorer.choose('GPT-4o').check();
  await explorer.choose('SAT').check();
  await explorer.lens('Core capabilities').click();
  await expect(explorer.figure('The chosen models over the core capabilities')).toBeVisible();
  await expect(explorer.choose('GPT-4o')).toBeChecked();
  await expect(explorer.choose('SAT')).toBeChecked();
  // Too many axes for a radar: it shows the core capabilities there too.
  await explorer.lens('Fine capabilities').click();
  const { rows, columns } = await explorer.figuresOf(explorer.figure('The chosen models over the core capabilities'));
  expect(rows.map((row) => row.Model)).toEqual(['GPT-4o', 'SAT']);
  expect(columns).toHaveLength(8);
});

test('a missing score is missing in the figures, never zero', async ({ explorer }) => {
  await explorer.open();
  const { columns, rows } = rank({ board: 'qa-2d' });
  const models = ['Robo-Refer', 'SAT', 'IflyBot-VLM-8B'];
  for (const model of models) await explorer.choose(model).check();
  const expected = models.map((model) => {
    const row = rows.find(({ name }) => name === model)!;
    return { Model: model, ...Object.fromEntries(columns.map(({ name }, at) => [name, figure(row.scores[at])])) };
  });
  expect(expected.flatMap((row) => Object.values(row))).toContain(MISSING);
  await expect.poll(async () => (await explorer.figuresOf(explorer.figures.nth(1))).rows).toEqual(expected);

  // Chosen models stay among the bars, the one without the sorted score as well.
  await explorer.sort('VABench-Point').click();
  await expect
    .poll(async () => (await explorer.figuresOf(explorer.figures.first())).rows.find((row) => row.Model === 'IflyBot-VLM-8B'))
    .toMatchObject({ 'VABench-Point': MISSING });
});

test('pointing at a mark names it with its figure, and so do the arrow keys', async ({ page, explorer }) => {
  await explorer.open();
  const { rows } = await explorer.read();
  const bars = explorer.figures.first();
  const picture = bars.getByRole('img');
  const said = bars.getByRole('status');
  await picture.focus();
  await page.keyboard.press('ArrowRight');
  await expect(said).toHaveText(`${rows[0].Model} · Total: ${rows[0].Total}`);
  await page.keyboard.press('ArrowDown');
  await expect(said).toHaveText(`${rows[1].Model} · Total: ${rows[1].Total}`);
  await page.keyboard.press('End');
  await expect(said).toHaveText(`${rows[9].Model} · Total: ${rows[9].Total}`);
  await page.keyboard.press('Escape');
  await expect(said).toHaveText('');

  // By the pointer: somewhere down the middle of the picture each of the bars is met, from top to bottom.
  const box = (await picture.boundingBox())!;
  const met: string[] = [];
  for (let y = 0; y < box.height; y += 6) {
    await page.mouse.move(box.x + box.width / 3, box.y + y);
    const text = await said.innerText();
    if (text !== '' && text !== met.at(-1)) met.push(text);
  }
  expect(met).toEqual(rows.slice(0, 10).map((row) => `${row.Model} · Total: ${row.Total}`));

  // A missing score is said to be missing.
  await explorer.open('?select=iflybot-vlm-8b');
  const radar = explorer.figures.nth(1);
  await radar.getByRole('img').focus();
  await page.keyboard.press('End');
  await expect(radar.getByRole('status')).toHaveText('IflyBot-VLM-8B · VABench-Point: missing');
});

test('each chart can be saved as a picture, sharp and under its title', async ({ page, explorer }) => {
  await explorer.open();
  const figure = explorer.figures.first();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    figure.getByRole('button', { name: 'Save as a picture: Total' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^total-10-of-30-models.*\.png$/);
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
