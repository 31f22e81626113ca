// A page that is left while something is under way: what was typed, brought, brought back and removed holds in the next.

import { type Page } from '@playwright/test';
import { TALL, expect, onFirstBoard, scoreFile, test } from './fixtures';

test.use({ viewport: TALL });

const KEPT = 'Files are kept in this browser, on this device, until you remove them.';

const model = (name: string, score = 50) => scoreFile(name, onFirstBoard(score));

const messages = (page: Page) => page.getByRole('log', { name: 'Messages about your files' }).getByRole('listitem');

/** What pages have written down about files and have not taken up. */
const notes = (page: Page) => page.evaluate(() => Object.keys(localStorage).filter((key) => / (draft|file|texts|removed) /.test(key)));

/** Everything but the first records is read late. */
const LATE = `const getAll = IDBObjectStore.prototype.getAll;
let asked = 0;
IDBObjectStore.prototype.getAll = function (...range) {
  const request = getAll.apply(this, range);
  if (this.name !== 'records' || (asked += 1) === 1) return request;
  const late = {};
  request.onsuccess = () => setTimeout(() => { late.result = request.result; late.onsuccess?.(); }, 15_000);
  return late;
};`;

test('what is done while stored files are still read holds after a reload', async ({ page, explorer }) => {
  await explorer.open();
  const files = Array.from({ length: 300 }, (_, n) => ({ name: `${n + 100}.md`, text: model(`Many-${n + 100}B`, 20 + n / 10) }));
  await explorer.bring(...files);
  await explorer.openWorkspace();
  await expect(page.getByText(KEPT)).toBeVisible();
  await page.route('**/worker.js*', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${LATE}\n${await response.text()}` });
  });
  await page.reload();
  await explorer.ready();
  const typed = await explorer.openFile('Many-101B');
  const field = explorer.source('101.md');
  await field.click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.type('# the last letters\n');
  await expect(typed).toBeVisible();
  await page.unroute('**/worker.js*');
  const removed = await explorer.openFile('Many-102B');
  await removed.getByRole('button', { name: 'Remove Many-102B' }).evaluate((button: HTMLElement) => {
    button.click();
    location.reload();
  });
  await expect(page.getByText('299 files.')).toBeVisible();
  await expect(page.getByText(KEPT)).toBeVisible();
  await explorer.openFile('Many-101B');
  await expect(field).toHaveValue(/# the last letters/);
  await expect(messages(page)).toHaveCount(0);
});

test('a file that is brought back or pasted at the last moment is there in the next page', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.bring({ name: 'mine.md', text: model('Mine-7B', 44) });
  const mine = await explorer.openFile('Mine-7B');
  await expect(page.getByText(KEPT)).toBeVisible();
  await mine.getByRole('button', { name: 'Remove Mine-7B' }).click();
  const undo = page.getByRole('button', { name: /^Undo/ }).first();
  await expect(undo).toBeVisible();
  // It is gone from storage too.
  await expect.poll(() => notes(page)).toEqual([]);
  await undo.evaluate((button: HTMLElement) => {
    button.click();
    location.reload();
  });
  await explorer.toBoard();
  await expect(explorer.row('Mine-7B').first()).toContainText('44.0');

  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    location.reload();
  }, model('Pasted-7B', 33));
  await explorer.ready();
  await expect(explorer.row('Pasted-7B').first()).toContainText('33.0');
  await expect(explorer.row('Mine-7B').first()).toContainText('44.0');
  // Nothing is left that could bring them back once they are removed.
  await explorer.openWorkspace();
  await expect(page.getByText(KEPT)).toBeVisible();
  await expect.poll(() => notes(page)).toEqual([]);
});

test('what was written down when the page was out of sight is forgotten once it is stored', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.bring({ name: 'mine.md', text: model('Mine-7B', 30) });
  const mine = await explorer.openFile('Mine-7B');
  await expect(page.getByText(KEPT)).toBeVisible();
  const field = explorer.source('mine.md');
  // Another tab is looked at while the last letters are on their way, and then one types on.
  const written = await field.evaluate((field: HTMLTextAreaElement) => {
    field.value = field.value.replaceAll('30', '31');
    field.dispatchEvent(new Event('input', { bubbles: true }));
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    return Object.keys(localStorage).filter((key) => key.includes(' draft '));
  });
  expect(written).toHaveLength(1);
  await field.fill((await field.inputValue()).replaceAll('31', '32'));
  await expect(explorer.pane('Standing')).toContainText('with a total of 32.0');
  await expect(page.getByText(KEPT)).toBeVisible();
  await expect.poll(() => notes(page)).toEqual([]);
  await page.reload();
  await explorer.ready();
  await expect(field).toHaveValue(/32/);
  await expect(messages(page)).toHaveCount(0);
  // Nor is anything left of a file that is removed.
  await field.evaluate((field: HTMLTextAreaElement) => {
    field.value = field.value.replaceAll('32', '33');
    field.dispatchEvent(new Event('input', { bubbles: true }));
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  });
  await mine.getByRole('button', { name: 'Remove Mine-7B' }).click();
  await expect.poll(() => notes(page)).toEqual([]);
});
