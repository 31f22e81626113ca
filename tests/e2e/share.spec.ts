// Starting a new file, and the link that carries scores.

import { expect, scoreFile, test } from './fixtures';

const MINE = scoreFile('Mine-7B', { vsi: 42 }, 'code: mine-7b\n');

test('a new file is started with the benchmarks that are ticked, and filled in', async ({ page, explorer }) => {
  await explorer.open();
  await page.getByRole('contentinfo').getByRole('link', { name: 'New score file' }).click();
  await expect(explorer.title).toHaveText('New score file');
  const start = page.getByRole('button', { name: 'Start the file' });
  await expect(start).toBeDisabled();
  await page.getByRole('checkbox', { name: 'VSI' }).check();
  await page.getByRole('checkbox', { name: 'ScanQA' }).check();
  await expect(page.getByText('2 benchmarks.')).toBeVisible();
  await start.click();

  // It is open at once.
  const field = explorer.source('new-model.md');
  const text = await field.inputValue();
  for (const part of ['name:', 'vsi:', 'scan-qa:', 'Total Score: null']) expect(text).toContain(part);
  expect(text).not.toContain('open-eqa');
  await expect(page.getByText('No issues were found in this file.')).toBeVisible();
  await field.fill(text.replace(/^name: .*$/m, 'name: Fresh').replace('Total Score: null', 'Total Score: 61.5'));
  await expect(explorer.opened('Fresh')).toBeVisible();
  await explorer.toBoard();
  await explorer.benchmark.selectOption('VSI');
  await expect(explorer.row('Fresh')).toContainText('61.5');

  // A second one does not take the place of the first, and has a code of its own.
  await page.getByRole('contentinfo').getByRole('link', { name: 'New score file' }).click();
  await page.getByRole('checkbox', { name: 'VSI' }).check();
  await start.click();
  await expect(explorer.source('new-model-2.md')).toHaveValue(/name: My model 2 .*\ncode: my-model-2 /);
  await expect(page.getByText('No issues were found in this file.')).toBeVisible();
});

test('a link carries the scores, and shows the same view', async ({ page, explorer, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await explorer.open('?benchmark=vsi');
  await explorer.bring({ name: 'mine.md', text: MINE });
  await expect(explorer.row('Mine-7B')).toBeVisible();
  const before = await explorer.read();
  await explorer.openWorkspace();
  await page.getByRole('button', { name: 'Share as link' }).click();
  await expect(page.getByText('Anyone who has this link can read the scores of')).toBeVisible();
  await page.getByRole('button', { name: 'Copy the link', exact: true }).click();
  await expect(page.getByText('The link with your scores copied.')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link.length).toBeLessThan(8000);
  expect(new URL(link).search, 'nothing of them where a server sees it').toBe('?benchmark=vsi');

  // Somebody else opens it.
  const other = await context.browser()!.newContext();
  const elsewhere = await other.newPage();
  const asked: string[] = [];
  elsewhere.on('request', (request) => asked.push(request.url()));
  await elsewhere.goto(link);
  await expect(elsewhere.getByRole('region', { name: 'Your files' }).getByText('Mine-7B', { exact: true }).first()).toBeVisible();
  const rows = elsewhere.getByRole('grid').getByRole('row').filter({ hasText: 'Mine-7B' });
  await expect(rows).toContainText('42.0');
  expect(asked.filter((url) => url.includes('scores'))).toEqual([]);
  await expect(elsewhere).not.toHaveURL(/#/);
  expect(await rows.innerText()).toContain(before.rows.find((row) => row.Model === 'Mine-7B')!['Total Score']);
  await other.close();

  // A link is made of what is typed, and stays when that is read a moment later.
  await explorer.source('mine.md').fill(MINE.replace('42', '43.5'));
  await page.getByRole('button', { name: 'Share as link' }).click();
  await expect(page.getByRole('link', { name: 'All of its scores and ranks' })).toBeVisible();
  await expect(explorer.pane('Standing').getByText('43.5').first()).toBeVisible();
  await page.getByRole('button', { name: 'Copy the link', exact: true }).click();
  await expect(page.getByText('The link with your scores copied.')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).not.toBe(link);

  // Once the scores change, the link that was made is no longer offered.
  await page.getByRole('button', { name: 'Remove Mine-7B' }).click();
  await expect(page.getByRole('button', { name: 'Copy the link', exact: true })).toHaveCount(0);
});

test('a link that would be too long is not offered; the file is', async ({ page, explorer }) => {
  await explorer.open();
  // Nothing in it repeats, so nothing of it is compressed away.
  let seed = 7;
  const noise = Array.from({ length: 9000 }, () => {
    seed = (seed * 48271) % 2147483647;
    return (seed % 36).toString(36);
  }).join('');
  await explorer.bring({ name: 'mine.md', text: MINE.replace('code: mine-7b', `code: mine-7b\n# ${noise}`) });
  await explorer.openWorkspace();
  await page.getByRole('button', { name: 'Share as link' }).click();
  await expect(page.getByText(/These scores make a link of \d+ characters/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Copy the link', exact: true })).toHaveCount(0);
});

for (const [what, fragment] of [
  ['cut', '#scores=7VJNT4QwEP0r'],
  ['made up', '#scores=AAAAAAAA'],
  ['of another alphabet', '#scores=%00<script>'],
] as const) {
  test(`a link that was ${what} says so, and the page goes on`, async ({ page, explorer }) => {
    await explorer.open(`./${fragment}`);
    const said = page.getByRole('alert').filter({ hasText: 'could not be read' });
    await expect(said).toBeVisible();
    await said.getByRole('button', { name: 'Close' }).click();
    await expect(said).toHaveCount(0);
    await expect(explorer.row('o3')).toBeVisible();
  });
}

test('a link that unpacks to far too much is given up', async ({ page, explorer }) => {
  await explorer.open();
  const bomb = await page.evaluate(async () => {
    const zeros = new Blob([new Uint8Array(64_000_000)]).stream().pipeThrough(new CompressionStream('deflate-raw'));
    const bytes = new Uint8Array(await new Response(zeros).arrayBuffer());
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    return btoa(text).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
  });
  await page.evaluate((bomb) => (location.hash = `scores=${bomb}`), bomb);
  await expect(page.getByText('The scores in this link could not be read')).toBeVisible({ timeout: 15_000 });
  await expect(explorer.row('o3')).toBeVisible();
});
