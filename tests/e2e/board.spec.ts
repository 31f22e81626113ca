// Boards, lenses and benchmarks: that each can be chosen, and what the page says of it.

import { BOARDS, LENSES, MISSING, expect, rank, test } from './fixtures';

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
      await expect(explorer.table.getByRole('caption')).toHaveText(
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
        `2D question answering: ${caption}, ${expected.rows.length} models, in percent`,
      );
      const { columns } = await explorer.read();
      expect(columns.slice(-expected.columns.length)).toEqual(expected.columns.map((column) => column.name));
    });
  }
});

test('a board without capability scores says that it has none', async ({ explorer }) => {
  await explorer.open('?board=navigation-custom');
  await explorer.lens('Core capabilities').click();
  await expect(explorer.region.getByText('No model has scores here yet.')).toBeVisible();
  await expect(explorer.main.getByText('No model has scores on Navigation, own frameworks yet.')).toBeVisible();
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
      await expect(explorer.board('2D question answering')).toHaveAttribute('aria-current', 'page');
      await expect(explorer.lenses.locator('[aria-current]')).toHaveCount(0);
    });
  }

  await explorer.benchmark.selectOption('All of the board');
  await expect(explorer.title).toHaveText('2D question answering');
  await expect(explorer.lens('Benchmarks')).toHaveAttribute('aria-current', 'page');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test('the boards are a menu, and the first rows come before the charts', async ({ explorer }) => {
    await explorer.open();
    await expect(explorer.boards).toBeHidden();
    await expect(explorer.boardMenu).toHaveValue('qa-2d');

    for (const { code, name } of BOARDS) {
      await explorer.boardMenu.selectOption(name);
      await expect(explorer.title).toHaveText(name);
      await expect(explorer.boardMenu).toHaveValue(code);
    }
    const table = await explorer.table.boundingBox();
    const chart = await explorer.figures.first().boundingBox();
    expect(table?.y).toBeLessThan(chart?.y ?? 0);
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

  await explorer.rankAll.check();
  await expect.poll(() => explorer.column('Rank')).not.toContain(MISSING);
  expect((await explorer.read()).rows).toHaveLength(before.rows.length);

  await explorer.rankAll.uncheck();
  await expect.poll(() => explorer.column('Rank')).toContain(MISSING);
});

test('a row says who made the model, when, how large and how open it is, and how much is covered', async ({ explorer }) => {
  await explorer.open();
  const cases = [
    { model: 'RynnBrain-8B', by: 'Alibaba-DAMO-Academy', mark: 'embodied model', year: '2026', size: '9 B', weights: 'open', coverage: '9/9' },
    { model: 'Gemini-2.5-Pro', by: 'Google DeepMind', mark: 'general model', year: '2025', size: MISSING, weights: 'closed', coverage: '9/9' },
    { model: 'Robo-Refer', by: 'Beihang University', mark: 'embodied model', year: '2025', size: '8 B', weights: 'open', coverage: '2/9' },
  ];
  const { rows } = await explorer.read();
  for (const { model, by, mark, year, size, weights, coverage } of cases) {
    const row = explorer.row(model);
    await expect(row.getByRole('rowheader')).toContainText(by);
    await expect(row.getByRole('img', { name: mark })).toBeVisible();
    const cells = rows.find((cells) => cells.Model === model);
    expect(cells).toMatchObject({ Year: year, Size: size, Weights: weights, 'Cov.': coverage });
  }
});
