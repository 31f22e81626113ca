// Keeping: what was brought survives a reload, is forgotten when asked, and a browser that does not keep it is no obstacle.

import { TALL, expect, onFirstBoard, scoreFile, test, type Explorer } from './fixtures';

test.use({ viewport: TALL });

const mine = (score = 50) => scoreFile('Mine-7B', onFirstBoard(score));

const KEPT = 'Files are kept in this browser, on this device, until you remove them.';

const names = (explorer: Explorer) => explorer.files.getByRole('option').locator('b').allTextContents();

test('what was brought survives a reload, and says that it is kept and where', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.bring({ name: 'mine.md', text: mine() }, { name: 'broken.md', text: 'name: [' });
  await expect(page.getByText('2 files: Mine-7B, 1 cannot be read · kept in this browser')).toBeVisible();
  await expect(explorer.line('Mine-7B')).toContainText('on 2D embodied QA');
  const before = await explorer.read();
  await page.reload();
  await explorer.ready();
  // Who comes back finds the board where it was: what is kept is in it, and folded up above it.
  await expect(explorer.row('Mine-7B')).toBeVisible();
  await expect(page.getByText('2 files: Mine-7B, 1 cannot be read · kept in this browser')).toBeVisible();
  await expect(explorer.line('Mine-7B')).toHaveCount(0);
  await explorer.unfold();
  await expect(explorer.line('Mine-7B')).toContainText('on 2D embodied QA');
  expect(await explorer.read()).toEqual(before);
  expect(page.url()).not.toContain('mine');
  const broken = await explorer.openFile('broken.md');
  await expect(page.getByText(KEPT)).toBeVisible();
  expect((await names(explorer)).sort()).toEqual(['Mine-7B', 'broken.md']);
  await expect(broken.getByText(/could not be read/)).toBeVisible();
  expect(page.url(), 'no server sees what a file is called').not.toContain('broken');

  // The fixed version takes the place of the one that is kept.
  await explorer.bring({ name: 'mine.md', text: mine(99) });
  await expect(explorer.file('Mine-7B')).toContainText('edited');
  await (await explorer.openFile('broken.md')).getByRole('button', { name: 'Remove broken.md' }).click();
  await expect(explorer.file('broken.md')).toHaveCount(0);
  await expect(async () => {
    await page.reload();
    await explorer.ready();
    await expect(explorer.pane('Standing')).toContainText('with a total of 99.0');
    expect(await names(explorer)).toEqual(['Mine-7B']);
  }).toPass();
});

test('“Remove all files” removes them, in the browser’s storage too', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.bring({ name: 'mine.md', text: mine() }, { name: 'other.md', text: scoreFile('Other-1B', onFirstBoard(10)) });
  await explorer.openWorkspace();
  await expect(page.getByText(KEPT)).toBeVisible();
  await page.getByRole('button', { name: 'Remove all files' }).click();
  await expect(page.getByRole('article')).toHaveCount(0);
  await expect(page.getByText('There are no files yet.')).toBeVisible();
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
  await explorer.open();
  await expect(explorer.row('Mine-7B')).toHaveCount(0);
  await expect(explorer.summary).toHaveCount(0);
  await expect(page.getByRole('link', { name: /^Your files/ })).toHaveCount(0);
});

test('the summary is folded above other pages, and as it was where files were added', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.bring({ name: 'mine.md', text: mine() });
  const line = explorer.line('Mine-7B');
  await expect(line).toBeVisible();
  await explorer.model('Mine-7B').click();
  await expect(explorer.title).toContainText('Mine-7B');
  await expect(line).toHaveCount(0);
  await explorer.unfold();
  await expect(line).toBeVisible();
  await page.goBack();
  await expect(line).toBeVisible();
  await explorer.unfold();
  await expect(line).toHaveCount(0);
  // What comes anew is shown.
  await explorer.bring({ name: 'other.md', text: scoreFile('Other-1B', onFirstBoard(10)) });
  await expect(explorer.line('Other-1B')).toBeVisible();
});

test('a removed file comes back by “Undo removal”, and so do all of them', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.bring({ name: 'mine.md', text: mine() }, { name: 'other.md', text: scoreFile('Other-1B', onFirstBoard(10)) });
  await (await explorer.openFile('Mine-7B')).getByRole('button', { name: 'Remove Mine-7B' }).click();
  await expect(page.getByText('mine.md was removed.')).toBeVisible();
  await expect(explorer.file('Mine-7B')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo removal' }).click();
  await expect(explorer.opened('Mine-7B').getByText('mine.md', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Remove all files' }).click();
  await expect(page.getByText('2 files were removed.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo removal' }).click();
  await expect(explorer.files.getByRole('option')).toHaveCount(2);
});

test('the same host under another path has files of its own', async ({ page, explorer, subUrl, baseURL }) => {
  test.skip(subUrl === baseURL, 'the page is served under one path only');
  await explorer.open();
  await explorer.bring({ name: 'mine.md', text: mine() });
  await expect(page.getByText('1 file: Mine-7B · kept in this browser')).toBeVisible();
  await explorer.open(subUrl);
  await explorer.bring({ name: 'other.md', text: scoreFile('Other-1B', onFirstBoard(10)) });
  await explorer.openWorkspace();
  await expect(page.getByText(KEPT)).toBeVisible();
  expect(await names(explorer)).toEqual(['Other-1B']);
});

test('where storage is full the page goes on without, and says so', async ({ page, explorer, baseURL }) => {
  await explorer.open();
  const client = await page.context().newCDPSession(page);
  await client.send('Storage.overrideQuotaForOrigin', { origin: new URL(baseURL!).origin, quotaSize: 1 });
  await explorer.bring({ name: 'mine.md', text: mine() + '#'.repeat(500_000) });
  await expect(explorer.row('Mine-7B')).toBeVisible();
  const panel = await explorer.openFile('Mine-7B');
  await expect(page.getByText(/This browser does not keep the last changes: its storage is full or refused them/)).toBeVisible();
  await panel.getByRole('button', { name: 'Remove Mine-7B' }).click();
  await explorer.toBoard();
  await expect(explorer.row('Mine-7B')).toHaveCount(0);
});
