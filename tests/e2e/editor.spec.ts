// The editor of a file that was brought: findings in its margin, fixes at a press, conversion, and the file to take away.

import { readFileSync } from 'node:fs';
import { type Page } from '@playwright/test';
import { TALL, check, expect, fromRoot, onFirstBoard, scoreFile, test, type Explorer } from './fixtures';

test.use({ viewport: TALL });

/** Two obvious mistakes and a remark, under the author's own comments, with the line ends of Windows. */
const MINE = [
  '---',
  '# as we evaluated it in May',
  'name: Mine-7B',
  'size: [7]',
  'score:',
  '  benchmark:',
  '    vsi:',
  '      columns: {Totl Score: 42.5}   # the total only',
  '    erqa:',
  '      columns: {Total Score: "38.5%"}',
  '---',
  'Some words on the model.',
  '',
].join('\r\n');

const open = async (explorer: Explorer, name = 'mine.md', text = MINE) => {
  await explorer.open();
  await explorer.bring({ name, text });
  await explorer.openWorkspace();
  return explorer.source(name);
};

const saved = async (page: Page) => {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download', exact: true }).click(),
  ]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
};

test('a file in another encoding is read in the one that the visitor chooses, which can be undone', async ({ page, explorer }) => {
  // The bytes of 智 and 谱 in GB18030, in the model's name: D6 C7 C6 D7.
  const [before, after] = scoreFile('@-7B', onFirstBoard(48)).split('@');
  const buffer = Buffer.concat([Buffer.from(before), Buffer.from([0xd6, 0xc7, 0xc6, 0xd7]), Buffer.from(after)]);
  await explorer.open();
  await explorer.add.setInputFiles([{ name: 'gb.md', buffer, mimeType: 'text/markdown' }]);
  const file = await explorer.openFile('gb.md');
  const choices = explorer.pane('Editor').getByRole('list', { name: 'Encodings' }).getByRole('listitem');
  await expect(choices).toHaveText([/智谱-7B.*Read as GB18030/, /ÖÇÆ×-7B.*Read as Windows-1252/]);
  await file.getByRole('button', { name: 'Read as GB18030' }).click();
  await expect(explorer.source('gb.md')).toHaveValue(/name: 智谱-7B/);
  await expect(page.getByText('gb.md was read as GB18030.')).toBeVisible();
  await page.getByRole('button', { name: 'Choose another encoding' }).click();
  await expect(choices).toHaveCount(2);
  // What was read stays read.
  await explorer.pane('Editor').getByRole('button', { name: 'Read as GB18030' }).click();
  await expect(explorer.opened('智谱-7B')).toBeVisible();
  await explorer.toBoard();
  await expect(explorer.row('智谱-7B')).toBeVisible();
});

test('findings are fixed at a press, and the rank follows; all else stays the author’s', async ({ page, explorer }) => {
  const field = await open(explorer);
  await expect(field).toHaveValue(MINE.replace(/\r\n/g, '\n'));
  const standing = explorer.pane('Standing');
  const issues = explorer.pane('Issues');
  await expect(standing).toContainText('on 1/9 of its benchmarks');

  const wrong = issues.getByRole('listitem').filter({ hasText: 'Totl Score' }).last();
  await wrong.getByRole('button', { name: /^Line 8$/ }).click();
  await expect(field).toBeFocused();
  const chosen = await field.evaluate((field: HTMLTextAreaElement) => field.value.slice(field.selectionStart, field.selectionEnd));
  expect(chosen).toContain('Totl Score: 42.5');

  // At its line in the editor, and in the list of issues.
  await explorer.pane('Editor').getByRole('button', { name: /^Line 8: .*Total Score/ }).click();
  await expect(standing).toContainText('on 2/9 of its benchmarks');
  await issues.getByRole('button', { name: /38\.5/ }).click();
  await expect(issues.getByText('No issues were found in this file.')).toBeVisible();

  const { name, text } = await saved(page);
  expect(name).toBe('mine.md');
  expect(text).toBe(MINE.replace('Totl Score', 'Total Score').replace('"38.5%"', '38.5'));

  // And back again.
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeDisabled();
  expect((await saved(page)).text).toBe(MINE);
  await expect(standing).toContainText('on 1/9 of its benchmarks');
  await explorer.toBoard();
  await explorer.benchmark.selectOption('VSI');
  await expect(explorer.row('Mine-7B')).toHaveCount(0);
});

/** The same slip in three places, and another issue. */
const SLIPS = ['name: Mine-7B', 'opensorce: true', 'score:', '  benchmark:', ...['vsi', 'erqa', 'cosmos'].map((code) => `    ${code}: {columns: {Total Score: "40.5%"}}`), ''].join('\n');

test('what is the same in several places is one issue with one fix for all', async ({ page, explorer }) => {
  const field = await open(explorer, 'slips.yaml', SLIPS);
  const issue = explorer.pane('Issues').getByRole('listitem').filter({ hasText: '3 places' });
  await expect(issue).toHaveCount(1);
  await expect(issue.getByRole('button', { name: /^Line \d$/ })).toHaveText(['Line 5', 'Line 6', 'Line 7']);
  await issue.getByRole('button', { name: /^Fix all/ }).click();
  await expect(field).toHaveValue(SLIPS.replaceAll('"40.5%"', '40.5'));
  await expect(explorer.pane('Issues').getByRole('listitem').filter({ hasText: 'opensorce' }).first()).toBeVisible();
  // Said and undone where it was asked for, too.
  const said = explorer.pane('Issues').getByRole('status');
  await expect(said).toContainText('Fixed 3 places.');
  await said.getByRole('button', { name: 'Undo this fix' }).click();
  await expect(field).toHaveValue(SLIPS);
  await expect(said).toBeEmpty();
  await issue.getByRole('button', { name: /^Fix all/ }).click();
  await expect(field).toHaveValue(SLIPS.replaceAll('"40.5%"', '40.5'));
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(field).toHaveValue(SLIPS);
});

test('all safe fixes are made once the visitor has seen the changes, in one file and in all, and undone together', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.bring({ name: 'one.yaml', text: SLIPS }, { name: 'two.yaml', text: SLIPS.replace('Mine-7B', 'Two-2B') });
  await explorer.openFile('Mine-7B');
  const field = explorer.source('one.yaml');
  const dialog = page.getByRole('dialog', { name: 'Make all safe fixes' });
  const fixed = SLIPS.replaceAll('"40.5%"', '40.5');

  await explorer.pane('Issues').getByRole('button', { name: 'Make all safe fixes…' }).click();
  await expect(dialog.getByText('3 fixes in 1 file.')).toBeVisible();
  await expect(dialog.getByText('-    vsi: {columns: {Total Score: "40.5%"}}')).toBeVisible();
  await expect(dialog.getByText('+    vsi: {columns: {Total Score: 40.5}}')).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  await expect(field).toHaveValue(SLIPS);

  await page.getByRole('button', { name: 'Make all safe fixes in all files…' }).click();
  await expect(dialog.getByText('6 fixes in 2 files.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(field).toHaveValue(fixed);
  await explorer.openFile('Two-2B');
  await expect(explorer.source('two.yaml')).toHaveValue(fixed.replace('Mine-7B', 'Two-2B'));
  await expect(page.getByText('2 files were fixed.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo fixes' }).click();
  await expect(explorer.source('two.yaml')).toHaveValue(SLIPS.replace('Mine-7B', 'Two-2B'));
  await explorer.openFile('Mine-7B');
  await expect(field).toHaveValue(SLIPS);
  // It is fixes that are counted: one issue hides three others until it is fixed.
  await field.fill(SLIPS.replace('score:', 'score：'));
  await explorer.pane('Issues').getByRole('button', { name: 'Make all safe fixes…' }).click();
  await expect(dialog.getByText('4 fixes in 1 file.')).toBeVisible();
});

test('the notes at the lines hide no text, however long a line is and however little room there is', async ({ page, explorer }) => {
  const long = 'vsi: {columns: {Total Score: "40.5%"}, fine: {Object Type: 12, Object State: 13, Task Reasoning: 14}}';
  const field = await open(explorer, 'long.yaml', SLIPS.replace(/vsi: .*/, long));
  for (const width of [360, 1024]) {
    await page.setViewportSize({ width, height: 740 });
    // The tabs stand where they are to be: on a phone the list of files is one of them.
    await expect(page.getByRole('tab', { name: 'Files' })).toHaveCount(width < 700 ? 1 : 0);
    await page.getByRole('tab', { name: 'Editor' }).click();
    const text = (await field.boundingBox())!;
    for (const line of [5, 6]) {
      const fix = page.getByRole('button', { name: new RegExp(`^Line ${line}: `) });
      const box = (await fix.boundingBox())!;
      // A letter takes about 7.8 px; the numbers stand before the field.
      const end = text.x + 8 + 7.8 * (await field.inputValue()).split('\n')[line - 1].length;
      expect(box.x >= end || box.x + box.width <= text.x, `${width}, line ${line}: ${JSON.stringify({ box, text, end })}`).toBe(true);
      expect(box.width).toBeGreaterThan(12);
    }
  }
  await page.getByRole('button', { name: /^Line 5: / }).click();
  await expect(field).toHaveValue(new RegExp(long.replace('"40.5%"', '40.5').replace(/[{}]/g, '.')));
});

test('table, charts and findings follow what is typed', async ({ explorer, page }) => {
  const field = await open(explorer);
  await field.fill((await field.inputValue()).replace('Totl', 'Total'));
  const standing = explorer.pane('Standing');
  await expect(standing).toContainText('on 2/9 of its benchmarks');
  const profile = explorer.figure(/^Benchmarks against the best and the median/);
  // How soon is measured by the bench; here only that it is not put off.
  for (const score of ['91.7', '12.3', '77.1']) {
    await field.fill((await field.inputValue()).replace(/Total Score: [\d.]+/, `Total Score: ${score}`));
    await expect(profile.getByRole('img')).toHaveAccessibleName(new RegExp(`Mine-7B: .*${score.replace('.', '\\.')}`), { timeout: 5000 });
  }
  await expect(explorer.figure(/^Board totals/).getByRole('img')).toHaveAccessibleName(/Mine-7B/);
  // What was typed is in the file, with its own line ends, and nothing else has changed.
  expect((await saved(page)).text).toBe(MINE.replace('Totl Score: 42.5', 'Total Score: 77.1'));

  // A mistake while typing is said, and what was there comes back when it is undone.
  const good = await field.inputValue();
  await field.fill(good.replace('name: Mine-7B', 'name: [Mine'));
  await expect(page.getByText('could not be read as a model’s scores')).toBeVisible();
  await expect(explorer.pane('Issues').getByRole('listitem').filter({ hasText: 'error' }).first()).toBeVisible();
  await field.fill(good);
  await expect(explorer.opened('Mine-7B')).toBeVisible();
  await explorer.toBoard();
  await explorer.benchmark.selectOption('VSI');
  await expect(explorer.row('Mine-7B').first()).toContainText('77.1');
});

test('who types keeps the field: neither the focus nor the place is lost at a pause', async ({ page, explorer }) => {
  const field = await open(explorer);
  await field.click();
  await page.keyboard.press('Control+Home');
  const tops = new Set<number>();
  for (const letter of '# why\n# so\n') {
    await page.keyboard.type(letter);
    // Long enough for the page to take it in.
    await page.waitForTimeout(150);
    tops.add(Math.round((await field.boundingBox())!.y));
  }
  await expect(field).toBeFocused();
  expect((await field.inputValue()).startsWith('# why\n# so\n---\n')).toBe(true);
  expect([...tops], 'it stays where it is').toHaveLength(1);
});

test('a file is converted into the other form and back, and nothing is lost', async ({ page, explorer }) => {
  const path = 'public/models/gpt-4o.md';
  const source = readFileSync(fromRoot(path), 'utf8');
  const field = await open(explorer, 'gpt-4o.md', source.replace(/^code: .*$/m, 'code: mine').replace(/^name: .*$/m, 'name: Mine'));
  const before = (await saved(page)).text;
  const totals = () => explorer.pane('Standing').getByText(/with a total of/).allInnerTexts();
  await expect(explorer.pane('Standing').getByText(/with a total of/).first()).toBeVisible();
  const said = await totals();
  await page.getByRole('button', { name: 'Convert to positional form' }).click();
  await expect(page.getByText(/blocks are in the positional form now/)).toBeVisible();
  await expect(field).toHaveValue(/legacy/);
  expect(await totals()).toEqual(said);
  await page.getByRole('button', { name: 'Convert to named form' }).click();
  await expect(page.getByText(/blocks are in the named form now/)).toBeVisible();
  expect((await saved(page)).text).toBe(before);
});

test('a file that is no YAML at all is fixed by hand', async ({ page, explorer }) => {
  const field = await open(explorer, 'notes.md', 'Just words.\n');
  await expect(page.getByText('could not be read as a model’s scores')).toBeVisible();
  await field.fill('---\nname: By hand\nscore: {benchmark: {vsi: {columns: {Total Score: 50}}}}\n---\n');
  await expect(explorer.opened('By hand')).toBeVisible();
});

test('a file that cannot be read opens on what is wrong with it, in plain words, and stands again once it is put right', async ({ page, explorer }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await explorer.open();
  const text = '---\nname: Mine\nscore:\n  benchmark: [\n    vsi:\n      columns: {Total Score: 50}\n---\n';
  await explorer.bring({ name: 'mine.md', text });
  await explorer.openWorkspace();
  const tab = (name: string) => page.getByRole('tab', { name, exact: true });
  await expect(tab('Issues')).toHaveAttribute('aria-selected', 'true');
  await expect(tab('Standing')).toHaveCount(0);
  const issues = page.getByRole('tabpanel', { name: 'Issues' });
  await expect(issues).toContainText('The file cannot be read: the list in [ ] that begins on line 4 is not closed, or a comma is missing in it.');
  await expect(issues).toContainText('Check that each [ and { is closed');
  await issues.getByRole('button', { name: /^Line / }).click();
  const field = explorer.source('mine.md');
  await expect(field).toBeFocused();
  // What is said at the line ends inside the editor.
  const said = page.locator('.at-lines .message').first();
  const [inner, outer] = [(await said.boundingBox())!, (await page.locator('.editor').boundingBox())!];
  expect(inner.x + inner.width).toBeLessThanOrEqual(outer.x + outer.width);
  await field.fill(text.replace(' [', ''));
  await expect(tab('Standing')).toBeVisible();
  await expect(tab('Editor')).toHaveAttribute('aria-selected', 'true');
});

test('the workspace is there by keyboard, and the editor catches nobody', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.bring({ name: 'mine.md', text: MINE }, { name: 'other.yaml', text: SLIPS.replace('Mine-7B', 'Two-2B') });
  // What was added is led to first.
  await expect(explorer.summary).toBeFocused();
  await explorer.line('Mine-7B').getByRole('link', { name: 'Open Mine-7B' }).focus();
  await page.keyboard.press('Enter');
  const field = explorer.source('mine.md');
  await expect(field).toBeVisible();
  // Arrow keys go through the list.
  await explorer.files.focus();
  await page.keyboard.press('ArrowDown');
  await expect(explorer.source('other.yaml')).toBeVisible();
  await expect(explorer.file('Two-2B')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Home');
  await expect(field).toBeVisible();
  await field.focus();
  // Tab leads on, to the quick fixes at its lines.
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: /^Line 8: / })).toBeFocused();
});

test('on a phone the panes are tabs, by keyboard too, and a line of an issue leads to the editor', async ({ page, explorer }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await explorer.open();
  await explorer.bring({ name: 'mine.md', text: MINE });
  await explorer.line('Mine-7B').getByRole('link', { name: 'Open Mine-7B' }).click();
  const tab = (name: string) => page.getByRole('tab', { name, exact: true });
  await expect(page.getByRole('tab')).toHaveText(['Files', 'Standing', 'Editor', 'Issues']);
  await expect(tab('Standing')).toHaveAttribute('aria-selected', 'true');
  await expect(explorer.source('mine.md')).toBeHidden();
  await tab('Standing').focus();
  await page.keyboard.press('ArrowRight');
  await expect(tab('Editor')).toBeFocused();
  await expect(page.getByRole('tabpanel', { name: 'Editor' })).toBeVisible();
  await expect(explorer.source('mine.md')).toBeVisible();
  await page.keyboard.press('End');
  await expect(tab('Issues')).toBeFocused();
  await page.getByRole('tabpanel', { name: 'Issues' }).getByRole('button', { name: 'Line 8' }).click();
  await expect(tab('Editor')).toHaveAttribute('aria-selected', 'true');
  await expect(explorer.source('mine.md')).toBeFocused();
});

test('a file in the page says what the command line says of it', async ({ explorer }) => {
  await explorer.open();
  const file = 'tests/data/findings/nested.md';
  const said = check(file).findings;
  await explorer.bring(file);
  await explorer.openWorkspace();
  const issues = explorer.pane('Issues');
  // Each finding is a place of its issue.
  await expect(issues.locator('.places > li')).toHaveCount(said.length);
  for (const { message } of said) await expect(issues.getByText(message.slice(1), { exact: false }).first()).toBeAttached();
});
