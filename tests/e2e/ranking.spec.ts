// How the models are ranked: another rule and other weights, in the page and in the link, against the command line.

import { expect, figure, MISSING, rank, test } from './fixtures';

const CODES = { 'Win rate': 'win-rate', Borda: 'borda', Copeland: 'copeland', 'Min–max': 'min-max', 'Bradley–Terry': 'bradley-terry' };

test('a rule that is chosen ranks the table, and the line, the rank and the link say so', async ({ page, explorer }) => {
  await explorer.open();
  const ranking = await explorer.openRanking();
  await expect(ranking.getByRole('radio', { name: 'Mean (default)' })).toBeChecked();
  for (const [name, code] of Object.entries(CODES)) {
    await ranking.getByRole('radio', { name }).check();
    await expect(page).toHaveURL(new RegExp(`rule=${code}`));
    const expected = rank({ board: 'qa-2d', rule: code }).rows.filter((row) => row.rank !== null);
    const { rows } = await explorer.read();
    const shown = rows.slice(0, 10).map((row) => [row.Model, row.Rank]);
    expect(shown, name).toEqual(expected.slice(0, 10).map((row) => [row.name, String(row.rank)]));
    await expect(explorer.main).toContainText(new RegExp(`\\(ranked by ${name}\\)`, 'i'));
    await expect(ranking.getByText(/What it does wrong:/)).toHaveCount(6);
  }
  // By keyboard back to the first, which leaves nothing in the link.
  await ranking.getByRole('radio', { name: 'Bradley–Terry' }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(ranking.getByRole('radio', { name: 'Mean (default)' })).toBeChecked();
  await expect(page).not.toHaveURL(/rule/);
});

test('who comes by a link with a rule sees it, and why it ranks nothing', async ({ page, explorer }) => {
  await explorer.open('?rule=borda');
  const ranking = page.getByRole('region', { name: 'Ranking' });
  await expect(ranking.getByRole('radio', { name: 'Borda' })).toBeChecked();
  await explorer.lens('Core capabilities').click();
  await expect(ranking.getByRole('group', { name: 'Rule' }).getByRole('status')).toContainText('Rules rank the benchmarks of a board, not capabilities');
  await expect(explorer.main).not.toContainText('(ranked by');
  await explorer.open('?rule=plurality');
  await expect(explorer.main).not.toContainText('(ranked by');
});

test('weights move totals and ranks at once, by slider, field and preset', async ({ page, explorer }) => {
  await explorer.open();
  const ranking = await explorer.openRanking();
  const slider = ranking.getByRole('slider', { name: 'Weight of ERQA' });
  const field = ranking.getByRole('spinbutton', { name: 'Weight of ERQA, as a number' });
  const shows = async (weights: string) => {
    const expected = rank({ board: 'qa-2d', weights }).rows.filter((row) => row.rank !== null).slice(0, 10);
    const { rows } = await explorer.read();
    expect(rows.slice(0, 10).map((row) => [row.Model, row.Rank, row.Total.replace('†', '')])).toEqual(
      expected.map((row) => [row.name, String(row.rank), figure(row.total)]),
    );
  };
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await expect(field).toHaveValue('1.1');
  await expect(page).toHaveURL(/weights=erqa~1\.1/);
  await shows('erqa=1.1');
  await expect(explorer.main).toContainText('(other weights than the default: ERQA 1.1)');

  await field.fill('40');
  await field.blur();
  await expect(page).toHaveURL(/weights=erqa~40/);
  await shows('erqa=40');
  await expect(explorer.main).toContainText(/With equal weights Wall-Brain-Preview leads, with \d/);
  // Weights count in the mean alone.
  await ranking.getByRole('radio', { name: 'Borda' }).check();
  await expect(ranking.getByRole('group', { name: 'Rule' }).getByRole('status')).toContainText('Weights count in the mean; Borda takes all benchmarks alike');
  await ranking.getByRole('radio', { name: 'Mean (default)' }).check();

  await field.fill('0');
  await field.blur();
  await expect(page).toHaveURL(/without=erqa$/);
  await ranking.getByRole('button', { name: 'By items' }).click();
  await expect(page).toHaveURL(/weights=uni-eqa~/);
  await expect(slider).not.toHaveValue('0');
  await ranking.getByRole('button', { name: 'Equal per benchmark (reset)' }).click();
  await expect(page).not.toHaveURL(/weights|without/);
  await shows('erqa=1');
});

test('a weight that cannot be is not shown as if it were', async ({ page, explorer }) => {
  await explorer.open('?weights=erqa~40');
  const ranking = page.getByRole('region', { name: 'Ranking' });
  const slider = ranking.getByRole('slider', { name: 'Weight of ERQA' });
  await expect(slider).toHaveValue('40');
  await slider.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(slider).toHaveValue('39.9');
  const field = ranking.getByRole('spinbutton', { name: 'Weight of VSI, as a number' });
  for (const typed of ['-3', '']) {
    await field.fill(typed);
    await field.blur();
    await expect(page).not.toHaveURL(/vsi/);
  }
  await field.fill('-3');
  await field.blur();
  await expect(field).toHaveValue('1');
  // Of the last benchmark that counts nothing is left out.
  await explorer.open('?board=navigation-custom&without=mp3d');
  const last = (await explorer.openRanking()).getByRole('slider', { name: 'Weight of HM3D' });
  await last.fill('0');
  await expect(last).toHaveValue('1');
});

test('a total stands in its row as its explanation has it, whatever rule ranks', async ({ page, explorer }) => {
  await explorer.open('?board=navigation&rule=borda');
  const row = explorer.row('o3');
  await row.getByRole('gridcell', { name: /^34\.8/ }).first().click();
  const said = page.getByRole('dialog', { name: 'Total of o3' }).getByText(/ of the \d+ models that are ranked/);
  const [, place, of] = /(\d+\w\w) of the (\d+) models/.exec(await said.innerText())!;
  await page.keyboard.press('Escape');
  await row.getByRole('button', { name: 'Everything about' }).click();
  const everything = page.getByRole('definition').filter({ hasText: '34.8' });
  await expect(everything).toContainText(`${place} of ${of}`);
  await expect(page.getByRole('term').filter({ hasText: 'By other rules' })).toHaveCount(0);
});

test('models that nobody has here and that a link chose do not narrow the table', async ({ page, explorer }) => {
  await explorer.open('?select=gone&only=chosen');
  const all = (await explorer.read()).rows.length;
  await explorer.choose('o3').check();
  await expect(page).not.toHaveURL(/only=/);
  expect((await explorer.read()).rows.length).toBe(all);
});

test('weights of a link that are none change nothing', async ({ explorer }) => {
  await explorer.open();
  const plain = await explorer.read();
  const many = Array.from({ length: 900 }, (_, at) => `x${at}~${at}`).join(',');
  await explorer.open(`?weights=erqa~NaN,erqa~-3,cosmos~1e400,nobody~2,${many}`);
  expect((await explorer.read()).rows).toEqual(plain.rows);
  await expect(explorer.main).not.toContainText('other weights');
});

test('what other rules make of a rank is a column that sorts', async ({ page, explorer }) => {
  await explorer.open();
  expect((await explorer.read()).columns).not.toContain('By other rules');
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('region', { name: 'Columns' }).getByRole('checkbox', { name: 'By other rules' }).check();
  await expect(page).toHaveURL(/show=other-rules/);
  const places = Object.values(CODES).map((rule) => rank({ board: 'qa-2d', rule }).rows.find(({ name }) => name === 'KnowinBrain')!.rank!);
  const [low, high] = [Math.min(...places), Math.max(...places)];
  const row = (await explorer.read()).rows.find((row) => row.Model === 'KnowinBrain')!;
  expect(row['By other rules']).toBe(low === high ? String(low) : `${low}–${high}`);
  await explorer.sort('By other rules').click();
  const ranges = (await explorer.column('By other rules')).filter((text) => text !== MISSING).map((text) => text.split('–').map(Number));
  expect(ranges.map(([best]) => best)).toEqual(ranges.map(([best]) => best).toSorted((a, b) => a - b));
});

test('a chart and a model’s page say what totals and ranks rest on', async ({ page, explorer }) => {
  await explorer.open('?board=qa-3d');
  const note = explorer.figures.first().getByText(/^† Totals that rest on other parts than those of other models: GPT4Scene-HDM \(ScanQA\)/);
  await expect(note).toBeVisible();
  await explorer.open('?model=o3');
  await expect(page.getByRole('heading', { name: 'How far its ranks hold' })).toBeVisible();
  // On task planning o3 is first, and half of its lead is how far off every score may be.
  const [first, second] = rank({ board: 'task-planning' }).rows;
  const said = explorer.main.getByText(/^Task planning: 1st/);
  await expect(said).toContainText(`less than ±${((first.total! - second.total!) / 2).toFixed(2)}.`);
  const without = ['et-plan-bench', 'eb-alfred', 'eb-habitat'].map(
    (code) => rank({ board: 'task-planning', without: code }).rows.find(({ name }) => name === 'o3')!.rank,
  );
  expect(without).toEqual([1, 2, 1]);
  await expect(said).toContainText('1st; with one benchmark left out from 1st (without ET-Plan-Bench) to 2nd (without EB-ALFRED).');
});
