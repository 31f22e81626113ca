// Results in formats of others: what is found is shown and corrected before it counts, and becomes a score file.

import { readFileSync } from 'node:fs';
import { type Page } from '@playwright/test';
import { expect, fromRoot, test, TALL } from './fixtures';
import { zip } from './zip.js';

test.use({ viewport: TALL });

const fixture = (path: string) => `tests/data/import/${path}`;

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Check what was found' });

/** The figures of the model that is shown: source, value, benchmark, column, scale, score. */
const figures = (page: Page) =>
  dialog(page)
    .getByRole('table')
    .evaluate((table: HTMLTableElement) =>
      [...table.tBodies[0].rows].map((row) =>
        [...row.cells].map((cell) => {
          const list = cell.querySelector('select');
          return (list ? (list.selectedOptions[0]?.text ?? '') : cell.innerText).replace(/\s+/g, ' ').trim();
        }),
      ),
    );

/** Pastes a text, and the same as HTML, anywhere but in a field. */
const paste = (page: Page, text: string, html = '') =>
  page.evaluate(
    ([text, html]) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      if (html) clipboardData.setData('text/html', html);
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    },
    [text, html] as const,
  );

test('a table is looked at, corrected by keyboard, and becomes a file for each chosen model', async ({ explorer, page }) => {
  await explorer.open();
  await explorer.bring(fixture('tables/board.csv'));
  await expect(dialog(page)).toBeVisible();
  await expect(dialog(page).getByText('Found in board.csv. Nothing counts until you add it.')).toBeVisible();
  expect(await figures(page)).toEqual([
    ['VSI-Bench board.csv, row 2', '54.7', 'VSI', 'Total Score', 'per cent', '54.7', ''],
    ['ERQA board.csv, row 2', '41.5', 'ERQA', 'Total Score', 'per cent', '41.5', ''],
    ['EmbSp. board.csv, row 2', '65.05', 'Choose…', 'Choose…', 'per cent', 'No benchmark has this name', ''],
  ]);
  await dialog(page).getByText('Not used: 2').click();
  await expect(dialog(page).getByText('Avg.')).toBeVisible();
  // Nothing is there yet.
  await expect(page.getByRole('status').filter({ hasText: 'You have' })).toHaveCount(0);

  const benchmark = dialog(page).getByRole('combobox', { name: 'Benchmark of EmbSp.' });
  await benchmark.focus();
  await page.keyboard.type('EmbSpatial');
  await expect(benchmark).toBeFocused();
  await expect.poll(async () => (await figures(page))[2].slice(2)).toEqual(['EmbSpatial-Bench', 'Total Score', 'per cent', '65.0', '']);
  const models = dialog(page).getByRole('listitem');
  await expect(models.filter({ hasText: 'Probe-7B' })).toContainText('3 scores');

  await models.filter({ hasText: 'Human' }).getByRole('checkbox').uncheck();
  await models.filter({ hasText: 'Probe-1B' }).getByRole('button', { name: 'Figures of Probe-1B' }).press('Enter');
  await dialog(page).getByRole('textbox', { name: 'Model name' }).fill('Probe, small');
  await dialog(page).getByRole('textbox', { name: 'Author' }).fill('Our Lab');
  await dialog(page).getByRole('button', { name: 'Add 2 models to my files' }).press('Enter');
  await expect(dialog(page)).toBeHidden();
  await expect(page.getByRole('status').filter({ hasText: 'You have' })).toHaveText('You have 2 files here.');

  await explorer.openRanking();
  await explorer.rankAll.check();
  await expect(explorer.row('Probe-7B')).toContainText('preview');
  const row = (await explorer.read()).rows.find((row) => row.Model?.startsWith('Probe-7B'));
  expect([row?.VSI, row?.ERQA]).toEqual(['54.7', '41.5']);
  await explorer.openFile('Probe, small');
  await expect(explorer.source('probe-small.md')).toHaveValue(/author: \[Our Lab\][^]*# from board\.csv \(CSV or TSV table\)[^]*Total Score: 0\.9/);

  // It is undone as a whole, and what was corrected is as it was.
  await page.getByRole('button', { name: 'Undo import' }).first().click();
  await expect(dialog(page)).toBeVisible();
  expect((await figures(page))[2].slice(2, 4)).toEqual(['EmbSpatial-Bench', 'Total Score']);
  await expect(models.filter({ hasText: 'Human' }).getByRole('checkbox')).not.toBeChecked();
});

test('what a source does not say is asked for, and what is two things is asked about', async ({ explorer, page }) => {
  await explorer.open();
  await explorer.bring(fixture('embodied_eval/results_robovqa.json'), fixture('tables/two-things.md'));
  const add = dialog(page).getByRole('button', { name: /^Add/ });
  await expect(dialog(page).getByText('A chosen model has no name yet.')).toBeVisible();
  await expect(add).toBeDisabled();
  const choice = dialog(page).getByRole('group', { name: 'two-things.md is several things. Which counts?' });
  // What is added does not take away what is not decided.
  await dialog(page).getByRole('textbox', { name: 'Model name' }).fill('Probe-7B');
  await add.click();
  await expect(page.getByText('You have 1 file here.')).toBeAttached();
  await expect(choice).toBeVisible();
  await choice.getByRole('button', { name: 'Read as Markdown table' }).click();
  await expect(choice).toBeHidden();
  expect((await figures(page)).map((row) => row[1])).toEqual(['41.5']);
  await add.click();
  await expect(dialog(page)).toBeHidden();
  await expect(page.getByText('You have 2 files here.')).toBeAttached();
});

test('what is not added waits, and is not lost without a word', async ({ explorer, page }) => {
  await explorer.open();
  await explorer.bring(fixture('tables/board.csv'));
  await expect(dialog(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toBeHidden();
  const waiting = page.getByRole('region', { name: 'Results to confirm' });
  await expect(waiting).toContainText('Results of 3 models from board.csv are not added yet.');

  // Leaving the page is asked about.
  let asked = '';
  page.once('dialog', (question) => {
    asked = question.type();
    void question.dismiss();
  });
  await page.evaluate(() => void setTimeout(() => location.reload()));
  await expect.poll(() => asked).toBe('beforeunload');
  await expect(waiting).toBeVisible();

  // Another view keeps it, and more comes beside it.
  await explorer.board('Task planning').click();
  await paste(page, '| Model | ERQA |\n|---|---|\n| Other-1B | 12.5 |\n');
  await expect(dialog(page).getByRole('heading', { name: '4 models' })).toBeVisible();
  await dialog(page).getByRole('button', { name: 'Discard' }).click();
  await expect(waiting).toBeHidden();
  await page.getByRole('log').getByRole('button', { name: 'Undo discarding' }).click();
  await expect(dialog(page).getByRole('heading', { name: '4 models' })).toBeVisible();
  page.once('dialog', (question) => void question.accept());
});

test('an archive of runs is a model with its newest runs, beside the score files in it', async ({ explorer, page }) => {
  await explorer.open();
  const run = (path: string) => ({ path: `runs/probe-7b/${path}`, content: readFileSync(fromRoot(fixture(`embodied_eval/probe-7b/${path}`))) });
  const archive = zip([
    run('20251101_090000/results_erqa.json'),
    run('20251101_090000/results_vsibench.json'),
    run('20260121_051400/results_vsibench.json'),
    { path: 'runs/mine.md', content: Buffer.from('name: Mine-7B\nscore: {benchmark: {erqa: {columns: {Total Score: 40}}}}\n') },
    { path: 'runs/rain.csv', content: Buffer.from('City,Rain\nParis,640\nRome,800\n') },
  ]);
  await explorer.add.setInputFiles({ name: 'runs.zip', mimeType: 'application/zip', buffer: archive });
  await expect(page.getByText('You have 1 file here.')).toBeAttached();
  await expect(dialog(page).getByRole('textbox', { name: 'Model name' })).toHaveValue('probe-7b');
  const rows = await figures(page);
  expect(rows.find((row) => row[0].startsWith('obj_appearance_order_accuracy'))?.slice(1, 6)).toEqual(['0.58', 'VSI', 'Appearance Order', 'fraction of 1', '58.0']);
  expect(rows.some((row) => row[2] === 'ERQA')).toBe(true);
  await dialog(page).locator('summary').click();
  await expect(dialog(page)).toContainText('it is an older run, of 2025-11-01T09:00:00; there is one of 2026-01-21T05:14:00');
  await dialog(page).getByRole('button', { name: 'Add to my files' }).click();
  await expect(page.getByText('You have 2 files here.')).toBeAttached();
  await expect(page.getByRole('log')).toContainText('1 .csv');
});

test('corrections are remembered for the next file of the same shape, until they are forgotten', async ({ explorer, page }) => {
  const table = (score: string) => ({ name: `run-${score}.csv`, text: `Model,EmbSp.\nProbe-7B,${score}\n` });
  await explorer.open();
  await explorer.bring(table('65.5'));
  await dialog(page).getByRole('combobox', { name: 'Benchmark of EmbSp.' }).selectOption('EmbSpatial-Bench');
  await dialog(page).getByRole('button', { name: 'Add to my files' }).click();
  await expect(dialog(page)).toBeHidden();
  await page.reload();
  await explorer.ready();
  await explorer.bring(table('66.5'));
  await expect(dialog(page).getByText('Your corrections of an earlier import of this shape are used.')).toBeVisible();
  expect((await figures(page))[0].slice(1, 6)).toEqual(['66.5', 'EmbSpatial-Bench', 'Total Score', 'per cent', '66.5']);
  await dialog(page).getByRole('button', { name: 'Forget them' }).click();
  await expect.poll(async () => (await figures(page))[0][2]).toBe('Choose…');
  await dialog(page).getByRole('button', { name: 'Discard' }).click();
  await explorer.bring(table('67.5'));
  expect((await figures(page))[0][2]).toBe('Choose…');
  page.once('dialog', (question) => void question.accept());
  // What is stored and cannot be read does no harm.
  await page.evaluate(() => localStorage.setItem('arena-explorer.imports', 'arena-explorer imports 1\n[["\u0000"]]\n{'));
  await page.reload();
  await explorer.ready();
  await explorer.bring(table('68.5'));
  expect((await figures(page))[0][2]).toBe('Choose…');
});

test('cells of a spreadsheet are pasted with what is merged', async ({ explorer, page }) => {
  await explorer.open();
  await paste(page, 'Model\tVSI-Bench\t\tERQA\n\tObj. Count\tAvg.\t\nProbe-7B\t41.2\t38.51\t41.5 %\n', readFileSync(fromRoot(fixture('tables/sheet.html')), 'utf8'));
  await expect(dialog(page).getByText('Found in pasted text.')).toBeVisible();
  expect((await figures(page)).map((row) => row.slice(1, 6))).toEqual([
    ['41.2', 'VSI', 'Object Count', 'per cent', '41.2'],
    ['38.5', 'VSI', 'Total Score', 'per cent', '38.5'],
    ['41.5 %', 'ERQA', 'Total Score', 'per cent', '41.5'],
  ]);
});

test('many items are read beside a hostile file, and the page goes on', async ({ explorer, page }) => {
  await explorer.open();
  const lines = Array.from({ length: 60_000 }, (_, n) => `{"doc_id":${n},"resps":[["A","${'x'.repeat(40)}"]],"question_type":"route_planning","accuracy":${n % 4 === 0 ? '1.0' : '0.0'}}`);
  await explorer.add.setInputFiles([
    { name: 'samples_vsibench.json', mimeType: 'application/json', buffer: Buffer.from(lines.join('\n')) },
    { name: 'deep.json', mimeType: 'application/json', buffer: Buffer.from('['.repeat(500_000)) },
    { name: 'wide.html', mimeType: 'text/html', buffer: Buffer.from(`<table><tr>${'<td rowspan=60000 colspan=60000>VSI'.repeat(2000)}`) },
  ]);
  await expect(dialog(page)).toBeVisible({ timeout: 30_000 });
  const rows = await figures(page);
  expect(rows[0].slice(1)).toEqual(['0.25', 'VSI', 'Route Plan', 'fraction of 1', '25.0', '60000']);
  await page.keyboard.press('Escape');
  await explorer.openFile('deep.json');
});

test.describe('round trips', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

  /** What was copied, pasted anywhere but in a field. */
  const pasteCopied = async (page: Page) => {
    const [text, html] = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      const read = async (type: string) => (item.types.includes(type) ? (await item.getType(type)).text() : '');
      return [await read('text/plain'), await read('text/html')];
    });
    await paste(page, text, html);
  };

  for (const [label, exact] of [
    ['Copy as a table', true],
    ['Copy as CSV', true],
    ['Copy as JSON', true],
    ['Copy as Markdown', false],
    ['Copy as LaTeX', false],
  ] as const) {
    test(`what “${label}” gives has the same figures when it is pasted back`, async ({ explorer, page }) => {
      await explorer.open('?q=gemini-2.5-pro');
      const shown = (await explorer.read()).rows[0];
      await page.getByRole('button', { name: 'Export', exact: true }).click();
      await page.getByRole('button', { name: label }).click();
      await expect(page.getByRole('status').filter({ hasText: 'copied.' })).toBeVisible();
      await pasteCopied(page);
      await expect(dialog(page).getByRole('textbox', { name: 'Model name' })).toHaveValue('Gemini-2.5-Pro');
      const rows = await figures(page);
      const found = new Map(rows.map((row) => [row[2], row]));
      const benchmarks = ['UniEQA', 'OpenEQA', 'VSI', 'ERQA', 'RoboVQA', 'Where2Place', 'EmbSpatial-Bench', 'Cosmos', 'VABench-Point'];
      expect(benchmarks.map((name) => found.get(name)?.[5])).toEqual(benchmarks.map((name) => shown[name]));
      // With all digits where the format has them.
      expect(rows.some((row) => /\.\d\d/.test(row[1]))).toBe(exact);
      await dialog(page).getByRole('button', { name: 'Add to my files' }).click();
      await expect(page.getByText('You have 1 file here.')).toBeAttached();
      // Its name is that of a bundled model: the preview stands beside it, with the same figures.
      await explorer.open('?q=gemini-2.5-pro');
      await expect.poll(async () => (await explorer.read()).rows.length).toBe(2);
      const [one, other] = (await explorer.read()).rows;
      expect(benchmarks.map((name) => one[name])).toEqual(benchmarks.map((name) => other[name]));
    });
  }

  test('what is published in formats of others comes back as the same scores', async ({ explorer, page }) => {
    const mine = 'name: Mine-7B\nauthor: [Our Lab]\nscore: {benchmark: {vsi: {columns: {Object Count: 41.25, Total Score: 54.75}, samples: 5130}, eb-alfred: {columns: {Total SR: 70.5}}}}\n';
    await explorer.open();
    await explorer.bring({ name: 'mine.md', text: mine });
    const file = await explorer.openFile('Mine-7B');
    await file.getByRole('button', { name: 'Publish as…' }).click();
    const formats = file.getByRole('group', { name: 'Publish as' });
    const publish = async (name: string) => {
      const [download] = await Promise.all([page.waitForEvent('download'), formats.getByRole('button', { name }).click()]);
      return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
    };
    const every = await publish('Every Eval Ever');
    expect(every.name).toBe('mine-7b.json');
    expect(JSON.parse(every.text)).toMatchObject({ schema_version: '0.3.0', model_info: { name: 'Mine-7B' } });
    const card = await publish('Model card (model-index)');
    expect(card.name).toBe('mine-7b.md');
    const hub = await publish('Hugging Face .eval_results');
    expect(hub.name).toBe('mine-7b.yaml');
    await expect(page.getByRole('log')).toContainText('Left out:');
    for (const [published, cells] of [
      [every, [['41.25', 'VSI', 'Object Count', '41.2'], ['54.75', 'VSI', 'Total Score', '54.8'], ['70.5', 'EB-ALFRED', 'Total SR', '70.5']]],
      [card, [['41.25', 'VSI', 'Object Count', '41.2'], ['54.75', 'VSI', 'Total Score', '54.8'], ['70.5', 'EB-ALFRED', 'Total SR', '70.5']]],
      [hub, [['54.75', 'VSI', 'Total Score', '54.8']]],
    ] as const) {
      await explorer.bring(published);
      await expect(dialog(page)).toBeVisible();
      const rows = (await figures(page)).map((row) => [row[1].split(' ')[0], row[2], row[3], row[5]]);
      expect(rows.toSorted(), published.name).toEqual(cells.map((cell) => [...cell]).toSorted());
      await dialog(page).getByRole('button', { name: 'Discard' }).click();
    }
  });
});
