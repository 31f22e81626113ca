// The editor of a file that was brought: findings in its margin, mends at a press, conversion, and the file to take away.

import { readFileSync } from 'node:fs';
import { type Page } from '@playwright/test';
import { check, expect, fromRoot, test, type Explorer } from './fixtures';

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
  await explorer.page.getByText('Mend or edit the file').click();
  return explorer.page.getByRole('textbox', { name: `Source of ${name}` });
};

const saved = async (page: Page) => {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download the file' }).click(),
  ]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
};

test('findings are mended at a press, and the rank follows; all else stays the author’s', async ({ page, explorer }) => {
  const field = await open(explorer);
  await expect(field).toHaveValue(MINE.replace(/\r\n/g, '\n'));
  await explorer.benchmark.selectOption('VSI');
  await expect(explorer.row('Mine-7B')).toHaveCount(0);

  const wrong = page.getByRole('listitem').filter({ hasText: 'Totl Score' }).last();
  await wrong.getByRole('button', { name: /^Line 8$/ }).click();
  await expect(field).toBeFocused();
  const chosen = await field.evaluate((field: HTMLTextAreaElement) => field.value.slice(field.selectionStart, field.selectionEnd));
  expect(chosen).toContain('Totl Score: 42.5');

  await page.getByRole('button', { name: /Total Score/ }).first().click();
  await expect(explorer.row('Mine-7B')).toContainText('42.5');
  await page.getByRole('button', { name: /38\.5/ }).first().click();
  await expect(page.getByText('Nothing to mend.')).toBeVisible();

  const { name, text } = await saved(page);
  expect(name).toBe('mine.md');
  expect(text).toBe(MINE.replace('Totl Score', 'Total Score').replace('"38.5%"', '38.5'));

  // And back again.
  await page.getByRole('button', { name: 'Undo the last mend' }).click();
  await page.getByRole('button', { name: 'Undo the last mend' }).click();
  await expect(page.getByRole('button', { name: 'Undo the last mend' })).toBeDisabled();
  expect((await saved(page)).text).toBe(MINE);
  await expect(explorer.row('Mine-7B')).toHaveCount(0);
});

test('table, charts and findings follow what is typed', async ({ page, explorer }) => {
  const field = await open(explorer);
  await field.fill((await field.inputValue()).replace('Totl', 'Total'));
  await explorer.benchmark.selectOption('VSI');
  await expect(explorer.row('Mine-7B')).toContainText('42.5');
  await explorer.choose('Mine-7B').check();
  // How soon is measured by the bench; here only that it is not put off.
  for (const score of ['91.7', '12.3', '77.1']) {
    await field.fill((await field.inputValue()).replace(/Total Score: [\d.]+/, `Total Score: ${score}`));
    // Rows off screen follow those on it, so that for a moment it may stand in two.
    await expect(explorer.row('Mine-7B').filter({ hasText: score })).toHaveCount(1, { timeout: 5000 });
  }
  await expect(explorer.figures.first().getByRole('img')).toHaveAccessibleName(/Mine-7B/);
  // What was typed is in the file, with its own line ends, and nothing else has changed.
  expect((await saved(page)).text).toBe(MINE.replace('Totl Score: 42.5', 'Total Score: 77.1'));

  // A mistake while typing is said, and what was there comes back when it is undone.
  const good = await field.inputValue();
  await field.fill(good.replace('name: Mine-7B', 'name: [Mine'));
  await expect(page.getByText('could not be read as a model’s scores')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'error' }).first()).toBeVisible();
  await field.fill(good);
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
  const row = await explorer.row('Mine').first().innerText();
  await page.getByRole('button', { name: 'Convert to the positional form' }).click();
  await expect(page.getByText(/blocks are in the positional form now/)).toBeVisible();
  await expect(field).toHaveValue(/legacy/);
  expect(await explorer.row('Mine').first().innerText()).toBe(row);
  await page.getByRole('button', { name: 'Convert to the named form' }).click();
  await expect(page.getByText(/blocks are in the named form now/)).toBeVisible();
  expect((await saved(page)).text).toBe(before);
});

test('a file that is no YAML at all is mended by hand', async ({ page, explorer }) => {
  const field = await open(explorer, 'notes.md', 'Just words.\n');
  await expect(page.getByText('could not be read as a model’s scores')).toBeVisible();
  await field.fill('---\nname: By hand\nscore: {benchmark: {vsi: {columns: {Total Score: 50}}}}\n---\n');
  await expect(explorer.panel('By hand')).toBeVisible();
});

test('the editor is there by keyboard, and says what it is', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.bring({ name: 'mine.md', text: MINE });
  // What was brought is led to first.
  await expect(page.getByRole('region', { name: 'Your scores' })).toBeFocused();
  await page.getByText('Mend or edit the file').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Source of mine.md' })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('textbox', { name: 'Source of mine.md' })).toBeFocused();
  // Tab leads on: nobody is caught in the field.
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Download the file' })).toBeFocused();
});

test('a file in the page says what the command line says of it', async ({ explorer }) => {
  await explorer.open();
  const file = 'tests/data/findings/nested.md';
  const said = check(file).findings.length;
  await explorer.bring(file);
  await explorer.page.getByText('Mend or edit the file').click();
  await expect(explorer.page.getByText(new RegExp(`^${said} findings?\\.$`))).toBeVisible();
});
