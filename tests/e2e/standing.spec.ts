// Where a model stands and what it would take to stand elsewhere: neighbours, what is missing, what if, and versions.

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MODELS, TALL, expect, figure, fromRoot, onFirstBoard, rank, scoreFile, test, type Explorer, type RankReport } from './fixtures';

test.use({ viewport: TALL });

/** What the command line says of the bundled models and a file. */
const rankWith = (view: Parameters<typeof rank>[0], text: string) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'arena-'));
  writeFileSync(path.join(folder, 'mine.md'), text);
  return rank(view, [MODELS, folder]);
};

const own = (report: RankReport, name = 'Mine-7B') => report.rows.find((row) => row.name === name)!;

const population = (report: RankReport) => report.rows.filter((row) => row.rank !== null).length;

const suffix = (rank: number) => new Map([['one', 'st'], ['two', 'nd'], ['few', 'rd']]).get(new Intl.PluralRules('en', { type: 'ordinal' }).select(rank)) ?? 'th';

const ordinal = (rank: number) => `${rank}${suffix(rank)}`;

const definition = (explorer: Explorer, term: string) =>
  explorer.pane('Standing').getByRole('term').filter({ hasText: new RegExp(`^${term}$`) }).locator('xpath=following-sibling::dd');

const totals = (vsi: number | null) => {
  const { vsi: _, 'va-bench-point': __, ...others } = onFirstBoard(50);
  return vsi === null ? others : { ...others, vsi };
};

const whatIf = (explorer: Explorer) => explorer.main.getByRole('region', { name: 'What if', exact: true });

test('the workspace says who is next to it, what separates them and what is missing', async ({ page, explorer }) => {
  const text = scoreFile('Mine-7B', totals(null));
  const report = rankWith({ board: 'qa-2d' }, text);
  const mine = own(report);
  const [above, below] = [report.rows.findLast((row) => row.rank !== null && row.rank < mine.rank!)!, report.rows.find((row) => row.rank! > mine.rank!)!];
  await explorer.open();
  await explorer.bring({ name: 'mine.md', text });
  const panel = await explorer.openFile('Mine-7B');
  await panel.getByText(`Between ${above.name} and ${below.name}; 2 benchmarks missing`).click();
  const difference = (other: number) => figure(Math.abs(other - mine.total!));
  await expect(definition(explorer, 'Just above')).toContainText(
    `${ordinal(above.rank!)}, ${above.name} is ${difference(above.total!)} ahead: `,
  );
  await expect(definition(explorer, 'Just below')).toContainText(
    `${ordinal(below.rank!)}, ${below.name} is ${difference(below.total!)} behind: `,
  );
  // The benchmark on which they differ most comes first, with what it makes of the total.
  const scored = mine.scores.filter((score) => score !== null).length;
  const shared = report.columns
    .map((column, at) => ({ name: column.name, own: mine.scores[at], other: above.scores[at] }))
    .filter((pair) => pair.own !== null && pair.other !== null)
    .map((pair) => ({ name: pair.name, points: (pair.other! - pair.own!) / scored }))
    .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points));
  await expect(definition(explorer, 'Just above')).toContainText(
    `ahead: ${shared[0].points < 0 ? '−' : '+'}${figure(Math.abs(shared[0].points))} on ${shared[0].name}`,
  );
  await expect(definition(explorer, 'Missing').getByRole('link')).toHaveText(['VSI', 'VABench-Point']);
  await expect(panel.getByText(/^No score on: .*Task planning/)).toBeVisible();
  await definition(explorer, 'Just above').getByRole('link', { name: above.name }).click();
  await expect(explorer.title).toContainText(above.name);
  await page.goBack();
  await panel.getByText(`Between ${above.name} and ${below.name}; 2 benchmarks missing`).click();
  await definition(explorer, 'Missing').getByRole('link', { name: 'VSI' }).click();
  await expect(explorer.title).toContainText('VSI');
  await expect(page).toHaveURL(/benchmark=vsi/);
});

test('a model’s page says the same of each board', async ({ explorer }) => {
  await explorer.open('?model=gpt-4o');
  const section = explorer.main.getByRole('region', { name: 'On the boards', exact: true });
  const report = rank({ board: 'task-planning' });
  const mine = own(report, 'GPT-4o');
  const above = report.rows.findLast((row) => row.rank !== null && row.rank < mine.rank!)!;
  await section.getByText(/^Task planning Between/).click();
  await expect(section.getByRole('definition').filter({ visible: true }).first()).toContainText(`${ordinal(above.rank!)}, ${above.name} is`);
  await expect(section.getByText('No score on: 3D embodied QA; Navigation (custom frameworks).')).toBeVisible();
});

test('what is typed beyond what there is becomes the nearest that there is, and is answered', async ({ page, explorer }) => {
  await explorer.open('?model=gpt-4o');
  const score = whatIf(explorer).getByRole('spinbutton', { name: 'With a score of' });
  const place = whatIf(explorer).getByRole('spinbutton', { name: 'For place' });
  const [answer, needed] = [0, 1].map((at) => whatIf(explorer).getByRole('status').nth(at));
  const shown = await score.inputValue();
  for (const [typed, becomes] of [['150', '100.0'], ['-3', '0.0'], ['', '0.0']]) {
    await score.fill(typed);
    await score.press('Tab');
    await expect(score).toHaveValue(becomes);
  }
  await expect(answer).toHaveText(/, down from /);
  await whatIf(explorer).getByRole('button', { name: /^Back to/ }).click();
  await expect(score).toHaveValue(shown);
  for (const [typed, becomes] of [['0', '1'], ['9999', String(population(rank({ board: 'qa-2d' })))]]) {
    await place.fill(typed);
    await place.press('Tab');
    await expect(place).toHaveValue(becomes);
    await expect(needed).not.toBeEmpty();
  }
});

test('a slider shows the place that a score would give, as the command line has it once it is so', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.bring({ name: 'mine.md', text: scoreFile('Mine-7B', totals(null)) });
  const panel = await explorer.openFile('Mine-7B');
  await panel.getByText(/^Between/).click();
  await panel.getByRole('link', { name: 'The score that another place would take' }).click();
  await expect(whatIf(explorer)).toBeFocused();
  await expect(whatIf(explorer)).toBeInViewport();
  // What is missing is offered first.
  const benchmark = whatIf(explorer).getByRole('combobox', { name: 'Score on' });
  await expect(benchmark.locator('option:checked')).toHaveText('VSI (missing)');
  const now = rankWith({ board: 'qa-2d' }, scoreFile('Mine-7B', totals(null)));
  const answer = whatIf(explorer).getByRole('status').first();
  const said = (score: number) => {
    const then = rankWith({ board: 'qa-2d' }, scoreFile('Mine-7B', totals(score)));
    const [from, to] = [own(now), own(then)];
    const [before, after] = [figure(from.total), figure(to.total)];
    let moved = 'unchanged';
    if (to.rank! < from.rank!) moved = `up from ${ordinal(from.rank!)}`;
    if (to.rank! > from.rank!) moved = `down from ${ordinal(from.rank!)}`;
    return `${ordinal(to.rank!)} of ${population(then)}, ${moved}; total ${before === after ? after : `${before} → ${after}`}`;
  };
  const field = whatIf(explorer).getByRole('spinbutton', { name: 'With a score of' });
  // It begins with the answer to the score that it shows.
  const start = Number(await field.inputValue());
  await expect(answer).toHaveText(said(start));
  const slider = whatIf(explorer).getByRole('slider', { name: 'Score on VSI' });
  for (const score of [98.5, 12]) {
    await field.fill('');
    await field.pressSequentially(String(score));
    await field.press('Enter');
    const expected = said(score);
    await expect(answer).toHaveText(expected);
    await expect(slider).toHaveValue(String(score));
    await expect(slider).toHaveAttribute('aria-valuetext', `${score.toFixed(1)}: ${expected}`);
  }
  // By the keyboard, a tenth at a time.
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await expect(field).toHaveValue('12.1');
  await page.keyboard.press('End');
  await expect(field).toHaveValue('100.0');
  await whatIf(explorer).getByRole('button', { name: /^Back to the median, / }).click();
  await expect(answer).toHaveText(said(start));
});

test('what a place takes gives it, and a hundredth less does not', async ({ explorer }) => {
  await explorer.open('?model=gpt-4o');
  await whatIf(explorer).getByRole('combobox', { name: 'Score on' }).selectOption({ label: 'VSI (34.0)' });
  const place = whatIf(explorer).getByRole('spinbutton', { name: 'For place' });
  const needed = whatIf(explorer).getByRole('status').last();
  const answer = whatIf(explorer).getByRole('status').first();
  const rankNow = own(rank({ board: 'qa-2d' }), 'GPT-4o').rank!;
  const try_ = async (wanted: number) => {
    await place.fill(String(wanted));
    await place.press('Enter');
    await expect(needed).toContainText(`${ordinal(wanted)} place`);
    return needed.innerText();
  };
  const wanted = rankNow - 2;
  const said = await try_(wanted);
  const least = Number(/^\d+\w+ place takes at least ([\d.]+)\.$/.exec(said)![1]);
  await whatIf(explorer).getByRole('button', { name: 'Apply' }).click();
  await expect(answer).toHaveText(new RegExp(`^(${ordinal(wanted)}|${ordinal(wanted - 1)}) of \\d+, up from ${ordinal(rankNow)}`));
  // The command line agrees, with the score in the file.
  const source = readFileSync(fromRoot(MODELS, 'gpt-4o.md'), 'utf8');
  const block = /(vsi:\n[^\n]*Total Score: )[\d.]+/;
  expect(source).toMatch(block);
  const placed = (score: number) =>
    own(rankWith({ board: 'qa-2d' }, source.replace(block, `$1${score.toFixed(2)}`).replace(/^name: .*$/m, 'name: Mine-7B').replace(/^code: .*$/m, 'code: mine'))).rank!;
  // GPT-4o itself stands there too, behind it, so the place is the same.
  expect(placed(least)).toBeLessThanOrEqual(wanted);
  expect(placed(least - 0.01)).toBeGreaterThan(wanted);
  expect(await try_(rankNow)).toMatch(/^It holds \d+\w+ place or a better one already, down to [\d.]+\.$/);
  expect(await try_(1)).toMatch(/^1st place (takes at least|is out of reach even with 100)/);
});

test('a place on the benchmark alone, and on another board, which the link then names', async ({ page, explorer }) => {
  await explorer.open('?model=gpt-4o');
  await whatIf(explorer).getByRole('combobox', { name: 'Board' }).selectOption('Task planning');
  await expect(page).toHaveURL(/board=task-planning/);
  await expect(explorer.title).toContainText('GPT-4o');
  await whatIf(explorer).getByRole('checkbox', { name: 'Rank on this benchmark alone' }).check();
  await whatIf(explorer).getByRole('combobox', { name: 'Score on' }).selectOption({ label: 'EB-ALFRED (56.3)' });
  const report = rank({ board: 'task-planning', benchmark: 'eb-alfred' });
  const answer = whatIf(explorer).getByRole('status').first();
  await expect(answer).toHaveText(`${ordinal(own(report, 'GPT-4o').rank!)} of ${population(report)}, unchanged`);
  await whatIf(explorer).getByRole('spinbutton', { name: 'With a score of' }).fill('100');
  await page.keyboard.press('Enter');
  await expect(answer).toContainText(`1st of ${population(report)}, up from`);
});

test('who lacks too much is told that no score gives a place', async ({ explorer }) => {
  await explorer.open();
  await explorer.bring({ name: 'mine.md', text: scoreFile('Mine-7B', { vsi: 70, erqa: 60 }) });
  await (await explorer.openFile('Mine-7B')).getByRole('link', { name: 'All of its scores and ranks' }).click();
  await expect(whatIf(explorer).getByRole('status').first()).toHaveText('Not ranked: too few of the board’s benchmarks have a score');
  await expect(whatIf(explorer).getByRole('status').last()).toHaveText(/^Not ranked whatever this score is/);
});

test('a new version of a bundled model is a diff: what rose, what fell', async ({ page, explorer }) => {
  const source = readFileSync(fromRoot(MODELS, 'gpt-4o.md'), 'utf8');
  // VSI rises, ERQA falls; the rest stays.
  const text = source.replace(/(vsi:\n[^\n]*Total Score: )[\d.]+/, '$144').replace(/(erqa:\n[^\n]*Total Score: )[\d.]+/, '$130');
  const before = own(rank({ board: 'qa-2d' }), 'GPT-4o');
  const score = (name: string) => before.scores[rank({ board: 'qa-2d' }).columns.findIndex((column) => column.name === name)]!;
  await explorer.open();
  await explorer.bring({ name: 'gpt-4o.md', text });
  await (await explorer.openFile('GPT-4o')).getByRole('link', { name: 'Compare with GPT-4o as bundled' }).click();
  const section = explorer.main.getByRole('region', { name: 'What rose, what fell' });
  await expect(section).toContainText(/GPT-4o \(gpt-4o\.md\) rose on 1 and fell on 1 of the \d+ benchmarks that both have against GPT-4o \(bundled\), most on VSI/);
  const list = (name: string) => section.getByRole('list', { name: new RegExp(`^${name} `) });
  await expect(list('Rose').getByRole('listitem')).toHaveText([`VSI ${figure(score('VSI'))} → 44.0 +${figure(44 - score('VSI'))}`]);
  await expect(list('Fell').getByRole('listitem')).toHaveText([`ERQA ${figure(score('ERQA'))} → 30.0 −${figure(score('ERQA') - 30)}`]);
  await list('Rose').getByRole('link', { name: 'VSI' }).click();
  await expect(explorer.title).toContainText('VSI');
  // In whatever order they are chosen, the preview is the later one.
  await page.goBack();
  await expect(section).toBeVisible();
});

test('two previews are versions of each other, with the columns folded up', async ({ page, explorer }) => {
  const file = (name: string, scores: string) => `---\nname: ${name}\nscore:\n  benchmark:\n    vsi: {columns: {${scores}}}\n---\n`;
  await explorer.open();
  await explorer.bring(
    { name: 'one.md', text: file('Mine v1', 'Object Count: 40, Total Score: 50') },
    { name: 'two.md', text: file('Mine v2', 'Object Count: 30, Total Score: 53.5') },
  );
  await (await explorer.openFile('Mine v2')).getByRole('link', { name: 'Compare with Mine v1' }).click();
  const section = explorer.main.getByRole('region', { name: 'What rose, what fell' });
  await expect(section).toContainText('Mine v2 rose on 1 of the 1 benchmark that both have against Mine v1, most on VSI (+3.5).');
  const column = section.getByText('Object Count 40.0 → 30.0 −10.0');
  await expect(column).toBeHidden();
  await section.getByText('1 other column differs').click();
  await expect(column).toBeVisible();
  // Bundled models that are no versions of each other are compared without it.
  await page.goto('?page=compare&select=o3,gpt-4o');
  await explorer.ready();
  await expect(explorer.title).toHaveText('o3 · GPT-4o');
  await expect(section).toHaveCount(0);
});
