// Scores that a link names: from the page's own host at once, from another only once the visitor agreed.

import { type BrowserContext } from '@playwright/test';
import { TALL, expect, onFirstBoard, scoreFile, test } from './fixtures';
import { zip } from './zip.js';

test.use({ viewport: TALL });

const OTHER = 'http://scores.example';

const text = scoreFile('Linked-1B', onFirstBoard(50));

/** Answers requests for an address, and counts them. */
const serve = async (context: BrowserContext, address: string, body: string | Buffer, headers = {}, status = 200) => {
  const asked: Record<string, string>[] = [];
  await context.route(address, async (route) => {
    asked.push(await route.request().allHeaders());
    await route.fulfill({ status, body, headers: { 'content-type': 'application/octet-stream', ...headers } });
  });
  return asked;
};

test('a file of the page’s own host is there at once, and the link stays', async ({ page, context, explorer }) => {
  const asked = await serve(context, '**/shared/mine.md', text);
  await explorer.open('?data=shared/mine.md');
  await expect(explorer.line('Linked-1B')).toBeVisible();
  await explorer.lens('Core capabilities').click();
  await expect(page).toHaveURL(/data=shared/);
  expect(asked).toHaveLength(1);
});

test('what the visitor has decided about linked files is not asked for again', async ({ page, context, explorer }) => {
  const asked = await serve(context, '**/shared/mine.md', text);
  await explorer.open('?data=shared/mine.md');
  await expect(page.getByRole('status').filter({ hasText: 'which loads it again after a reload' })).toBeVisible();
  await page.reload();
  await explorer.ready();
  await page.getByRole('button', { name: 'Keep all' }).click();
  await expect(page).not.toHaveURL(/data=/);
  await expect(page.getByText(/^1 file.* · kept in this browser$/)).toBeVisible();
  await page.reload();
  await explorer.ready();
  await expect(explorer.row('Linked-1B').first()).toBeVisible();
  await expect(page.getByText('is here already')).toHaveCount(0);
  expect(asked).toHaveLength(2);

  await explorer.openWorkspace();
  await page.getByRole('button', { name: 'Remove all files' }).click();
  await explorer.open('?data=shared/mine.md');
  await page.getByRole('button', { name: 'Remove the files from a link' }).click();
  await expect(page).not.toHaveURL(/data=/);
  await page.reload();
  await explorer.ready();
  await expect(explorer.row('Linked-1B')).toHaveCount(0);
});

test('so is a ZIP, whatever its address ends with', async ({ context, explorer }) => {
  await serve(context, '**/download?id=7', zip([{ path: 'repo/a.md', content: text }]));
  await explorer.open(`?data=${encodeURIComponent('download?id=7')}`);
  await expect((await explorer.openFile('Linked-1B')).getByText('download/repo/a.md')).toBeVisible();
});

test('what is not there, and what is no address, is said', async ({ page, explorer, tolerated }) => {
  tolerated.push(/404/);
  await explorer.open('?data=no/such.md');
  await expect(page.getByText(/no\/such\.md could not be fetched: its host answered 404/)).toBeVisible();
  await explorer.open(`?data=${encodeURIComponent('javascript:alert(1)')}`);
  await expect(page.getByText('The link names no scores that could be loaded: javascript:alert(1)')).toBeVisible();
  await expect(explorer.summary).toHaveCount(0);
});

test('another host is asked only after the visitor agreed, once, and learns nothing', async ({ page, context, explorer, tolerated }) => {
  tolerated.push(new RegExp(`^request: ${OTHER}/`));
  const asked = await serve(context, `${OTHER}/**`, text, { 'access-control-allow-origin': '*' });
  const address = `?data=${encodeURIComponent(`${OTHER}/a.md`)}`;
  await explorer.open(address);
  const question = page.getByRole('region', { name: 'Scores from another address' });
  await expect(question).toContainText('This link asks');
  await expect(question).toContainText(`${OTHER}/a.md`);
  await question.getByRole('button', { name: 'Do not load' }).click();
  await expect(question).toHaveCount(0);
  await expect(explorer.summary).toHaveCount(0);
  expect(asked).toHaveLength(0);

  await page.reload();
  await explorer.ready();
  await question.getByRole('button', { name: 'Load from scores.example' }).click();
  await expect(explorer.line('Linked-1B')).toBeVisible();
  expect(asked).toHaveLength(1);
  expect(asked[0].cookie).toBeUndefined();
  expect(asked[0].referer).toBeUndefined();

  // The same host is not asked about again, until everything is forgotten.
  await explorer.open(`?data=${encodeURIComponent(`${OTHER}/b.md`)}`);
  await expect((await explorer.openFile('Linked-1B')).getByText('b.md')).toBeVisible();
  await expect(question).toHaveCount(0);
  // What a link brings is not kept unless the visitor says so.
  await expect(explorer.files.getByRole('option')).toHaveCount(1);
  await page.getByRole('button', { name: 'Remove all files' }).click();
  await expect(page.getByRole('article')).toHaveCount(0);
  await expect(async () => {
    await explorer.open(`?data=${encodeURIComponent(`${OTHER}/b.md`)}`);
    await expect(question).toBeVisible({ timeout: 2000 });
  }).toPass();
});

test('addresses that the visitor adds are asked about together', async ({ page, context, explorer, tolerated }) => {
  tolerated.push(new RegExp(`^request: ${OTHER}/`));
  const asked = await serve(context, `${OTHER}/**`, text, { 'access-control-allow-origin': '*' });
  await explorer.open();
  const paste = (address: string) =>
    page.evaluate((address) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', address);
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, address);
  const question = page.getByRole('region', { name: 'Scores from another address' });
  await paste(`${OTHER}/a.md`);
  await expect(question).toContainText('The address that you added is outside this page');
  await paste(`${OTHER}/b.md`);
  await expect(question).toContainText('2 addresses are outside this page');
  await expect(question.getByRole('listitem')).toHaveText([`${OTHER}/a.md`, `${OTHER}/b.md`]);
  await question.getByRole('button', { name: 'Load none' }).click();
  await expect(question).toHaveCount(0);
  expect(asked).toHaveLength(0);
  await paste(`${OTHER}/a.md`);
  await paste(`${OTHER}/b.md`);
  await question.getByRole('button', { name: 'Load all' }).click();
  await expect(page.getByText(/^2 files from a link/).or(page.getByText(/^1 file from a link/))).toBeVisible();
  await expect.poll(() => asked.length).toBe(2);
});

test('a host that does not let other pages read its files is said to be one', async ({ page, context, explorer, tolerated }) => {
  tolerated.push(new RegExp(`^request: ${OTHER}/`), /CORS|ERR_FAILED/);
  await serve(context, `${OTHER}/**`, text, { 'access-control-allow-origin': 'http://nobody.example' });
  await explorer.open(`?data=${encodeURIComponent(`${OTHER}/a.md`)}`);
  await page.getByRole('button', { name: 'Load from scores.example' }).click();
  await expect(page.getByText(/does not let other pages read it/)).toBeVisible();
  await expect(page.getByText(/Access-Control-Allow-Origin/)).toBeVisible();
});
