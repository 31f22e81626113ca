// How the models are ranked: another rule, in the page and in the link, against the command line.

import { expect, rank, test } from './fixtures';

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
  await expect(ranking.getByRole('status')).toContainText('Rules rank the benchmarks of a board, not capabilities');
  await expect(explorer.main).not.toContainText('(ranked by');
  await explorer.open('?rule=plurality');
  await expect(explorer.main).not.toContainText('(ranked by');
});
