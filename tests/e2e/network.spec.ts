// What the page asks for: little, only of its own host, and nothing once it is there.

import { expect, onFirstBoard, scoreFile, test } from './fixtures';
import { zip } from './zip.js';

test('nothing is asked for once the page is there, whatever the visitor does', async ({ page, explorer }) => {
  await explorer.open();
  const asked: string[] = [];
  page.context().on('request', (request) => asked.push(`${request.method()} ${request.url()}`));
  page.on('websocket', (socket) => asked.push(socket.url()));

  await explorer.sort('VSI').click();
  await expect(explorer.head('VSI')).toHaveAttribute('aria-sort', 'descending');
  await explorer.search.fill('gpt-4o');
  await expect(explorer.table.getByRole('rowheader')).toHaveCount(2);
  await explorer.search.fill('');
  await explorer.lens('Fine capabilities').click();
  await explorer.board('Task planning').click();
  await explorer.benchmark.selectOption('EB-ALFRED');
  await explorer.bring({ name: 'secret.md', text: scoreFile('Secret-1B', { ...onFirstBoard(50) }) });
  await (await explorer.openFile('Secret-1B')).getByRole('link', { name: 'All of its scores and ranks' }).click();
  await expect(explorer.title).toContainText('Secret-1B');
  await explorer.theme.click();
  await page.goBack();
  await page.goBack();
  await expect(explorer.table).toBeVisible();
  await page.evaluate(() => (globalThis as any).arenaExplorer.rank([], { board: 'qa-3d' }));

  expect(asked).toEqual([]);
});

test('files in a ZIP, kept, restored and forgotten, make no request but the page’s own', async ({ page, explorer, baseURL }) => {
  const asked: string[] = [];
  page.context().on('request', (request) => asked.push(`${request.method()} ${request.url()}`));
  await explorer.open();
  const loading = asked.length;
  const buffer = zip([{ path: 'secret.md', content: scoreFile('Secret-1B', onFirstBoard(50)) }]);
  await explorer.add.setInputFiles({ name: 'secret.zip', mimeType: 'application/zip', buffer });
  await explorer.openFile('Secret-1B');
  await expect(page.getByText('Files are kept in this browser')).toBeVisible();
  expect(asked.slice(loading)).toEqual([]);
  await page.reload();
  await explorer.ready();
  await expect(explorer.opened('Secret-1B')).toBeVisible();
  await page.getByRole('button', { name: 'Remove all files' }).click();
  await expect(explorer.opened('Secret-1B')).toHaveCount(0);
  expect(asked.length).toBe(2 * loading);
  expect(asked.every((request) => request.startsWith(`GET ${baseURL}`) || request.startsWith('GET data:'))).toBe(true);
  expect(page.url()).not.toContain('secret');
});

test('the first table takes at most eight requests, all of the page’s own host', async ({ page, explorer, baseURL }) => {
  const asked = new Set<string>();
  page.on('request', (request) => asked.add(request.url()));
  await explorer.open();
  const addresses = [...asked].filter((address) => !address.startsWith('data:'));
  expect(addresses.every((address) => address.startsWith(baseURL!))).toBe(true);
  expect(addresses.length, addresses.join('\n')).toBeLessThanOrEqual(8);
});

test('the content security policy lets nothing in from elsewhere, and the page keeps to it', async ({ page, explorer, tolerated }) => {
  await explorer.open();
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe-inline|https?:|\*/);

  // The fixture that fails tests on violations does see them.
  tolerated.push(/^console: /);
  const seen = page.waitForEvent('console', (message) => message.text().startsWith('policy: '));
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.harmed = 1';
    document.head.append(script);
  });
  await seen;
  expect(await page.evaluate(() => 'harmed' in globalThis)).toBe(false);
});
