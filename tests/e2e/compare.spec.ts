// The comparison of models: reached from the table, a model's page and a link, and true to the command line's figures.

import { BOARDS, TALL, compare, expect, figure, rank, test, type Explorer } from './fixtures';

test.use({ viewport: TALL });

const table = (explorer: Explorer, name: string) => explorer.main.getByRole('region', { name: `Table: ${name}` }).getByRole('table');

/** Totals of a model on every benchmark, by the name of the benchmark. */
const totals = (name: string) => {
  const all = new Map<string, number>();
  for (const { code } of BOARDS) {
    const report = rank({ board: code });
    const row = report.rows.find((row) => row.name === name);
    report.columns.forEach((column, at) => {
      const score = row?.scores[at];
      if (score !== null && score !== undefined) all.set(column.name, score);
    });
  }
  return all;
};

test('two models chosen in the table are compared on what both have, as the command line has it', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.choose('o3').check();
  await expect(page.getByRole('link', { name: /^Compare/ })).toHaveCount(0);
  await explorer.choose('IflyBot-VLM-8B').check();
  await page.getByRole('link', { name: 'Compare 2 models' }).click();
  await expect(explorer.title).toHaveText('o3 · IflyBot-VLM-8B');
  await expect(page).toHaveURL(/page=compare/);

  const [a, b] = [totals('o3'), totals('IflyBot-VLM-8B')];
  const ranked = [...new Set([...a.keys(), ...b.keys()])];
  const both = ranked.filter((name) => a.has(name) && b.has(name));
  const shared = await explorer.read(table(explorer, 'On benchmarks that all of them have'));
  const shown = new Map(shared.rows.map((row) => [row.Benchmark, row]));
  for (const name of both) {
    const row = shown.get(name)!;
    // A † behind it says that the total rests on other parts.
    expect(row.o3.replace('†', ''), name).toBe(figure(a.get(name)!));
    expect(row['IflyBot-VLM-8B'].split(/[ †]/)[0], name).toBe(figure(b.get(name)!));
  }
  expect(shown.get('VSI')!.o3).toBe('57.8†');
  await expect(explorer.main).toContainText('† o3: VSI is not the mean of Object Count,');
  // Other benchmarks, which no board ranks, may be shared too.
  expect(shared.rows.length).toBeGreaterThanOrEqual(both.length);
  const wins = shared.rows.filter((row) => row['IflyBot-VLM-8B'].includes('−')).length;
  const pairs = await explorer.read(table(explorer, 'Pair by pair'));
  expect(pairs.rows[0]['against IflyBot-VLM-8B']).toMatch(new RegExp(`^${wins} : `));
  // What only one has is said to be missing for the other.
  const partial = await explorer.read(table(explorer, 'What only some of them have'));
  const vabench = partial.rows.find((row) => row.Benchmark === 'VABench-Point')!;
  expect(vabench['IflyBot-VLM-8B']).toBe('missing');
  expect(vabench.o3).toBe(figure(a.get('VABench-Point')!));
  // Core capabilities, all benchmarks, fine-grained capabilities.
  await expect(explorer.figures).toHaveCount(3);
});

test('it says which differences are more than chance, and where the order of the totals is reversed', async ({ explorer }) => {
  await explorer.open('?page=compare&select=o3,iflybot-vlm-8b,navila');
  const verdicts = explorer.main.getByRole('region', { name: 'Are the differences more than chance?' });
  // As the command line says it, board by board, all pairs of three models.
  const said = (pair: string[], board: string) => compare(pair, board).sentences.join(' ');
  await expect(verdicts.getByRole('heading', { level: 3 })).toHaveText(['2D embodied QA', 'Navigation (unified framework)']);
  await expect(verdicts.getByRole('listitem')).toHaveText([said(['iflybot-vlm-8b', 'o3'], 'qa-2d'), said(['navila', 'o3'], 'navigation')]);
  await expect(verdicts).toContainText('By its total IflyBot-VLM-8B is 1.2 ahead');
  // Of four, those that follow each other on a board.
  await explorer.open('?page=compare&select=o3,gpt-4o,knowinbrain,rynnbrain-8b');
  const expected = [['knowinbrain', 'rynnbrain-8b'], ['rynnbrain-8b', 'o3'], ['o3', 'gpt-4o']].map((pair) => said(pair, 'qa-2d'));
  await expect(verdicts.getByRole('list').first().getByRole('listitem')).toHaveText(expected);
});

test('models are taken out and in, and the link says whom it compares', async ({ page, explorer }) => {
  await explorer.open('?page=compare&select=o3,sat,gpt-4o');
  await expect(explorer.title).toHaveText('o3 · SAT · GPT-4o');
  await page.getByRole('button', { name: 'Take SAT out of the comparison' }).focus();
  await page.keyboard.press('Enter');
  await expect(explorer.title).toHaveText('o3 · GPT-4o');
  await expect(explorer.main).toBeFocused();
  // Choosing by keyboard passes other models: only the button adds one, and it is one step of the history.
  const other = page.getByRole('combobox', { name: 'Model to add to the comparison' });
  await other.selectOption('Space-R');
  await expect(explorer.title).toHaveText('o3 · GPT-4o');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(explorer.title).toHaveText('o3 · GPT-4o · Space-R');
  await expect(other).toHaveValue('');
  await expect(other).toBeFocused();
  await page.goBack();
  await expect(explorer.title).toHaveText('o3 · GPT-4o');
  await page.goForward();
  await page.reload();
  await explorer.ready();
  await expect(explorer.title).toHaveText('o3 · GPT-4o · Space-R');
  await page.getByRole('link', { name: '← To the table' }).click();
  await expect(explorer.choose('Space-R')).toBeChecked();
  // With nobody left, nobody is shown alone.
  await explorer.open('?page=compare&select=o3&only=chosen');
  await page.getByRole('button', { name: 'Take o3 out of the comparison' }).click();
  await expect(page).not.toHaveURL(/only=/);
});

test('fewer than two, unknown ones and too many are said to be so', async ({ page, explorer }) => {
  await explorer.open('?page=compare');
  await expect(explorer.main).toContainText('Choose two to six models');
  await explorer.open('?page=compare&select=nobody,o3');
  await expect(explorer.main).toContainText('Choose two to six models');
  await explorer.open('?page=compare&select=o3,gpt-4o,sat,space-r,vebrain,magma,o4-mini');
  await expect(explorer.main).toContainText('7 models are chosen; the first 6 are compared');
  await expect(page.getByRole('combobox', { name: 'Model to add to the comparison' })).toHaveCount(0);
});

test('a model’s page leads to its comparison with the leader, or with those chosen', async ({ page, explorer }) => {
  await explorer.open('?model=gpt-4o');
  await page.getByRole('link', { name: /^Compare with / }).click();
  await expect(explorer.title).toHaveText('GPT-4o · Wall-Brain-Preview');
  await page.goBack();
  await expect(explorer.title).toContainText('GPT-4o');
  await explorer.open('?model=gpt-4o&select=o3,sat');
  await page.getByRole('link', { name: 'Compare with 2 chosen models' }).click();
  await expect(explorer.title).toHaveText('GPT-4o · o3 · SAT');
  await explorer.open('?model=gpt-4o&select=o3,sat,space-r,vebrain,magma,o4-mini');
  await expect(page.getByRole('link', { name: 'Compare with the first 5 of 6 chosen models' })).toBeVisible();
});
