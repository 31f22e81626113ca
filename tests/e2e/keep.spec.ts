// Keeping: what was brought survives a reload, is forgotten when asked, and a browser that does not keep it is no obstacle.

import { type Page } from '@playwright/test';
import { expect, onFirstBoard, scoreFile, test } from './fixtures';

const mine = (score = 50) => scoreFile('Mine-7B', onFirstBoard(score));

const KEPT = 'They are kept in this browser, on this device, until you remove them';

const names = async (page: Page) => page.getByRole('article').getByRole('heading', { level: 3 }).locator('bdi').allTextContents();

test('what was brought survives a reload, and says that it is kept and where', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.bring({ name: 'mine.md', text: mine() }, { name: 'broken.md', text: 'name: [' });
  await expect(page.getByText(KEPT)).toBeVisible();
  const before = await explorer.read();
  await page.reload();
  await explorer.ready();
  // Who comes back finds the board where it was: what is kept is in it, and folded up above it.
  await expect(explorer.row('Mine-7B')).toBeVisible();
  await expect(page.getByText('2 files: Mine-7B · kept in this browser')).toBeVisible();
  await expect(page.getByText(KEPT)).toBeHidden();
  await explorer.unfold();
  await expect(page.getByText(KEPT)).toBeVisible();
  expect((await names(page)).sort()).toEqual(['Mine-7B', 'broken.md']);
  await expect(explorer.panel('broken.md').getByText(/could not be read/)).toBeVisible();
  expect(await explorer.read()).toEqual(before);
  expect(page.url()).not.toContain('mine');

  // The mended version takes the place of the one that is kept.
  await explorer.bring({ name: 'mine.md', text: mine(99) });
  // Rows below the screen follow a frame later, and for that long there may be two of it.
  await expect(explorer.row('Mine-7B').first()).toContainText('99.0');
  await explorer.panel('broken.md').getByRole('button').click();
  await expect(explorer.panel('broken.md')).toHaveCount(0);
  await expect(async () => {
    await page.reload();
    await explorer.ready();
    await expect(explorer.row('Mine-7B')).toContainText('99.0');
    await explorer.unfold();
    expect(await names(page)).toEqual(['Mine-7B']);
  }).toPass();
});

test('“Forget everything” forgets it, in the browser’s storage too', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.bring({ name: 'mine.md', text: mine() }, { name: 'other.md', text: scoreFile('Other-1B', onFirstBoard(10)) });
  await expect(page.getByText(KEPT)).toBeVisible();
  await page.getByRole('button', { name: 'Forget everything' }).click();
  await expect(page.getByRole('article')).toHaveCount(0);
  const records = () =>
    page.evaluate(async () => {
      const open = (request: IDBRequest) => new Promise<any>((resolve) => (request.onsuccess = () => resolve(request.result)));
      let count = 0;
      for (const { name } of await indexedDB.databases()) {
        const database = await open(indexedDB.open(name!));
        for (const store of database.objectStoreNames) count += await open(database.transaction(store).objectStore(store).count());
        database.close();
      }
      return count;
    });
  await expect.poll(records).toBe(0);
  await page.reload();
  await explorer.ready();
  await expect(explorer.row('Mine-7B')).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Your scores' })).toHaveCount(0);
});

test('what was brought stands folded above other pages, and as it was where it was brought', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.bring({ name: 'mine.md', text: mine() });
  const panel = explorer.panel('Mine-7B');
  await panel.getByRole('link', { name: 'All of its scores and ranks' }).click();
  await expect(explorer.title).toContainText('Mine-7B');
  await expect(panel).toBeHidden();
  await explorer.unfold();
  await expect(panel).toBeVisible();
  await page.goBack();
  await expect(panel).toBeVisible();
  await explorer.unfold();
  await expect(panel).toBeHidden();
  // What comes anew is shown.
  await explorer.bring({ name: 'other.md', text: scoreFile('Other-1B', onFirstBoard(10)) });
  await expect(explorer.panel('Other-1B')).toBeVisible();
});

test('the same host under another path has files of its own', async ({ page, explorer, subUrl, baseURL }) => {
  test.skip(subUrl === baseURL, 'the page is served under one path only');
  await explorer.open();
  await explorer.bring({ name: 'mine.md', text: mine() });
  await expect(page.getByText(KEPT)).toBeVisible();
  await explorer.open(subUrl);
  await explorer.bring({ name: 'other.md', text: scoreFile('Other-1B', onFirstBoard(10)) });
  await expect(page.getByText(KEPT)).toBeVisible();
  expect(await names(page)).toEqual(['Other-1B']);
});

test('where storage is full the page goes on without, and says so', async ({ page, explorer, baseURL }) => {
  await explorer.open();
  const client = await page.context().newCDPSession(page);
  await client.send('Storage.overrideQuotaForOrigin', { origin: new URL(baseURL!).origin, quotaSize: 1 });
  await explorer.bring({ name: 'mine.md', text: mine() + '#'.repeat(500_000) });
  await expect(explorer.row('Mine-7B')).toBeVisible();
  await expect(page.getByText(/This browser does not keep them \(its storage is full, or refused to this page\)/)).toBeVisible();
  await explorer.panel('Mine-7B').getByRole('button', { name: 'Remove Mine-7B' }).click();
  await expect(explorer.row('Mine-7B')).toHaveCount(0);
});
