// Working in the table: orders, queries, filters, columns, pins, what a figure is made of, and exporting it.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Page } from '@playwright/test';
import { Explorer, TALL, MISSING, PROGRAM, expect, figure, fromRoot, onFirstBoard, rank, scoreFile, test } from './fixtures';

const tool = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(`^${name}`) }).and(page.locator('[aria-expanded]'));
const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const wrong = (page: Page) => page.getByRole('status').filter({ hasText: 'was not understood' });
const explanation = (page: Page) => page.getByRole('dialog');

const openTool = async (page: Page, name: string) => {
  await tool(page, name).click();
  await expect(panel(page, name)).toBeVisible();
  return panel(page, name);
};

/** A cell of figures in a model's row. */
const cellOf = async (explorer: Explorer, model: string, column: string) => {
  const { columns } = await explorer.read();
  return explorer.row(model).locator('td, th').nth(columns.indexOf(column) + 1);
};

/** What the command line says, in the words of the page. */
const asShown = (report: ReturnType<typeof rank>) =>
  report.rows.map((row) => ({
    Model: row.name,
    Rank: row.rank === null ? MISSING : String(row.rank),
    Total: figure(row.total),
    'Avg. rank': figure(row.average_rank),
    'Cov.': `${row.coverage.scored}/${row.coverage.of}`,
  }));

const shown = async (explorer: Explorer) =>
  (await explorer.read()).rows.map(({ Model, Rank, Total, 'Avg. rank': average, 'Cov.': coverage }) => ({
    Model,
    Rank,
    Total,
    'Avg. rank': average,
    'Cov.': coverage,
  }));

test('several columns order the rows, the first weighing most, and the heads say in which order', async ({ page, explorer }) => {
  await explorer.open('?show=year');
  await explorer.sort('Year').click();
  await explorer.sort('Cov.').click({ modifiers: ['Shift'] });
  await explorer.sort('Total').focus();
  await page.keyboard.press('Shift+Enter');
  await expect(page).toHaveURL(/sort=-year,-coverage,-total/);
  await expect(explorer.head('Year').getByText('↓1')).toBeVisible();
  await expect(explorer.head('Cov.').getByText('↓2')).toBeVisible();
  await expect(explorer.head('Total').getByText('↓3')).toBeVisible();

  const { rows } = await explorer.read();
  const scored = (row: Record<string, string>) => Number.parseInt(row['Cov.'], 10);
  const dated = rows.filter((row) => row.Year !== MISSING);
  expect(rows.slice(0, dated.length)).toEqual(dated);
  for (let at = 1; at < dated.length; at += 1) {
    const [before, after] = [dated[at - 1], dated[at]];
    expect(Number(before.Year)).toBeGreaterThanOrEqual(Number(after.Year));
    if (before.Year === after.Year) expect(scored(before)).toBeGreaterThanOrEqual(scored(after));
  }
  // Pressed again it turns round, and then it is no key any more.
  await explorer.sort('Cov.').click({ modifiers: ['Shift'] });
  await expect(page).toHaveURL(/sort=-year,coverage,-total/);
  await explorer.sort('Cov.').click({ modifiers: ['Shift'] });
  await expect(page).toHaveURL(/sort=-year,-total/);
  await explorer.sort('Model').click();
  await expect(page).toHaveURL(/sort=model&show=year$/);
});

test('a query finds what the command line finds', async ({ page, explorer }) => {
  await explorer.open();
  for (const query of ['open:yes year:>=2025', 'author:alibaba; o3', 'vsi:>50 -category:general', 'size:<10 "peking university"', 'coverage:>=9 total:40..60', 'component:qwen2.5-7b']) {
    await test.step(query, async () => {
      const report = rank({ board: 'qa-2d', query });
      expect(report.rows.length, 'the query finds something').toBeGreaterThan(0);
      await explorer.search.fill(query);
      await expect(explorer.table.getByRole('caption')).toContainText(`${report.rows.length} of 62 models`);
      expect(await shown(explorer)).toEqual(asShown(report));
    });
  }
  await expect(wrong(page)).toBeHidden();
});

test('a query that is wrong says what it did not understand and what exists, and leaves the rows alone', async ({ page, explorer }) => {
  await explorer.open();
  const before = await explorer.read();
  await explorer.search.fill('autor:openai');
  await expect(wrong(page)).toContainText('“autor:openai” was not understood: there is no field autor. Did you mean author?');
  expect(await explorer.read()).toEqual(before);
  await explorer.search.fill('year:soon');
  await expect(wrong(page)).toContainText('year needs a number');
  await explorer.search.fill('author:openai');
  await expect(wrong(page)).toBeHidden();
  expect(await explorer.column('Model')).toEqual(['o3', 'GPT-4o', 'o4-mini', 'GPT-4o mini'].filter((name) => before.rows.some((row) => row.Model === name)));
});

test('what was looked for is marked in names, authors and components', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.search.fill('gpt; alibaba; vicuna');
  await expect(explorer.row('GPT-4o').locator('mark').first()).toHaveText('GPT');
  await expect(explorer.row('Qwen-VL-Max').locator('mark')).toHaveText('Alibaba');
  const marks = await page.locator('mark').allInnerTexts();
  expect(new Set(marks.map((text) => text.toLowerCase()))).toEqual(new Set(['gpt', 'alibaba', 'vicuna']));
});

test('filters narrow the rows, their counts follow the others, and everything ticked is no filter', async ({ page, explorer }) => {
  await page.setViewportSize(TALL);
  await explorer.open('?show=open,size,year');
  const all = await explorer.read();
  const filters = await openTool(page, 'Filters');
  const box = (group: string, label: string) => filters.getByRole('group', { name: group }).getByRole('checkbox', { name: new RegExp(`^${label} \\d+$`) });
  const count = async (group: string, label: string) => Number((await filters.getByRole('group', { name: group }).getByRole('listitem').filter({ hasText: label }).innerText()).match(/\d+$/)![0]);
  const open = all.rows.filter((row) => row.Weights === 'open');
  expect(await count('Weights', 'open')).toBe(open.length);

  // By the keyboard alone.
  await box('Weights', 'open').focus();
  await page.keyboard.press('Space');
  await expect(page).toHaveURL(/open=yes/);
  expect((await explorer.read()).rows).toEqual(open);
  const of2024 = open.filter((row) => row.Year === '2024').length;
  expect(await count('Year of release', '2024')).toBe(of2024);
  expect(await count('Weights', 'closed'), 'a facet does not narrow itself').toBe(all.rows.filter((row) => row.Weights === 'closed').length);
  await box('Year of release', '2024').check();
  await expect(explorer.table.getByRole('caption')).toContainText(`${of2024} of 62 models`);
  await expect(tool(page, 'Filters')).toHaveText('Filters · 2');
  await filters.getByRole('button', { name: 'Clear all filters' }).click();
  expect((await explorer.read()).rows).toEqual(all.rows);

  await box('Weights', 'open').check();
  await box('Weights', 'closed').check();
  expect((await explorer.read()).rows, 'rows that do not say stay').toEqual(all.rows);
  await filters.getByRole('button', { name: 'Clear all filters' }).click();

  await filters.getByRole('spinbutton', { name: 'Size from' }).fill('10');
  await expect(page).toHaveURL(/size=10\.\./);
  const sizes = await explorer.column('Size');
  expect(sizes.length).toBeGreaterThan(0);
  for (const size of sizes) expect(Math.max(...size.split(',').map(Number.parseFloat))).toBeGreaterThanOrEqual(10);
});

test('columns are hidden and moved by the list, by the keyboard and by dragging, and the link says so', async ({ page, explorer }) => {
  await explorer.open();
  const list = await openTool(page, 'Columns');
  await list.getByRole('checkbox', { name: 'Year' }).check();
  await expect(page).toHaveURL(/show=year/);
  await list.getByRole('checkbox', { name: 'Cov.' }).uncheck();
  await expect(tool(page, 'Columns')).toHaveText('Columns · 1 hidden');
  const move = list.getByRole('button', { name: 'Move VSI to the left' });
  await move.focus();
  await page.keyboard.press('Enter');
  await expect(move).toBeFocused();
  expect((await explorer.read()).columns.slice(2, 8)).toEqual(['Total', 'Avg. rank', 'Year', 'UniEQA', 'VSI', 'OpenEQA']);

  await explorer.sort('VSI').focus();
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(explorer.sort('VSI')).toBeFocused();
  expect((await explorer.read()).columns.slice(4, 7)).toEqual(['Year', 'VSI', 'UniEQA']);

  await explorer.head('ERQA').dragTo(explorer.head('Total'));
  await expect.poll(async () => (await explorer.read()).columns.slice(0, 4)).toEqual(['Rank', 'Model', 'ERQA', 'Total']);
  const before = await explorer.read();
  await page.reload();
  await explorer.ready();
  expect(await explorer.read()).toEqual(before);

  const again = await openTool(page, 'Columns');
  await again.getByRole('button', { name: 'Show all columns' }).click();
  await again.getByRole('button', { name: 'Reset column order' }).click();
  await expect(page).not.toHaveURL(/hide|first/);
  await again.getByRole('button', { name: 'Hide all columns' }).click();
  expect((await explorer.read()).columns).toEqual(['Rank', 'Model']);
  await page.keyboard.press('Escape');
  await expect(panel(page, 'Columns')).toBeHidden();
  await expect(tool(page, 'Columns')).toBeFocused();
});

test('fine capabilities fold into their core one, which shows its score', async ({ page, explorer }) => {
  await explorer.open('?lens=fine');
  const before = await explorer.read();
  const cores = rank({ board: 'qa-2d', lens: 'core' });
  const core = cores.columns.findIndex(({ code }) => code === 'object-perception');
  const group = explorer.table.getByRole('columnheader', { name: 'Object Perception' }).getByRole('button');
  await expect(group).toHaveAttribute('aria-expanded', 'true');
  await group.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/fold=object-perception/);
  const after = await explorer.read();
  expect(after.columns.length).toBeLessThan(before.columns.length);
  expect(after.rows.map((row) => row['Object Perception'])).toEqual(
    after.rows.map((row) => figure(cores.rows.find(({ name }) => name === row.Model)?.scores[core] ?? null)),
  );
  await explorer.table.getByRole('columnheader', { name: 'Object Perception' }).getByRole('button', { expanded: false }).click();
  expect(await explorer.read()).toEqual(before);
});

test('leaving a benchmark out recomputes everything, as on the command line', async ({ page, explorer }) => {
  await page.setViewportSize(TALL);
  await explorer.open();
  await (await explorer.columnMenu('VSI')).getByRole('button', { name: 'Leave VSI out of the total' }).click();
  await expect(explorer.table.getByRole('caption')).toContainText('2D embodied QA without VSI');
  expect(await shown(explorer)).toEqual(asShown(rank({ board: 'qa-2d', without: 'vsi' })));
  // By the keyboard: below the name of the column.
  await explorer.sort('ERQA').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Leave ERQA out of the total' }).press('Enter');
  await expect(page).toHaveURL(/without=vsi,erqa/);
  expect(await shown(explorer)).toEqual(asShown(rank({ board: 'qa-2d', without: 'vsi,erqa' })));
  // Another board in between changes nothing of it.
  await explorer.board('Task planning').click();
  await explorer.board('2D embodied QA').click();
  await explorer.lens('Core capabilities').click();
  await expect(explorer.table.getByRole('caption')).toContainText('without VSI and ERQA: scores by core');
  const report = rank({ board: 'qa-2d', lens: 'core', without: 'vsi,erqa' });
  expect(await explorer.column('Average')).toEqual(report.rows.map((row) => figure(row.total)));
  // The last one stays, with the reason.
  await explorer.open('?board=navigation-custom&without=mp3d');
  await expect(await explorer.columnMenu('HM3D')).toContainText('Cannot be left out: no other benchmark counts.');
});

test('pinned models stand first, keep their rank, and pass every filter', async ({ page, explorer }) => {
  await explorer.open();
  const ranks = Object.fromEntries((await explorer.read()).rows.map((row) => [row.Model, row.Rank]));
  await explorer.row('VeBrain').hover();
  await explorer.row('VeBrain').getByRole('button', { name: 'Pin VeBrain to the top' }).click();
  await expect(page).toHaveURL(/pin=vebrain/);
  await explorer.search.fill('gemini');
  const { rows } = await explorer.read();
  expect(rows.map((row) => row.Model)).toEqual(['VeBrain', 'Gemini-2.5-Pro', 'Gemini-2.0-flash', 'Gemini-1.5-Pro', 'Gemini-1.5-flash', 'Gemini-2.0-Pro']);
  expect(rows[0].Rank).toBe(ranks.VeBrain);
  await expect(explorer.row('VeBrain').getByRole('button', { pressed: true })).toBeVisible();
  // It is not what was looked for.
  await expect(explorer.main.getByText('5 of 62 models').first()).toBeVisible();
  await explorer.search.fill('zzzz');
  await expect(explorer.region.getByText('No model here has “zzzz” in its name, author or component.')).toBeVisible();
  await expect.poll(() => explorer.column('Model')).toEqual(['VeBrain']);
});

test('a row unfolds in place to all columns of its model with ranks', async ({ page, explorer }) => {
  await explorer.open('?hide=vsi');
  const more = explorer.table.getByRole('button', { name: 'Everything about o3', exact: true });
  await explorer.model('o3').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(more).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(more).toHaveAttribute('aria-expanded', 'true');
  const report = rank({ board: 'qa-2d' });
  const column = report.columns.findIndex(({ code }) => code === 'vsi');
  const score = report.rows.find(({ name }) => name === 'o3')!.scores[column]!;
  const place = 1 + report.rows.filter((row) => (row.scores[column] ?? -1) > score).length;
  const item = explorer.table.getByRole('definition').filter({ hasText: `${figure(score)} ${place}` });
  await expect(item.first()).toBeVisible();
  // The rows below keep their places.
  await explorer.open('?hide=vsi');
  await expect(explorer.table.getByRole('definition')).toHaveCount(0);
});

test('an unfolded row is as wide as the table whatever its columns, and counts only while it is shown', async ({ page, explorer }) => {
  await explorer.open('?hide=vsi');
  await explorer.row('o3').hover();
  await explorer.table.getByRole('button', { name: 'Everything about o3', exact: true }).click();
  await expect(explorer.table.getByRole('definition').first()).toBeVisible();
  await expect(explorer.table).toHaveAttribute('aria-rowcount', '64');
  const spanned = () => explorer.table.locator('td[colspan]').evaluate((cell: HTMLTableCellElement) => [cell.colSpan, cell.closest('table')!.tHead!.rows[0].cells.length]);
  let [span, columns] = await spanned();
  expect(span).toBe(columns);
  await (await openTool(page, 'Columns')).getByRole('button', { name: 'Show all columns' }).click();
  await expect.poll(async () => ([span, columns] = await spanned()) && span === columns && columns > 17).toBe(true);
  await explorer.search.fill('gemini');
  await expect(explorer.table).toHaveAttribute('aria-rowcount', '6');
});

test('what was explained before a page was left is not explained again on the way back', async ({ page, explorer }) => {
  await explorer.open();
  await (await cellOf(explorer, 'o3', 'Total')).click();
  await expect(explanation(page)).toBeVisible();
  await explorer.model('o3').click();
  await expect(explorer.title).toContainText('o3');
  await page.goBack();
  await expect(explorer.table).toBeVisible();
  await expect(explanation(page)).toBeHidden();
});

test('every figure says what it is made of', async ({ page, explorer }) => {
  await explorer.open();
  const report = rank({ board: 'qa-2d' });
  const o3 = report.rows.find(({ name }) => name === 'o3')!;
  const total = await cellOf(explorer, 'o3', 'Total');
  await total.click();
  await expect(explanation(page)).toBeFocused();
  await expect(explanation(page).getByRole('heading', { name: 'Total of o3' })).toBeVisible();
  await expect(explanation(page)).toContainText(figure(o3.total));
  await expect(explanation(page)).toContainText('plain mean of the benchmark totals');
  const sources = await explorer.read(explanation(page).getByRole('table'));
  expect(sources.rows.map((row) => row.Figure)).toEqual(o3.scores.map((score) => (score === null ? 'missing' : figure(score))));
  // Each says where it stands, and it does stand there.
  const [file, line] = sources.rows[0]['File and line'].split(':');
  const text = readFileSync(fromRoot('public/models', file), 'utf8').split('\n')[Number(line) - 1];
  expect(text).toContain(String(o3.scores[0]).slice(0, 4));

  await page.keyboard.press('Escape');
  await expect(explanation(page)).toBeHidden();
  await expect(total).toBeFocused();
  // From there, by the keyboard, to the next figure.
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(explanation(page)).toContainText('Avg. rank of o3');
  await page.keyboard.press('Escape');

  await explorer.lens('Fine capabilities').click();
  await (await cellOf(explorer, 'o3', 'Object Count')).click();
  await expect(explanation(page)).toContainText('weighing as much as it has questions');
  const fine = await explorer.read(explanation(page).getByRole('table'));
  const weighed = fine.rows.filter((row) => row.Figure !== 'missing').map((row) => [Number(row.Figure), Number(row['Weight (questions)'])]);
  const mean = weighed.reduce((sum, [score, n]) => sum + score * n, 0) / weighed.reduce((sum, [, n]) => sum + n, 0);
  const shownMean = Number.parseFloat(await explanation(page).locator('b').first().innerText());
  expect(Math.abs(mean - shownMean)).toBeLessThan(0.11);
});

test('the explanation takes the focus when it is opened, and not when what it says changes', async ({ page, context, explorer }) => {
  await explorer.open();
  await explorer.bring({ name: 'mine.md', text: scoreFile('Mine-7B', onFirstBoard(54)) });
  await expect(explorer.summary.getByText(/kept in this browser/)).toBeVisible();
  await (await cellOf(explorer, 'Mine-7B', 'VSI')).click();
  await expect(explanation(page)).toBeFocused();
  await expect(explanation(page)).toContainText('54.0');
  await explorer.search.focus();
  // Changed in another tab.
  const other = new Explorer(await context.newPage());
  await other.open('?page=files');
  const field = other.source('mine.md');
  await field.fill((await field.inputValue()).replace('vsi: {columns: {Total Score: 54}}', 'vsi: {columns: {Total Score: 61.5}}'));
  await expect(explanation(page)).toContainText('61.5');
  await expect(explorer.search).toBeFocused();
  // Asked about another figure, it is opened again.
  await (await cellOf(explorer, 'Mine-7B', 'ERQA')).click();
  await expect(explanation(page)).toBeFocused();
});

test('arrow keys go from cell to cell, and letters to the model that begins with them', async ({ page, explorer }) => {
  await page.setViewportSize(TALL);
  await explorer.open();
  const names = await explorer.column('Model');
  await explorer.model(names[0]).focus();
  await page.keyboard.press('ArrowDown');
  await expect(explorer.model(names[1])).toBeFocused();
  await page.keyboard.press('PageDown');
  await expect(explorer.model(names[11])).toBeFocused();
  await page.keyboard.press('Control+End');
  await expect(explorer.model(names.at(-1)!)).toBeFocused();
  await expect(explorer.model(names.at(-1)!)).toBeInViewport();
  await page.keyboard.press('Control+Home');
  await expect(explorer.model(names[0])).toBeFocused();
  await page.keyboard.press('End');
  await expect(explorer.row(names[0]).getByRole('gridcell').last()).toBeFocused();
  await page.keyboard.press('Home');
  await expect(explorer.choose(names[0])).toBeFocused();
  await page.keyboard.type('gem');
  await expect(explorer.model('Gemini-2.5-Pro')).toBeFocused();
  // Tab leads on: the rows are one stop.
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'arXiv 2509.15273' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(explorer.model('Gemini-2.5-Pro')).toBeFocused();
});

test.describe('exporting the table', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

  /** What the command line writes of the same rows and columns. */
  const written = (format: string, ...options: string[]) =>
    execFileSync(PROGRAM, ['rank', '--board', 'qa-2d', '--format', format, ...options, 'public/models'], { cwd: fromRoot(), encoding: 'utf8' });

  test('the file is what the command line writes, with a line that says what it is', async ({ page, explorer }) => {
    await explorer.open('?hide=year,size,open&q=open:yes');
    const take = await openTool(page, 'Export');
    const save = async (format: string) => {
      const [download] = await Promise.all([page.waitForEvent('download'), take.getByRole('button', { name: `Download as ${format}` }).click()]);
      return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
    };
    const csv = await save('CSV');
    expect(csv.name).toMatch(/^arena-2d-embodied-qa-scores-by-benchmark-\d+-of-62-models-in-percent-\d{4}-\d\d-\d\d\.csv$/);
    // No line stands before the headings; what makes Excel read UTF-8 is no text.
    expect(csv.text.replace(/^\uFEFF/, '')).toBe(written('csv', '--query', 'open:yes'));
    expect(csv.text.charCodeAt(0), 'a byte-order mark').toBe(0xfeff);

    const { about: said, ...json } = JSON.parse((await save('JSON')).text);
    // What is hidden is written in the order of the columns.
    const parts = (address: string) =>
      Object.fromEntries([...new URL(address).searchParams].map(([key, value]) => [key, value.split(',').toSorted().join()]));
    expect(parts(said.link)).toEqual(parts(page.url()));
    expect(json).toEqual(JSON.parse(written('json', '--query', 'open:yes')));
    const cov = (text: string) => text.replace('| Coverage |', '| Cov. |').replace('& Coverage &', '& Cov. &');
    expect((await save('Markdown')).text).toContain(cov(written('markdown', '--query', 'open:yes')));
    expect((await save('LaTeX')).text).toContain(cov(written('latex', '--query', 'open:yes')));
  });

  test('what the address holds and no view understands is in nothing that is exported', async ({ page, explorer }) => {
    await explorer.open('?lens=core&x=,=1+1,=HYPERLINK(A3),#,=cmd|\'/Ccalc\'!A1,');
    const take = await openTool(page, 'Export');
    for (const format of ['CSV', 'JSON', 'Markdown', 'LaTeX']) {
      const [download] = await Promise.all([page.waitForEvent('download'), take.getByRole('button', { name: `Download as ${format}` }).click()]);
      const text = readFileSync(await download.path(), 'utf8');
      expect(text, format).not.toMatch(/HYPERLINK|cmd|calc|1\+1/);
      if (format !== 'CSV') expect(text, format).toContain('lens=core');
    }
    await take.getByRole('button', { name: 'Copy the link to this view' }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/\?lens=core$/);
    const [chart] = await Promise.all([page.waitForEvent('download'), explorer.figures.first().getByRole('button', { name: /^Save as SVG/ }).click()]);
    expect(readFileSync(await chart.path(), 'utf8')).not.toMatch(/HYPERLINK|cmd/);
  });

  test('the clipboard gets the rows shown and says so, and the link too', async ({ page, explorer }) => {
    await explorer.open('?q=gemini');
    const take = await openTool(page, 'Export');
    await take.getByRole('button', { name: 'Copy as Markdown' }).click();
    await expect(page.getByRole('status').filter({ hasText: '5 models as Markdown copied.' })).toBeVisible();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    expect(text.split('\n').filter((line) => line.includes('Gemini'))).toHaveLength(5);
    await take.getByRole('button', { name: 'Copy the link to this view' }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
  });

  test('a copied table arrives as a table: as HTML, and as tab-separated values', async ({ page, explorer }) => {
    await explorer.open('?q=gemini&hide=year,size,open');
    const { columns, rows } = await explorer.read();
    const take = await openTool(page, 'Export');
    await take.getByRole('button', { name: 'Copy as a table' }).click();
    await expect(page.getByRole('status').filter({ hasText: '5 models as a table copied.' })).toBeVisible();
    const { html, tsv } = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      const read = async (type: string) => (await item.getType(type)).text();
      const table = new DOMParser().parseFromString(await read('text/html'), 'text/html').querySelector('table')!;
      return { html: [...table.rows].map((row) => [...row.cells].map((cell) => cell.innerText)), tsv: await read('text/plain') };
    });
    // The last row may end in empty cells.
    expect(tsv.replace(/\r?\n$/, '').split(/\r?\n/).map((line) => line.split('\t'))).toEqual(html);
    expect(html).toHaveLength(6);
    // Coverage takes two cells, so that no spreadsheet takes 9/9 for a date.
    expect(html[0]).toEqual(columns.flatMap((name) => (name === 'Cov.' ? ['Benchmarks', 'of'] : [name])));
    expect(html.slice(1).map((cells) => cells[1])).toEqual(rows.map((row) => row.Model));
    expect(html.slice(1).map((cells) => figure(Number(cells[2])))).toEqual(rows.map((row) => row.Total));
  });

  test('without the ranks, if the visitor wants none', async ({ page, explorer }) => {
    await explorer.open('?q=gemini');
    const take = await openTool(page, 'Export');
    await take.getByRole('checkbox', { name: 'With rank' }).uncheck();
    const [download] = await Promise.all([page.waitForEvent('download'), take.getByRole('button', { name: 'Download as CSV' }).click()]);
    expect(readFileSync(await download.path(), 'utf8')).toMatch(/^\uFEFF?code,name,total,/);
  });

  test('where the browser has no clipboard, the text is shown in a field and selected', async ({ page, explorer }) => {
    // As on a page that came by plain http.
    await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined }));
    await explorer.open('?q=gemini');
    const take = await openTool(page, 'Export');
    const selected = () => page.evaluate(() => {
      const field = document.activeElement as HTMLTextAreaElement;
      return field.value.slice(field.selectionStart, field.selectionEnd);
    });
    await take.getByRole('button', { name: 'Copy the link to this view' }).click();
    const link = take.getByRole('textbox', { name: 'The link to this view, to copy by hand' });
    await expect(link).toBeFocused();
    await expect(link).toHaveValue(page.url());
    expect(await selected()).toBe(page.url());
    await expect(take.getByRole('status')).toContainText('The browser does not let this page copy.');

    await take.getByRole('button', { name: 'Copy as a table' }).click();
    const table = take.getByRole('textbox', { name: '5 models as a table, to copy by hand' });
    await expect(table).toBeFocused();
    expect((await selected()).trimEnd().split('\n')).toHaveLength(6);

    await explorer.bring({ name: 'mine.md', text: scoreFile('Mine-7B', { vsi: 42 }) });
    await explorer.openWorkspace();
    await page.getByRole('button', { name: 'Share as link' }).click();
    await page.getByRole('button', { name: 'Copy the link', exact: true }).click();
    await expect(page.getByRole('textbox', { name: 'The link with your scores, to copy by hand' })).toBeFocused();
    expect(await selected()).toContain('#scores=');
  });
});

test('all of it can be done by the keyboard alone', async ({ page, explorer }) => {
  await explorer.open();
  const press = async (keys: string) => {
    for (const key of keys.split(' ')) await page.keyboard.press(key);
  };
  /** Goes on by Tab until something with this name has the focus. */
  const tabTo = async (name: RegExp) => {
    const focused = () =>
      page.evaluate(() => {
        const element = document.activeElement as HTMLInputElement;
        return element.ariaLabel ?? element.labels?.[0]?.innerText ?? element.innerText;
      });
    for (let stop = 0; stop < 90; stop += 1) {
      await page.keyboard.press('Tab');
      if (name.test((await focused()) ?? '')) return;
    }
    throw new Error(`Tab leads to nothing called ${name}`);
  };
  // Hides a column.
  await tabTo(/^Columns/);
  await press('Enter');
  await tabTo(/^Size$/);
  await press('Space');
  await expect(page).toHaveURL(/show=size/);
  await press('Escape');
  await expect(tool(page, 'Columns')).toBeFocused();
  // Leaves out, filters, and takes the filters back.
  const [first] = await explorer.column('Model');
  await tabTo(new RegExp(`^${first.replaceAll('.', '\\.')}`));
  await press('ArrowUp Home');
  for (let stop = 0; stop < 30 && !(await explorer.sort('Cosmos').evaluate((button) => button === document.activeElement)); stop += 1) await press('ArrowRight');
  await press('ArrowDown Enter');
  // The menu takes the focus a frame after it is there.
  await expect(page.getByRole('dialog', { name: 'Column Cosmos' })).toBeFocused();
  await press('Tab Enter');
  await expect(page).toHaveURL(/without=cosmos/);
  await tool(page, 'Filters').focus();
  await press('Enter');
  await tabTo(/^embodied/);
  await press('Space');
  await expect(page).toHaveURL(/category=embodied/);
  await tabTo(/^Clear all filters/);
  await press('Enter');
  await expect(page).not.toHaveURL(/category/);
  await expect(tool(page, 'Filters')).toBeFocused();
  await press('Escape');
  // Chooses, pins and unfolds a model, reached by its first letters. Tab comes back to where it left the table.
  await tabTo(/^Options for Cosmos/);
  await press('ArrowDown');
  await page.keyboard.type('o3');
  await expect(explorer.model('o3')).toBeFocused();
  await press('ArrowRight');
  await expect(explorer.table.getByRole('button', { name: 'Pin o3 to the top' })).toBeFocused();
  await press('Enter');
  await expect(page).toHaveURL(/pin=o3/);
  // The keyboard stays with the model.
  await expect(explorer.table.getByRole('button', { name: 'Pin o3 to the top', pressed: true })).toBeFocused();
  await press('Control+Home Home Space');
  await expect(explorer.choose('o3')).toBeChecked();
  await press('ArrowRight ArrowRight ArrowRight ArrowRight Enter');
  await expect(explorer.table.getByRole('definition').first()).toBeVisible();
  // Asks about a figure, and takes the table away.
  await press('ArrowRight Enter');
  await expect(explanation(page).getByRole('heading', { name: 'Total of o3' })).toBeVisible();
  await press('Escape');
  await expect(explanation(page)).toBeHidden();
  await tool(page, 'Export').focus();
  await press('Enter');
  await tabTo(/^Download as CSV/);
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  expect(readFileSync(await download.path(), 'utf8')).toContain('rank,rank_low,rank_high,code,name,total');
});

test('a link brings everything back', async ({ page, explorer }) => {
  const query = 'board=qa-2d&lens=fine&sort=-total,year&q=-gpt&open=yes&hide=size&fold=embodied-reasoning&without=vsi&pin=o3&select=sat';
  await explorer.open(`?${query}`);
  const { caption, columns, rows } = await explorer.read();
  expect(caption).toContain('without VSI');
  expect(columns).not.toContain('Size');
  expect(columns).toContain('Embodied Reasoning');
  expect(rows[0].Model).toBe('o3');
  await expect(explorer.choose('SAT')).toBeChecked();
  await expect(panel(page, 'Filters').getByRole('checkbox', { name: /^open/ })).toBeChecked();
  // Whatever is done next, the link still says all of it.
  await explorer.theme.click();
  const asked = new URLSearchParams(query);
  asked.set('theme', 'dark');
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual(Object.fromEntries(asked));
});

test('nothing changes in the document that does not look different', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.read();
  /** How many things in the rows change through what is done, but for the row that the pointer is over. */
  const changes = async (act: () => Promise<void>) => {
    await page.evaluate(() => {
      const seen = { count: 0, rows: new Set<Node>() };
      const observer = new MutationObserver((all) => {
        const records = all.filter(({ attributeName }) => attributeName !== 'data-pointed');
        seen.count += records.length;
        for (const { target } of records) seen.rows.add((target instanceof Element ? target : target.parentElement)!.closest('tr')!);
      });
      observer.observe(document.querySelector('table.scores tbody')!, { subtree: true, childList: true, attributes: true, characterData: true });
      Object.assign(globalThis, { seen, observer });
    });
    await act();
    return page.evaluate(async () => {
      for (let frame = 0; frame < 6; frame += 1) await new Promise(requestAnimationFrame);
      const { seen, observer } = globalThis as unknown as { seen: { count: number; rows: Set<Node> }; observer: MutationObserver };
      observer.disconnect();
      return { count: seen.count, rows: seen.rows.size };
    });
  };
  // Links in the rows carry the theme and the choice, so only these may follow.
  expect(await changes(() => openTool(page, 'Columns').then(() => {}))).toEqual({ count: 0, rows: 0 });
  expect(await changes(() => explorer.search.fill('  ')), 'a search for nothing').toEqual({ count: 0, rows: 0 });
  expect((await changes(() => explorer.sort('Rank').focus())).count, 'the link that Tab reached is no stop any more').toBe(1);
  const table = page.locator('table.scores tbody');
  const attributes = () => table.evaluate((body) => [...body.querySelectorAll('tr')].map((row) => row.className));
  const before = await attributes();
  await explorer.choose('o3').check();
  const after = await attributes();
  expect(after.filter((name, at) => name !== before[at]), 'one row is chosen').toEqual(['chosen']);
  // A sort by a column that says the same as the rank moves nothing.
  const same = await changes(async () => {
    await explorer.sort('Rank').click();
    await explorer.sort('Rank').click();
  });
  const sorted = await changes(() => explorer.sort('Model').click());
  expect(sorted.rows).toBeGreaterThan(5);
  expect(same.rows).toBeGreaterThan(0);
});

test('printed, it is the charts and the whole table, and nothing to press', async ({ page, explorer }) => {
  await explorer.open('?page=&board=qa-2d');
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await expect(explorer.table.getByRole('rowheader')).toHaveCount(62);
  await expect(explorer.table.getByRole('caption')).toBeVisible();
  await expect(explorer.search).toBeHidden();
  await expect(tool(page, 'Filters')).toBeHidden();
  await expect(explorer.figures.first()).toBeVisible();
  await expect(explorer.row('o3').getByRole('checkbox')).toBeHidden();
  // Nothing is cut off at a scroller's edge.
  const cut = await explorer.region.evaluate((region) => region.scrollHeight - region.clientHeight);
  expect(cut).toBeLessThanOrEqual(1);
  expect((await page.pdf({ format: 'A4', landscape: true })).length).toBeGreaterThan(10_000);
});

test('of a thousand rows only those near the window are in the document, and their number is told', async ({ page, explorer }) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'arena-'));
  mkdirSync(path.join(folder, 'models'));
  const COUNT = 1000;
  for (let model = 0; model < COUNT; model += 1) {
    const name = `Model-${String(model).padStart(4, '0')}`;
    writeFileSync(path.join(folder, 'models', `${name}.md`), scoreFile(name, { vsi: 99 - (model % 97), erqa: 1 + (model % 89) }));
  }
  execFileSync(PROGRAM, ['bundle', path.join(folder, 'models'), '--out', path.join(folder, 'dataset.bin')], { cwd: fromRoot(), stdio: 'pipe' });
  await page.route('**/dataset.bin*', (route) => route.fulfill({ body: readFileSync(path.join(folder, 'dataset.bin')) }));
  await explorer.open('?coverage=any');
  await expect(explorer.table).toHaveAttribute('aria-rowcount', String(COUNT + 1));
  expect(await explorer.table.getByRole('rowheader').count()).toBeLessThan(80);
  await explorer.sort('Model').click();
  await explorer.model('Model-0000').focus();
  await page.keyboard.press('Control+End');
  await expect(explorer.model('Model-0999')).toBeFocused();
  await expect(explorer.model('Model-0999')).toBeInViewport();
  await expect(explorer.row('Model-0999')).toHaveAttribute('aria-rowindex', String(COUNT + 1));
  expect(await explorer.table.getByRole('rowheader').count()).toBeLessThan(80);
  await page.keyboard.type('model-05');
  await expect(explorer.model('Model-0500')).toBeFocused();
  // Unfolded rows far above leave those below where they are.
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(explorer.table.getByRole('definition').first()).toBeVisible();
  await explorer.region.evaluate((region) => region.scrollTo({ top: region.scrollHeight, behavior: 'instant' }));
  await expect(explorer.row('Model-0999')).toHaveAttribute('aria-rowindex', String(COUNT + 2));
});
