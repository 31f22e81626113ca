// That the page shows what the command line computes from the same files: ranks, totals, coverage, every score.

import { BOARDS, LENSES, MISSING, TALL, expect, figure, rank, test, type RankReport } from './fixtures';

test.use({ viewport: TALL });

/** The rows of a report as the page writes them. */
const asShown = (report: RankReport, total?: string) =>
  report.rows.map((row) => ({
    Rank: row.rank === null ? MISSING : String(row.rank),
    Model: row.name,
    'Cov.': `${row.coverage.scored}/${row.coverage.of}`,
    ...(total ? { [total]: figure(row.total) } : {}),
    ...(total === 'Total' ? { 'Avg. rank': figure(row.average_rank) } : {}),
    ...Object.fromEntries(report.columns.map((column, at) => [column.name, figure(row.scores[at])])),
  }));

/** What the page says of models beside that. */
const ABOUT = ['Year', 'Size', 'Weights'];

for (const board of BOARDS) {
  test(`${board.name}: every lens shows the figures of the command line`, async ({ explorer }) => {
    await explorer.open(`?board=${board.code}`);
    for (const lens of LENSES) {
      await test.step(lens.name, async () => {
        await explorer.lens(lens.name).click();
        await expect(explorer.table.getByRole('caption')).toContainText(lens.caption);
        const { rows } = await explorer.read();
        for (const about of ABOUT) rows.forEach((row) => delete row[about]);
        const expected = asShown(rank({ board: board.code, lens: lens.code }), lens.code === 'benchmarks' ? 'Total' : 'Average');
        expect(rows).toEqual(expected);
      });
    }
  });
}

test('every benchmark shows the figures of the command line, its total first', async ({ explorer }) => {
  // One of each kind: total at the end, total at the beginning, counted only in capability scores, other boards.
  const cases = [
    { board: 'qa-2d', benchmark: 'vsi', total: 'Total Score' },
    { board: 'qa-2d', benchmark: 'where2place', total: 'Total Score' },
    { board: 'qa-2d', benchmark: 'msqa', total: 'Total Score' },
    { board: 'qa-3d', benchmark: 'beacon3d-grounding' },
    { board: 'navigation', benchmark: 'vln-ce-rxr' },
    { board: 'task-planning', benchmark: 'eb-alfred', total: 'Total SR' },
  ];
  await explorer.open();
  for (const { board, benchmark, total } of cases) {
    await test.step(`${board}, ${benchmark}`, async () => {
      await explorer.board(BOARDS.find(({ code }) => code === board)?.name ?? '').click();
      await explorer.benchmark.selectOption(benchmark);
      await expect(explorer.table.getByRole('caption')).toContainText('its own columns');
      const { rows, columns } = await explorer.read();
      for (const about of ABOUT) rows.forEach((row) => delete row[about]);
      const report = rank({ board, benchmark });
      expect(rows).toEqual(asShown(report));
      if (total) expect(report.columns.map(({ name }) => name).toSorted((a, b) => columns.indexOf(a) - columns.indexOf(b))[0]).toBe(total);
    });
  }
});

test('below each rank stand those that are possible, and who could be first is named', async ({ page, explorer }) => {
  for (const board of BOARDS) {
    await explorer.open(`?board=${board.code}`);
    const { rows } = rank({ board: board.code });
    const range = ({ rank_low: low, rank_high: high }: (typeof rows)[0]) => (low === high ? String(low ?? '') : `${low}–${high}`);
    const cells = explorer.table.getByRole('row').locator('td:nth-child(2)');
    await expect(cells).toHaveText(rows.map((row) => `${row.rank ?? MISSING}${range(row)}`));
    // Who does not see how they stand hears a sentence.
    for (const row of rows.filter(({ rank_low }) => rank_low).slice(0, 3)) {
      const words = row.rank_low === row.rank_high ? 'no other is possible' : `possibly ${row.rank_low} to ${row.rank_high}`;
      await expect(explorer.row(row.name).getByRole('gridcell', { name: `Rank ${row.rank}, ${words}`, exact: true })).toBeVisible();
    }
    const others = rows.filter((row) => row.could_be_first && row.rank! > 1);
    const headline = explorer.main.getByText(/ranked models on/).first();
    for (const { name } of others.slice(0, 3)) await expect(headline).toContainText(name);
    if (others.length > 0) await expect(headline).toContainText('could be first too.');
    else await expect(headline).not.toContainText('could be first');
  }
  // Why, and why not: with the rank's explanation.
  await explorer.open();
  await explorer.row('KnowinBrain').getByRole('gridcell', { name: /^Rank 3, possibly/ }).click();
  await expect(page.getByRole('dialog', { name: 'Rank of KnowinBrain' })).toContainText(/Possible ranks: 1 to \d+: no model is certainly above it/);
  await explorer.open('?lens=core');
  await explorer.row('KnowinBrain').getByRole('gridcell', { name: '3', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Rank of KnowinBrain' })).toContainText('Which other ranks are possible is unknown.');
});

test('a lead that rests on other parts is told to, and its explanation says which', async ({ page, explorer }) => {
  await explorer.open('?board=qa-3d');
  const said = 'ScanQA is CIDEr alone, not the mean of CIDEr and EM';
  await expect(explorer.main.getByText(/^GPT4Scene-HDM leads/)).toContainText(`Its total rests on other parts than those of other models: ${said}.`);
  await expect(explorer.row('GPT4Scene-HDM').getByRole('gridcell', { name: /71\.0.*other parts/ })).toBeVisible();
  await explorer.row('GPT4Scene-HDM').getByRole('gridcell', { name: /96\.3/ }).click();
  const explanation = page.getByRole('dialog', { name: 'ScanQA of GPT4Scene-HDM' });
  await expect(explanation).toContainText(`† It rests on other parts than the totals of other models: ${said}.`);
});

test('the explanation of a rank says what other rules make of it, and all six are explained', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.row('IflyBot-VLM-8B').getByRole('gridcell', { name: /^Rank 8, possibly/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Rank of IflyBot-VLM-8B' });
  const names = { 'win-rate': 'win rate', borda: 'Borda', copeland: 'Copeland', 'min-max': 'min–max', 'bradley-terry': 'Bradley–Terry' };
  const places = Object.keys(names).map((rule) => rank({ board: 'qa-2d', rule }).rows.find(({ name }) => name === 'IflyBot-VLM-8B')!.rank!);
  const each = Object.values(names).map((name, at) => `${name} ${places[at]}`).join(', ');
  await expect(dialog).toContainText(`8th by mean; ${Math.min(...places)}–${Math.max(...places)} by other rules: ${each}.`);
  await dialog.getByRole('link', { name: 'What the rules are' }).click();
  await expect(explorer.title).toHaveText('How ranks are made');
  const rules = explorer.main.getByRole('list').filter({ hasText: 'Bradley–Terry' }).getByRole('listitem');
  await expect(rules).toHaveCount(6);
  for (const rule of await rules.all()) await expect(rule).toContainText(/: .+ Good for: .+ What it does wrong: .+/);
  // Rules rank benchmarks, not capabilities.
  await explorer.open('?lens=core');
  await explorer.row('KnowinBrain').getByRole('gridcell', { name: '3', exact: true }).click();
  await expect(page.getByRole('dialog')).not.toContainText('by other rules');
});

test('models without a rank are on no frontier, and never the best of the totals', async ({ page, explorer }) => {
  await explorer.open('?board=qa-3d&chart=size');
  const { rows } = rank({ board: 'qa-3d' });
  const unranked = rows.filter((row) => row.rank === null).map(({ name }) => name);
  // LL3DA has the second highest total, on two of seven benchmarks.
  expect(unranked).toContain('LL3DA');
  const figures = await explorer.figuresOf(explorer.figures.first());
  expect(figures.rows.length).toBeGreaterThan(0);
  for (const { Model } of figures.rows) expect(unranked).not.toContain(Model);
  await expect(page.getByRole('img', { name: /models without a rank are left out/ })).toBeVisible();
  const marked = explorer.table.locator('td.plotted:is(.best, .second)');
  await expect(marked).toHaveText(['71.0', '67.5']);
});

test('a single score file ranks on the page as it does on the command line', async ({ explorer }) => {
  const file = 'public/models/gemini-2-5-pro.md';
  const [alone] = rank({ board: 'task-planning' }, [file]).rows;
  await explorer.open('?board=task-planning');
  await explorer.bring(file);
  // It stands beside the bundled model of the same scores, so the two share a rank.
  await expect(explorer.row('Gemini-2.5-Pro')).toHaveCount(2);
  const rows = (await explorer.read()).rows.filter((row) => row.Model === alone.name);
  expect(rows[1]).toEqual(rows[0]);
  expect(rows[0].Total).toBe(figure(alone.total));
});
