// Bringing score files: by button, by keyboard, by dropping them anywhere; previews, their panels, errors, removal.

import { readFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Page } from '@playwright/test';
import { BOARDS, MODELS, TALL, check, expect, expectQuote, figure, fromRoot, onFirstBoard, rank, scoreFile, test, type Explorer } from './fixtures';

test.use({ viewport: TALL });

const ORDINALS = new Map([
  ['one', '1st'],
  ['two', '2nd'],
  ['few', '3rd'],
  ['other', 'th'],
]);

/** `3rd`. */
const ordinal = (rank: number) => {
  const suffix = ORDINALS.get(new Intl.PluralRules('en', { type: 'ordinal' }).select(rank))!;
  return `${rank}${suffix.replace(/\d/, '')}`;
};

/** A model of the visitor's own, with a place in the first board and in two others. */
const MINE = scoreFile('Mine-7B', { ...onFirstBoard(54), 'et-plan-bench': 50 }, 'code: mine-7b\nauthor: [Our Lab]\nsize: [7]\n').replace(
  'et-plan-bench: {columns: {Total Score: 50}}',
  'et-plan-bench: {columns: {Total SR: 50}}\n    eb-alfred: {columns: {Total SR: 70}}\n    hm3d: {columns: {Total Score: 50}}',
);

/** What the command line says of the bundled models and these files. */
const rankWith = (view: Parameters<typeof rank>[0], files: Record<string, string>) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'arena-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  return rank(view, [MODELS, folder]);
};

/** Drags files over the page and drops them, as far as a page can tell. Gives whether it would take them. */
const drop = (page: Page, files: { name: string; text: string }[], types = ['dragenter', 'dragover', 'drop']) =>
  page.evaluate(
    ([files, types]) => {
      const dataTransfer = new DataTransfer();
      for (const { name, text } of files) dataTransfer.items.add(new File([text], name));
      const target = document.querySelector('h1')!;
      return types.map((type) => !target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true })));
    },
    [files, types] as const,
  );

const items = (explorer: Explorer) => explorer.pane('Standing').getByRole('listitem');

test('a file takes its place in every board, marked as a preview', async ({ explorer }) => {
  await explorer.open();
  const before = await explorer.read();
  await explorer.bring({ name: 'mine.md', text: MINE });
  await expect(explorer.page.getByRole('status').filter({ hasText: 'You have' })).toHaveText('You have 1 file here.');

  for (const { code, name } of BOARDS.filter(({ code }) => ['qa-2d', 'navigation-custom', 'task-planning'].includes(code))) {
    await test.step(name, async () => {
      const expected = rankWith({ board: code }, { 'mine.md': MINE });
      const own = expected.rows.find((row) => row.code === 'mine-7b')!;
      await explorer.board(name).click();
      await expect(explorer.row('Mine-7B').getByText('preview', { exact: true })).toBeVisible();
      const { rows } = await explorer.read();
      // Those behind it have moved down by one.
      expect(rows.map((row) => [row.Model, row.Rank])).toEqual(expected.rows.map((row) => [row.name, String(row.rank ?? '–')]));
      const population = expected.rows.filter((row) => row.rank !== null).length;
      await expect(explorer.line('Mine-7B'), 'the summary says the same').toContainText(`${ordinal(own.rank!)} of ${population} on ${name}`);
      await explorer.openFile('Mine-7B');
      await expect(items(explorer).filter({ hasText: name }).first(), 'and so does the workspace').toContainText(
        `would rank ${ordinal(own.rank!)} of ${population}, with a total of ${figure(own.total)} on ${own.coverage.scored}/${own.coverage.of} of its benchmarks`,
      );
    });
  }
  await expect(explorer.opened('Mine-7B').getByText('preview', { exact: true })).toBeVisible();
  // Only what was brought is marked.
  await explorer.toBoard();
  await expect(explorer.table.getByText('preview', { exact: true })).toHaveCount(1);

  await explorer.lens('Core capabilities').click();
  await expect(explorer.row('Mine-7B'), 'it has no capability scores').toHaveCount(0);
  await explorer.benchmark.selectOption('VSI');
  const vsi = rankWith({ board: 'qa-2d', benchmark: 'vsi' }, { 'mine.md': MINE });
  expect((await explorer.read()).rows.find((row) => row.Model === 'Mine-7B')!.Rank).toBe(
    String(vsi.rows.find((row) => row.code === 'mine-7b')!.rank),
  );

  await explorer.lens('Benchmarks').click();
  await (await explorer.openFile('Mine-7B')).getByRole('button', { name: 'Remove Mine-7B' }).click();
  await explorer.toBoard();
  await expect(explorer.table.getByRole('caption')).toHaveText(before.caption);
  expect(await explorer.read()).toEqual(before);
  await expect(explorer.summary).toHaveCount(0);
});

test('the workspace says what the model is strongest and weakest at', async ({ explorer }) => {
  await explorer.open();
  await explorer.bring(`${MODELS}/o3.md`, {
    name: 'mine.yaml',
    text: scoreFile('Mine-7B', { vsi: 70, erqa: 1, 'open-eqa': 60 }),
  });
  await explorer.openFile('Mine-7B');
  const list = (title: string) => explorer.pane('Standing').getByText(title, { exact: true }).locator('xpath=following-sibling::ul');
  await expect(list('Strongest at').getByRole('listitem').first()).toHaveText(/^VSI: 70\.0, \d+\.\d above the median$/);
  await expect(list('Weakest at').getByRole('listitem').first()).toHaveText(/^ERQA: 1\.0, \d+\.\d below the median$/);
  // A model with capability scores is strong and weak at capabilities, on a board.
  await explorer.openFile('o3');
  await expect(explorer.pane('Standing').getByText('Strongest at', { exact: true })).toBeVisible();
  await expect(explorer.pane('Standing').getByText('(2D embodied QA)').first()).toBeVisible();
});

test('the workspace leads to the model’s page', async ({ explorer }) => {
  await explorer.open();
  await explorer.bring({ name: 'mine.md', text: MINE });
  await (await explorer.openFile('Mine-7B')).getByRole('link', { name: 'All of its scores and ranks' }).click();
  await expect(explorer.title).toContainText('Mine-7B');
  await expect(explorer.title.getByText('preview', { exact: true })).toBeVisible();
  await expect(explorer.main.getByText('Our Lab')).toBeVisible();
});

test('the issues of a file are listed with line numbers and source lines', async ({ explorer }) => {
  test.slow();
  await explorer.open('?page=files');
  const files = ['not-a-score', 'unknown-benchmark', 'short-list', 'lenient-scores', 'unknown-column', 'out-of-range', 'duplicate-key'];
  for (const name of files) {
    await test.step(name, async () => {
      const file = `tests/data/findings/${name}.md`;
      const source = readFileSync(fromRoot(file), 'utf8').split('\n');
      const { findings } = check(file);
      await explorer.bring(file);
      const panel = explorer.page.getByRole('article').filter({ hasText: `${name}.md` });
      await expect(panel).toHaveCount(1);
      const issues = explorer.pane('Issues').locator('.issues > li');
      for (const { line, message, help } of findings) {
        const sentence = message.charAt(0).toUpperCase() + message.slice(1);
        const issue = issues.filter({ hasText: sentence }).filter({ hasText: `Line ${line}` });
        await expect(issue.first(), message).toBeVisible();
        await expect(issue.first()).toContainText(help);
        const place = issue.first().getByRole('listitem').filter({ hasText: new RegExp(`^Line ${line}\\b`) });
        await expectQuote(place.first(), source[line - 1]);
      }
      await panel.locator('header').getByRole('button', { name: /^Remove / }).click();
      await expect(panel).toHaveCount(0);
    });
  }
});

test('the table stays where it is for a model without a rank, and shows one that has one', async ({ explorer }) => {
  await explorer.open();
  const top = () => explorer.region.evaluate((region) => region.scrollTop);
  const scores = (benchmarks: string[], score: number) =>
    benchmarks.map((code) => `    ${code}: {columns: {Total Score: ${score}}}`).join('\n');
  const file = (name: string, benchmarks: string[], score: number) => ({
    name: `${name}.md`,
    text: `---\nname: ${name}\nscore:\n  benchmark:\n${scores(benchmarks, score)}\n---\n`,
  });
  await explorer.bring(file('Few-1B', ['vsi'], 50));
  await expect(explorer.summary).toContainText('Few-1B');
  expect(await top()).toBe(0);
  await explorer.bring(file('Low-1B', ['vsi', 'erqa', 'uni-eqa', 'open-eqa', 'robo-vqa', 'where2place'], 1));
  await expect(explorer.row('Low-1B')).toBeInViewport();
  expect(await top()).toBeGreaterThan(0);
});

test('a file that cannot be read is listed with the error, and the others are shown', async ({ explorer }) => {
  await explorer.open();
  const before = await explorer.read();
  const broken = ['syntax-colon.md', 'no-name.md', 'binary.md', 'empty.md', 'alias-bomb.md', 'wrong-shapes.md', 'prose.md'];
  await explorer.bring(...broken.map((name) => `tests/data/findings/${name}`), { name: 'mine.md', text: MINE });
  await expect(explorer.row('Mine-7B')).toBeVisible();
  await expect(explorer.table.getByRole('rowheader')).toHaveCount(before.rows.length + 1);
  // Of many files the summary says how many, and what is gravest.
  await expect(explorer.summary).toContainText(`1 model, ${broken.length} files cannot be read`);
  await explorer.openWorkspace();
  await expect(explorer.files.getByRole('option')).toHaveCount(broken.length + 1);
  for (const name of broken) {
    const [error] = check(`tests/data/findings/${name}`).findings.filter((finding) => finding.severity === 'error');
    const panel = await explorer.openFile(name);
    await expect(explorer.file(name)).toContainText('Cannot be read');
    await expect(panel.getByText(/could not be read/), name).toBeVisible();
    const issue = explorer.pane('Issues').locator('.issues > li').filter({ hasText: error.message.slice(1) }).first();
    await expect(issue, name).toBeVisible();
    await expect(issue).toContainText('error');
    if (error.line > 0) await expect(issue).toContainText(`Line ${error.line}`);
    await expect(issue).toContainText(error.help);
  }
  for (const name of [...broken, 'Mine-7B']) {
    await (await explorer.openFile(name)).getByRole('button', { name: `Remove ${name}` }).click();
    await expect(explorer.file(name)).toHaveCount(0);
  }
  await explorer.toBoard();
  expect(await explorer.read()).toEqual(before);
});

test('a file that is far too large is refused at once', async ({ page, explorer }) => {
  await explorer.open();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File([`name: Large\n${'#'.repeat(64_000_000)}`], 'large.md'));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  const messages = page.getByRole('log', { name: 'Messages about your files' });
  await expect(messages).toContainText('large.md has 61.0 MiB and was not added: a score file has up to 1 MiB.');
  await expect(explorer.summary).toHaveCount(0);
});

test('several files can be dropped anywhere on the page', async ({ page, explorer }) => {
  await explorer.open();
  const hint = page.getByText('Drop score files or results to see where the model would rank');
  await expect(hint).toBeHidden();
  const files = [
    { name: 'mine.md', text: MINE },
    { name: 'other.yml', text: 'name: Other-1B\nscore: {benchmark: {vsi: {columns: {Total Score: 12}}}}\n' },
  ];
  // Where the page does not refuse the browser's own doing, the browser opens the file instead.
  expect(await drop(page, files, ['dragenter', 'dragover'])).toEqual([true, true]);
  await expect(hint).toBeVisible();
  await drop(page, files, ['dragleave']);
  await expect(hint).toBeHidden();
  expect(await drop(page, files)).toEqual([true, true, true]);
  await expect(hint).toBeHidden();
  await expect(explorer.line('Mine-7B')).toBeVisible();
  await expect(explorer.line('Other-1B')).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'You have' })).toHaveText('You have 2 files here.');
  await expect(explorer.row('Mine-7B')).toBeVisible();
  // What was added is brought into view and told.
  await expect(page.getByRole('heading', { name: 'Your files' })).toBeInViewport();
});

test('text from elsewhere is taken, text of the page itself and text for a field is not', async ({ page, explorer }) => {
  await explorer.open();
  const drag = (target: string, own = false) =>
    page.evaluate(
      ([target, own]) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.setData('text/plain', 'name: Text');
        const element = document.querySelector(target)!;
        const event = (type: string) => new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true });
        if (own) element.dispatchEvent(event('dragstart'));
        const taken = ['dragenter', 'dragover', 'dragleave'].map((type) => !element.dispatchEvent(event(type)));
        if (own) element.dispatchEvent(event('dragend'));
        return taken;
      },
      [target, own] as const,
    );
  expect(await drag('h1')).toEqual([true, true, false]);
  expect(await drag('h1', true)).toEqual([false, false, false]);
  expect(await drag('input[type=search]')).toEqual([false, false, false]);
  await expect(page.getByText('Drop score files or results')).toBeHidden();
});

test('a drop works on a model’s page too', async ({ page, explorer }) => {
  await explorer.open('?model=o3');
  await drop(page, [{ name: 'mine.md', text: MINE }]);
  await expect(explorer.title, 'the visitor stays where they are').toContainText('o3');
  await explorer.line('Mine-7B').getByRole('link', { name: '2D embodied QA' }).click();
  await expect(explorer.row('Mine-7B')).toBeVisible();
});

test('the button is a file input that a keyboard reaches and that takes several files', async ({ page, explorer }) => {
  // Asked for before the page is there, so that Playwright surely waits for it when the key is pressed.
  const chooser = page.waitForEvent('filechooser');
  await explorer.open();
  await expect(explorer.add).toHaveAttribute('type', 'file');
  await expect(explorer.add).toHaveAttribute('multiple', '');
  await explorer.search.focus();
  await page.keyboard.press('Tab');
  await expect(explorer.add).toBeFocused();
  await page.keyboard.press('Enter');
  await (await chooser).setFiles({ name: 'mine.md', mimeType: 'text/markdown', buffer: Buffer.from(MINE) });
  await expect(explorer.line('Mine-7B')).toBeVisible();
});

test('the button opens the file chooser where it is seen', async ({ page, explorer }) => {
  const chooser = page.waitForEvent('filechooser');
  await explorer.open();
  const box = (await page.getByText('Add your scores', { exact: true }).boundingBox())!;
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  expect((await chooser).isMultiple()).toBe(true);
});

test('a file of the same name takes the place of the earlier one', async ({ explorer }) => {
  await explorer.open();
  await explorer.bring({ name: 'mine.md', text: 'name: Mine-7B\nscore: [1]\n' });
  await expect(explorer.line('mine.md')).toContainText('Cannot be read');
  await explorer.bring({ name: 'mine.md', text: MINE });
  await expect(explorer.line('Mine-7B')).toContainText('7th of 38 on 2D embodied QA');
  await explorer.bring({ name: 'mine.md', text: MINE.replaceAll('Total Score: 54', 'Total Score: 60') });
  await expect(explorer.line('Mine-7B')).toContainText('4th of 38 on 2D embodied QA');
  await expect(explorer.summary.getByText(/^1 file/)).toBeVisible();
  await expect(explorer.row('Mine-7B')).toHaveCount(1);
  // The very same file again is a choice too.
  await explorer.bring({ name: 'mine.md', text: MINE.replaceAll('Total Score: 54', 'Total Score: 60') });
  await expect(explorer.page.getByText('mine.md is here already, with the same content')).toBeVisible();
  await expect(explorer.summary.getByText(/^1 file/)).toBeVisible();
});

test('an offer to undo replacements is for those that it names', async ({ page, explorer }) => {
  await explorer.open();
  const four = (score: number) => ['a', 'b', 'c', 'd'].map((name) => ({ name: `${name}.md`, text: scoreFile(`${name}-1B`, onFirstBoard(score)) }));
  await explorer.bring(...four(40));
  await expect(explorer.row('a-1B').first()).toContainText('40.0');
  await explorer.bring(...four(50));
  await expect(page.getByText('4 files replaced their earlier versions')).toBeVisible();
  await explorer.bring(four(60)[0]);
  await expect(explorer.row('a-1B').first()).toContainText('60.0');
  await page.getByRole('button', { name: 'Undo replacements' }).click();
  for (const name of ['b', 'c', 'd']) await expect(explorer.row(`${name}-1B`).first()).toContainText('40.0');
  await expect(explorer.row('a-1B').first()).toContainText('60.0');
  await page.getByRole('button', { name: 'Undo replacement', exact: true }).click();
  await expect(explorer.row('a-1B').first()).toContainText('50.0');
});

test('the row of an added model is brought into view', async ({ page, explorer }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await explorer.open();
  await explorer.bring({ name: 'low.md', text: scoreFile('Low-1B', onFirstBoard(8)) });
  await expect(explorer.line('Low-1B')).toBeVisible();
  await expect(explorer.row('Low-1B')).toBeVisible();
  await expect(explorer.row('Low-1B').getByText('preview', { exact: true })).toBeVisible();
});

test('a file with several models shows all of them, each with its standing', async ({ explorer }) => {
  await explorer.open();
  const one = (name: string, score: number) => scoreFile(name, onFirstBoard(score));
  await explorer.bring({ name: 'pair.md', text: one('One-1B', 54) + one('Two-2B', 60) });
  await expect(explorer.line('One-1B and 1 more')).toContainText('Two-2B');
  await explorer.openFile('One-1B and 1 more');
  const models = explorer.pane('Standing');
  await expect(models.getByRole('region', { name: 'One-1B', exact: true })).toContainText('with a total of 54.0');
  await expect(models.getByRole('region', { name: 'Two-2B', exact: true })).toContainText('with a total of 60.0');
  const { rows } = await explorer.figuresOf(explorer.figure(/^Board totals/));
  expect(rows.map((row) => row.Board)).toEqual(BOARDS.map(({ name }) => name));
});

test('a preview never replaces a bundled model: it stands beside it, with a warning', async ({ explorer }) => {
  await explorer.open();
  const bundled = (await explorer.read()).rows.find((row) => row.Model === 'o3')!;
  const worse = readFileSync(fromRoot(MODELS, 'o3.md'), 'utf8').replace(/Total Score: [\d.]+/g, 'Total Score: 30');
  await explorer.bring({ name: 'o3.md', text: worse });
  await expect(explorer.row('o3')).toHaveCount(2);
  const rows = (await explorer.read()).rows.filter((row) => row.Model === 'o3');
  expect(rows[0].Total).toBe(bundled.Total);
  expect(rows[1].Total).toBe('30.0');
  await expect(explorer.row('o3').nth(0).getByText('preview', { exact: true })).toHaveCount(0);
  await expect(explorer.row('o3').nth(1).getByText('preview', { exact: true })).toBeVisible();
  await expect(explorer.line('o3')).toContainText('warning');
  // Each has its own page and its own checkbox.
  const links = explorer.table.getByRole('link', { name: 'o3', exact: true });
  expect(await links.nth(0).getAttribute('href')).not.toBe(await links.nth(1).getAttribute('href'));
  await explorer.choose('o3').nth(1).check();
  await expect(explorer.choose('o3').nth(0)).not.toBeChecked();
  // Who does not see the row hears which of the two a control is for.
  await expect(explorer.row('o3').nth(0).getByRole('button', { name: 'Pin o3 (bundled) to the top' })).toHaveCount(1);
  await expect(explorer.row('o3').nth(1).getByRole('button', { name: 'Pin o3 (o3.md) to the top' })).toHaveCount(1);
  await expect(explorer.page.getByRole('button', { name: 'Remove o3 (o3.md) from the chosen models' })).toBeVisible();
  await explorer.openFile('o3');
  const warning = explorer.pane('Issues').getByRole('listitem').filter({ hasText: 'warning' }).filter({ hasText: 'o3' });
  await expect(warning.first()).toBeVisible();
});

test('two files with the same code in one drop are two versions', async ({ explorer }) => {
  await explorer.open();
  await explorer.bring(
    { name: 'a.md', text: scoreFile('Same', onFirstBoard(40)) },
    { name: 'b.md', text: scoreFile('Same', onFirstBoard(41)) },
  );
  await expect(explorer.row('Same')).toHaveCount(2);
  await expect(explorer.row('Same').nth(0)).toContainText('41.0');
  await expect(explorer.row('Same').nth(1)).toContainText('40.0');
  await explorer.openWorkspace();
  await expect(explorer.files.getByRole('option')).toHaveCount(2);
  await expect(explorer.files.getByText('1 warning').first()).toBeVisible();
});

test('the summary follows what else is added and removed', async ({ explorer }) => {
  await explorer.open();
  await explorer.bring({ name: 'mine.md', text: MINE });
  await expect(explorer.line('Mine-7B')).toContainText('7th of 38 on 2D embodied QA');
  await explorer.bring({ name: 'zebra.md', text: scoreFile('Zebra', onFirstBoard(60)) });
  await expect(explorer.line('Zebra')).toContainText('4th of 39 on 2D embodied QA');
  await expect(explorer.line('Mine-7B')).toContainText('8th of 39 on 2D embodied QA');
  await (await explorer.openFile('Zebra')).getByRole('button', { name: 'Remove Zebra' }).click();
  await expect(explorer.pane('Standing')).toContainText('would rank 7th of 38');
  await expect(explorer.pane('Standing')).toContainText(/of its benchmarks; with 95 % certainty between [1-7] and ([7-9]|\d\d)/);
});

test('the page of a preview that was removed says so', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.bring({ name: 'mine.md', text: MINE });
  await (await explorer.openFile('Mine-7B')).getByRole('link', { name: 'All of its scores and ranks' }).click();
  await expect(explorer.title).toContainText('Mine-7B');
  await page.goBack();
  await page.getByRole('button', { name: 'Remove Mine-7B' }).click();
  await expect(page.getByText('There are no files yet.')).toBeVisible();
  await page.goForward();
  await expect(explorer.title).toHaveText('No such model');
});

test('a preview that is chosen for the charts is drawn, and is gone from them once removed', async ({ explorer }) => {
  await explorer.open();
  await explorer.bring({ name: 'mine.md', text: MINE });
  await explorer.choose('Mine-7B').check();
  await expect.poll(() => explorer.compared()).toEqual(['Mine-7B']);
  await (await explorer.openFile('Mine-7B')).getByRole('button', { name: 'Remove Mine-7B' }).click();
  await explorer.toBoard();
  await expect.poll(() => explorer.compared()).not.toContain('Mine-7B');
  await expect(explorer.figure(/The leading models over the benchmarks/)).toBeVisible();
});
