// Boards, lenses and benchmarks: that each can be chosen, and what the page says of it.

import { BOARDS, LENSES, MISSING, TALL, expect, rank, test, type Explorer } from './fixtures';

test.use({ viewport: TALL });

test('each board can be chosen and is said to be what it is', async ({ page, explorer }) => {
  await explorer.open();
  await expect(explorer.boards.getByRole('link')).toHaveText(BOARDS.map((board) => board.name));

  for (const { code, name } of BOARDS) {
    await test.step(name, async () => {
      const expected = rank({ board: code });
      await explorer.board(name).click();
      await expect(explorer.title).toHaveText(name);
      await expect(page).toHaveTitle(`${name} · Arena Explorer`);
      await expect(explorer.board(name)).toHaveAttribute('aria-current', 'page');
      await expect(explorer.boards.locator('[aria-current]')).toHaveCount(1);
      // A sentence made from the data says who leads.
      await expect(explorer.main.getByText(`${expected.rows[0].name} leads `)).toBeVisible();
      await expect(explorer.table.getByRole('caption')).toContainText(
        `${name}: scores by benchmark, ${expected.rows.length} models, in percent`,
      );
      for (const column of expected.columns) await expect(explorer.head(column.name)).toBeVisible();
    });
  }
});

test('each lens can be chosen and changes the columns', async ({ explorer }) => {
  await explorer.open();
  await expect(explorer.lenses.getByRole('link')).toHaveText(LENSES.map((lens) => lens.name));

  for (const { code, name, caption } of LENSES) {
    await test.step(name, async () => {
      const expected = rank({ board: 'qa-2d', lens: code });
      await explorer.lens(name).click();
      await expect(explorer.lens(name)).toHaveAttribute('aria-current', 'page');
      await expect(explorer.table.getByRole('caption')).toHaveText(
        `2D embodied QA: ${caption}, ${expected.rows.length} models, in percent`,
      );
      const { columns } = await explorer.read();
      expect(columns.slice(-expected.columns.length)).toEqual(expected.columns.map((column) => column.name));
    });
  }
});

test('a board without capability scores says that it has none', async ({ explorer }) => {
  await explorer.open('?board=navigation-custom');
  await explorer.lens('Core capabilities').click();
  await expect(explorer.region.getByText('No model has scores here yet.', { exact: true })).toBeVisible();
  await expect(explorer.main.getByText('No model has scores on Navigation (custom frameworks) yet.')).toBeVisible();
});

test('each benchmark of a board can be chosen, those of its capability scores included', async ({ page, explorer }) => {
  await explorer.open();
  const options = explorer.benchmark.getByRole('option', { includeHidden: true });
  const names = (await options.allTextContents()).slice(1);
  expect(names).toHaveLength(15);

  for (const name of names) {
    await test.step(name, async () => {
      await explorer.benchmark.selectOption(name);
      await expect(explorer.title).toHaveText(name);
      await expect(page).toHaveTitle(`${name} · Arena Explorer`);
      await expect(explorer.table.getByRole('caption')).toContainText(`${name}: its own columns`);
      // The board it is on stays chosen, the lens does not apply.
      await expect(explorer.board('2D embodied QA')).toHaveAttribute('aria-current', 'page');
      await expect(explorer.lenses.locator('[aria-current]')).toHaveCount(0);
    });
  }

  await explorer.benchmark.selectOption('All of the board');
  await expect(explorer.title).toHaveText('2D embodied QA');
  await expect(explorer.lens('Benchmarks')).toHaveAttribute('aria-current', 'page');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test('the boards are a menu, and the charts are folded until they are asked for', async ({ page, explorer }) => {
    await explorer.open();
    await expect(explorer.boards).toBeHidden();
    await expect(explorer.boardMenu).toHaveValue('qa-2d');

    for (const { code, name } of BOARDS) {
      await explorer.boardMenu.selectOption(name);
      await expect(explorer.title).toHaveText(name);
      await expect(explorer.boardMenu).toHaveValue(code);
    }
    await expect(explorer.figures).toHaveCount(0);
    await page.getByRole('button', { name: 'Charts' }).click();
    await expect(explorer.figures).toHaveCount(1);
    // From a page that is no board one comes back to the board that was shown last.
    await page.getByRole('link', { name: 'Data quality' }).click();
    await expect(explorer.title).toHaveText('Data quality');
    await explorer.boardMenu.selectOption(BOARDS.at(-1)!.name);
    await expect(explorer.title).toHaveText(BOARDS.at(-1)!.name);
  });
});

test('equal totals share a rank, and the next rank is skipped', async ({ explorer }) => {
  // Three models of the visitor's own, so that one comes behind the tie.
  await explorer.open('?board=navigation-custom');
  await explorer.bring(
    ...[['A', 99], ['B', 98], ['C', 98], ['D', 97]].map(([name, score]) => ({
      name: `${name}.md`,
      text: `name: Tied-${name}\nscore: {benchmark: {mp3d: {columns: {Total Score: ${score}}}}}\n`,
    })),
  );
  await expect(explorer.row('Tied-D')).toBeVisible();
  const rows = (await explorer.read()).rows.slice(0, 4).map((row) => [row.Rank, row.Model]);
  expect(rows).toEqual([
    ['1', 'Tied-A'],
    ['2', 'Tied-B'],
    ['2', 'Tied-C'],
    ['4', 'Tied-D'],
  ]);
});

test('models with too little coverage come last without a rank, unless the visitor lowers the bar', async ({
  explorer,
}) => {
  await explorer.open('?board=navigation');
  const before = await explorer.read();
  const few = rank({ board: 'navigation' }).rows.filter((row) => row.coverage.scored / row.coverage.of < 0.5);
  expect(few.length).toBeGreaterThan(0);
  const last = before.rows.slice(-few.length);
  expect(last.map((row) => row.Model)).toEqual(few.map((row) => row.name));
  expect(before.rows.map((row) => row.Rank === MISSING)).toEqual(before.rows.map((_, at) => at >= before.rows.length - few.length));

  await explorer.openRanking();
  await explorer.rankAll.check();
  await expect.poll(() => explorer.column('Rank')).not.toContain(MISSING);
  expect((await explorer.read()).rows).toHaveLength(before.rows.length);

  await explorer.rankAll.uncheck();
  await expect.poll(() => explorer.column('Rank')).toContain(MISSING);
});

test('a row says who made the model, when, how large and how open it is, and how much is covered', async ({ explorer }) => {
  await explorer.open('?show=open,size,year');
  const cases = [
    { model: 'RynnBrain-8B', by: 'Alibaba-DAMO-Academy', mark: 'embodied model', year: '2026', size: '9 B', weights: 'open', coverage: '9/9' },
    { model: 'Gemini-2.5-Pro', by: 'Google DeepMind', mark: 'general model', year: '2025', size: MISSING, weights: 'closed', coverage: '9/9' },
    { model: 'Robo-Refer', by: 'Beihang University', mark: 'embodied model', year: '2025', size: '8 B', weights: 'open', coverage: '2/9' },
  ];
  const { rows } = await explorer.read();
  for (const { model, by, mark, year, size, weights, coverage } of cases) {
    const row = explorer.row(model);
    await expect(row.getByRole('rowheader')).toContainText(by);
    const facts = [size, weights, year].filter((fact) => fact !== MISSING).join(' · ');
    await expect(row.getByRole('rowheader').getByText(facts, { exact: true })).toBeVisible();
    await expect(row.getByRole('img', { name: mark })).toBeVisible();
    const cells = rows.find((cells) => cells.Model === model);
    expect(cells).toMatchObject({ Year: year, Size: size, Weights: weights, 'Cov.': coverage });
  }
});

/** How many rows of models are wholly in sight. */
const rowsInSight = (explorer: Explorer) =>
  explorer.region.evaluate((region) => {
    const end = Math.min(innerHeight, region.getBoundingClientRect().bottom);
    const rows = [...region.querySelectorAll('tbody tr')].map((row) => row.getBoundingClientRect());
    return rows.filter((box) => box.height > 0 && box.top >= 0 && box.bottom <= end).length;
  });

for (const { size, rows, charts } of [
  { size: { width: 1440, height: 900 }, rows: 10, charts: 1 },
  { size: { width: 1024, height: 768 }, rows: 6, charts: 0 },
  { size: { width: 360, height: 780 }, rows: 6, charts: 0 },
]) {
  test.describe(`at ${size.width} × ${size.height}`, () => {
    test.use({ viewport: size });

    test(`at least ${rows} ranked rows are in sight on arrival${charts ? ', and a chart' : ''}`, async ({ explorer }) => {
      await explorer.open();
      expect(await rowsInSight(explorer)).toBeGreaterThanOrEqual(rows);
      await expect(explorer.figures).toHaveCount(charts);
      for (const figure of await explorer.figures.all()) await expect(figure).toBeInViewport({ ratio: 1 });
      expect((await explorer.column('Rank')).slice(0, rows)).toEqual(Array.from({ length: rows }, (_, at) => String(at + 1)));
    });
  });
}

test.describe('on a wide screen', () => {
  test.use({ viewport: { width: 2560, height: 1440 } });

  test('all columns are there without scrolling, and the chart beside them', async ({ explorer }) => {
    await explorer.open();
    const hidden = await explorer.region.evaluate((region) => region.scrollWidth - region.clientWidth);
    expect(hidden).toBe(0);
    await expect(explorer.figures).toHaveCount(1);
  });
});

test('charts fold, and the page remembers it', async ({ page, explorer }) => {
  await explorer.open();
  const charts = page.getByRole('button', { name: 'Charts' });
  await expect(charts).toHaveAttribute('aria-expanded', 'true');
  await charts.click();
  await expect(explorer.figures).toHaveCount(0);
  await page.reload();
  await explorer.ready();
  await expect(charts).toHaveAttribute('aria-expanded', 'false');
  await expect(explorer.figures).toHaveCount(0);
  await charts.click();
  await page.reload();
  await explorer.ready();
  await expect(explorer.figures).toHaveCount(1);
});

test.describe('the plots of the totals', () => {
  test.use({ viewport: { width: 1440, height: 900 } });

  test('follow the rows in sight, and say their intervals', async ({ page, explorer }) => {
    await explorer.open();
    const ticks = () => explorer.head('Total').locator('svg').evaluate((axis) => axis.textContent!);
    // The first twenty totals go from 64 to 36.
    expect(await ticks()).toBe('405060');
    const total = (model: string) => explorer.row(model).locator('td').filter({ has: page.locator('svg') });
    await expect(total('Wall-Brain-Preview')).toHaveAttribute('title', /^95 % interval 6\d\.\d to 6\d\.\d/);
    await explorer.region.evaluate((region) => region.scrollTo({ top: region.scrollHeight, behavior: 'instant' }));
    await expect.poll(ticks).not.toBe('405060');
    // Without an interval there is a dot alone.
    await explorer.region.evaluate((region) => region.scrollTo({ top: 0, behavior: 'instant' }));
    await explorer.lens('Core capabilities').click();
    await expect(total('Embodied-R1.5')).not.toHaveAttribute('title', /./);
  });
});

test.describe('on a tall screen', () => {
  test.use({ viewport: { width: 2560, height: 1440 } });

  test('the axis of the totals is for all rows in sight from the start', async ({ page, explorer }) => {
    await explorer.open();
    // No total in sight lies beyond it; those that do are arrows.
    const beyond = () =>
      explorer.region.locator('tbody svg.plot').evaluateAll((plots) => {
        const inSight = plots.filter((plot) => plot.getBoundingClientRect().bottom < innerHeight);
        const arrows = inSight.filter((plot) => /l-?5/.test(plot.lastElementChild!.getAttribute('d')!));
        return [inSight.length > 30, arrows.length];
      });
    await expect.poll(beyond).toEqual([true, 0]);
  });
});

test.describe('chosen models', () => {
  test.use({ viewport: { width: 1440, height: 900 } });

  test('are in a tray that stays in sight, and can be all that is shown', async ({ page, explorer }) => {
    await explorer.open();
    const tray = page.getByRole('region', { name: 'Chosen models' });
    await expect(tray).toHaveCount(0);
    await explorer.choose('KnowinBrain').check();
    await explorer.choose('o3').check();
    await expect(tray).toContainText('2 chosen');
    await expect(tray).toBeInViewport({ ratio: 1 });
    await expect(tray.getByRole('listitem')).toHaveText([/^KnowinBrain/, /^o3/]);

    await tray.getByRole('button', { name: 'Only these' }).click();
    await expect(page).toHaveURL(/select=knowinbrain,o3&only=chosen/);
    expect((await explorer.read()).rows.map(({ Rank, Model }) => [Rank, Model])).toEqual([['3', 'KnowinBrain'], ['9', 'o3']]);
    await page.reload();
    await explorer.ready();
    expect(await explorer.column('Model')).toEqual(['KnowinBrain', 'o3']);
    await expect(tray.getByRole('button', { name: 'Only these' })).toHaveAttribute('aria-pressed', 'true');

    await tray.getByRole('button', { name: 'Remove o3 from the chosen models' }).click();
    await expect.poll(() => explorer.column('Model')).toEqual(['KnowinBrain']);
    await tray.getByRole('button', { name: 'Export' }).click();
    await expect(page.getByRole('button', { name: 'Download as CSV' })).toBeVisible();
    await tray.getByRole('button', { name: 'Clear' }).click();
    await expect(tray).toHaveCount(0);
    await expect(page).not.toHaveURL(/only|select/);
    await expect(explorer.table.getByRole('caption')).toContainText('62 models');
  });

  test('that are more than can be compared say so before they are', async ({ page, explorer }) => {
    const names = rank({ board: 'qa-2d' }).rows.slice(0, 7).map(({ code }) => code);
    await explorer.open(`?select=${names.join(',')}`);
    const tray = page.getByRole('region', { name: 'Chosen models' });
    await expect(tray).toContainText('At most 6 models can be compared.');
    await tray.getByRole('link', { name: 'Compare the first 6 of 7' }).click();
    await expect(page).toHaveURL(/page=compare/);
  });
});

test('a head says what its column is, and offers what can be done with it', async ({ page, explorer }) => {
  await explorer.open();
  const menu = await explorer.columnMenu('VSI');
  await expect(menu).toContainText('Visual-spatial intelligence');
  await page.keyboard.press('Escape');
  await expect(menu).toHaveCount(0);
  await expect(explorer.head('VSI').getByRole('button', { name: 'Options for VSI' })).toBeFocused();
  await (await explorer.columnMenu('VSI')).getByRole('button', { name: 'Move beside the name' }).click();
  expect((await explorer.read()).columns.slice(0, 3)).toEqual(['Rank', 'Model', 'VSI']);
  await (await explorer.columnMenu('VSI')).getByRole('button', { name: 'Hide this column' }).click();
  expect((await explorer.read()).columns).not.toContain('VSI');
  await (await explorer.columnMenu('ERQA')).getByRole('link', { name: 'About ERQA' }).click();
  await expect(explorer.title).toContainText('ERQA');
});

test('what not all shown models have can be left out, and full coverage asked for', async ({ page, explorer }) => {
  await explorer.open('?select=rynnbrain-8b,qwen3-vl-8b-ins,robobrain2-0-32b&only=chosen');
  const ranking = await explorer.openRanking();
  // The second has no VABench-Point, the third neither EmbSpatial-Bench nor Cosmos.
  await ranking.getByRole('checkbox', { name: 'Comparable only' }).check();
  await expect(ranking.getByText('3 benchmarks and 2 models’ totals are left out.')).toBeVisible();
  await expect(page).toHaveURL(/common=only/);
  await expect(explorer.table.getByRole('caption')).toContainText('without EmbSpatial-Bench, Cosmos and VABench-Point');
  const without = rank({ board: 'qa-2d', without: 'embspatial-bench,cosmos,va-bench-point' });
  const total = (name: string) => without.rows.find((row) => row.name === name)!.total!.toFixed(1);
  const { rows } = await explorer.read();
  expect(rows).toHaveLength(3);
  for (const row of rows) expect(row.Total, row.Model).toBe(total(row.Model));

  await explorer.open('?lens=core');
  expect((await explorer.read()).rows[0]['Cov.']).toMatch(/^\d\/7$/);
  await page.getByRole('button', { name: 'Filters' }).click();
  const coverage = page.getByRole('group', { name: 'Coverage' });
  await coverage.getByRole('checkbox', { name: 'Full coverage' }).check();
  const covered = await explorer.column('Cov.');
  expect(new Set(covered)).toEqual(new Set(['7/7']));
});
