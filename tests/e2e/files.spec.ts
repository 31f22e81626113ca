// Getting files in: many, folders, archives and pasted text, read in the background, with progress, cancelled and refused.

import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Page } from '@playwright/test';
import { MODELS, TALL, expect, fromRoot, onFirstBoard, scoreFile, test } from './fixtures';
import { zip } from './zip.js';

test.use({ viewport: TALL });

/** A file with a place on the first board. */
const model = (name: string, score = 50) => scoreFile(name, onFirstBoard(score));

/** Writes files to a new folder and gives its path. */
const folder = (files: Record<string, string | Buffer>) => {
  const root = path.join(mkdtempSync(path.join(tmpdir(), 'arena-')), 'scores');
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), content);
  }
  return root;
};

/** Drops files and folders of the disk on the page, as the system does it. */
const dropFromDisk = async (page: Page, ...paths: string[]) => {
  const client = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await client.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
  }
};

const notices = (page: Page) => page.getByRole('log', { name: 'Messages about your files' }).getByRole('listitem');

const archive = (name: string, entries: Parameters<typeof zip>[0]) => ({ name, mimeType: 'application/zip', buffer: zip(entries) });

test('a damaged file in an archive is named and hides no other', async ({ page, explorer }) => {
  await explorer.open();
  const buffer = zip([
    { path: 'a.md', content: model('Alpha-1B') },
    { path: 'b.md', content: model('Beta-1B'), stored: true },
    { path: 'c.md', content: model('Gamma-1B') },
  ]);
  // A letter of the one that is stored as it is.
  const at = buffer.indexOf('Beta-1B');
  buffer[at] = 'M'.charCodeAt(0);
  await explorer.add.setInputFiles({ name: 'three.zip', mimeType: 'application/zip', buffer });
  await expect(explorer.line('Alpha-1B')).toBeVisible();
  await expect(explorer.line('Gamma-1B')).toBeVisible();
  await expect(notices(page)).toContainText('b.md');
  await expect(notices(page)).toHaveCount(1);
});

test('files that are too large are counted, and “Cancel reading” is heard among them', async ({ page, explorer }) => {
  await explorer.open();
  const folderOf = (count: number) =>
    page.evaluate((count) => {
      const dataTransfer = new DataTransfer();
      const large = 'name: L\nscore: {}\n' + '#'.repeat(1_100_000);
      for (let n = 0; n < count; n += 1) dataTransfer.items.add(new File([large], `large-${n}.yaml`));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    }, count);
  await folderOf(5);
  await expect(notices(page)).toContainText('5 files are too large and were not added: a score file has up to 1 MiB');
  await folderOf(400);
  await page.getByRole('button', { name: 'Cancel reading' }).click();
  await expect(notices(page).filter({ hasText: /^Reading was cancelled after \d+ of 400 files/ })).toBeVisible();
});

test('a folder whose listing does not end is no longer waited for once all files are removed', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.bring({ name: 'mine.md', text: model('Mine-1B') });
  await explorer.openWorkspace();
  await page.evaluate(() => {
    const get = DataTransferItem.prototype.webkitGetAsEntry;
    DataTransferItem.prototype.webkitGetAsEntry = function () {
      return Object.assign(get.call(this)!, { createReader: () => ({ readEntries() {} }) });
    };
  });
  await dropFromDisk(page, folder({ 'b.md': model('Beta-1B') }));
  await expect(page.getByRole('button', { name: 'Cancel reading' })).toBeVisible();
  // What is read meanwhile does not take the way out away.
  await explorer.bring({ name: 'other.md', text: model('Other-1B') });
  await expect(explorer.file('Other-1B')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Cancel reading' })).toBeVisible();
  await page.getByRole('button', { name: 'Remove all files' }).click();
  await expect(page.getByRole('button', { name: 'Cancel reading' })).toHaveCount(0);
});

test('a folder that is dropped is read in all its depth, and what is no score file is counted once', async ({ page, explorer }) => {
  await explorer.open();
  const root = folder({
    'b.md': model('Beta-1B'),
    'deep/er/a.yaml': model('Alpha-1B').replaceAll('---\n', ''),
    'README.md': '# Read me\n\nNo scores here.\n',
    'logo.png': 'png',
    '.git/config': 'no',
    'broken.md': '---\nname: [\nscore: 1\n---\n',
  });
  await dropFromDisk(page, root);
  await expect(explorer.line('Alpha-1B')).toBeVisible();
  await expect(explorer.line('scores/broken.md')).toContainText('Cannot be read');
  await expect(notices(page)).toHaveCount(1);
  await expect(notices(page)).toContainText('2 other files were skipped (1 .md, 1 .png)');
  await expect(page.getByRole('status').filter({ hasText: 'You have' })).toHaveText('You have 3 files here.');
  await expect(explorer.row('Alpha-1B')).toBeVisible();
  await explorer.openWorkspace();
  // In path order, whatever the order of the disk.
  await expect(explorer.files.getByRole('option').locator('b')).toHaveText(['Beta-1B', 'scores/broken.md', 'Alpha-1B']);
  await expect(explorer.file('Beta-1B')).toContainText('scores/b.md');
});

test('on a phone what was added comes into view, and the focus stays where somebody types', async ({ page, explorer }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await explorer.open();
  const search = page.getByRole('combobox', { name: 'Search models, benchmarks and boards' });
  for (const [name, control] of [['One-1B', explorer.add], ['Two-2B', search]] as const) {
    await control.focus();
    await page.evaluate(() => window.scrollTo(0, 1500));
    await explorer.bring({ name: `${name}.md`, text: model(name) });
    await expect(explorer.line(name)).toBeInViewport();
  }
  await expect(search).toBeFocused();
});

test('a folder can be chosen too', async ({ page, explorer }) => {
  await explorer.open();
  const root = folder({ 'z/a.md': model('Alpha-1B'), 'notes.docx': 'no' });
  await page.getByLabel('Add a folder').setInputFiles(root);
  await expect((await explorer.openFile('Alpha-1B')).getByText('scores/z/a.md')).toBeVisible();
  await expect(notices(page)).toContainText('1 other file was skipped (1 .docx)');
});

test('files and folders can be dropped together', async ({ page, explorer }) => {
  await explorer.open();
  const root = folder({ 'in/a.md': model('Alpha-1B'), 'c.md': model('Gamma-1B') });
  await dropFromDisk(page, path.join(root, 'in'), path.join(root, 'c.md'));
  await expect(explorer.line('Gamma-1B')).toBeVisible();
  await expect((await explorer.openFile('Alpha-1B')).getByText('in/a.md')).toBeVisible();
});

test('a ZIP of a repository is read: any depth, other files skipped and counted', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.add.setInputFiles(
    archive('repo-main.zip', [
      { path: 'repo-main/' },
      { path: 'repo-main/README.md', content: '# Read me' },
      { path: 'repo-main/src/main.rs', content: 'fn main() {}' },
      { path: 'repo-main/old.zip', content: 'PK' },
      { path: 'repo-main/notes.txt', content: 'No scores here.' },
      { path: '__MACOSX/repo-main/._README.md', content: 'a' },
      { path: 'repo-main/.github/x.sh', content: 'a' },
      { path: 'repo-main/data/models/x.md', content: model('Alpha-1B') },
      { path: 'repo-main/data/y.txt', content: model('Beta-1B'), stored: true },
    ]),
  );
  await expect((await explorer.openFile('Alpha-1B')).getByText('repo-main.zip/repo-main/data/models/x.md')).toBeVisible();
  await expect(explorer.file('Beta-1B')).toBeVisible();
  await expect(explorer.files.getByRole('option')).toHaveCount(2);
  await expect(notices(page)).toContainText(
    '4 other files in repo-main.zip were skipped (1 .md, 1 .rs, 1 .txt, 1 archive inside the archive)',
  );
  await notices(page).getByRole('button', { name: 'Dismiss' }).click();
  await expect(notices(page)).toHaveCount(0);
});

test('hostile archives are refused with the reason, and the page goes on', async ({ page, explorer }) => {
  await explorer.open();
  const bomb = Buffer.alloc(1 << 20, '#');
  const many = Array.from({ length: 60_000 }, (_, n) => ({ path: `${n}.md`, stored: true }));
  const cases: [string, Buffer, string, string][] = [
    ['out.zip', zip([{ path: '../out.md', content: model('Out') }]), 'holds a path that leads out of it: “../out.md”', 'Unpack it yourself'],
    ['absolute.zip', zip([{ path: '/etc/out.md', content: 'x' }]), 'holds a path that leads out of it', 'nothing more of it is read'],
    ['bomb.zip', zip(Array.from({ length: 40 }, (_, n) => ({ path: `${n}.md`, content: bomb }))), 'would unpack to more than 100 times its size', 'do harm'],
    ['many.zip', zip(many), 'holds more files than the 50000 that are read', 'Pack only the folder with the score files'],
    ['text.zip', Buffer.from('name: No archive'), 'is not a ZIP archive', 'Pack the score files as ZIP'],
    ['cut.zip', zip([{ path: 'a.md', content: model('Cut') }]).subarray(60), 'is incomplete or damaged', 'Download or pack it again'],
  ];
  for (const [name, buffer, message, help] of cases) {
    await explorer.add.setInputFiles({ name, mimeType: 'application/zip', buffer });
    const notice = notices(page).filter({ hasText: `${name} ${message}` });
    await expect(notice, name).toBeVisible();
    await expect(notice).toContainText(help);
  }
  await expect(explorer.summary).toHaveCount(0);
  await explorer.bring({ name: 'mine.md', text: model('Mine-7B') });
  await expect(explorer.line('Mine-7B')).toBeVisible();
});

test('an archive with a file under a password, and one of a strange packing, still gives the others', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.add.setInputFiles(
    archive('mixed.zip', [
      { path: 'a.md', content: model('Alpha-1B') },
      { path: 'locked.md', content: 'x', flags: 1 },
      { path: 'strange.md', content: 'x', method: 14 },
    ]),
  );
  await expect(explorer.line('Alpha-1B')).toBeVisible();
  await expect(notices(page)).toContainText('1 under a password, 1 packed in a way that is not read');
});

test('a file of a gigabyte is refused at once', async ({ page, explorer }) => {
  await explorer.open();
  await page.evaluate(() => {
    // Made of one piece over and over, so that it takes no memory here.
    const piece = new Blob(['#'.repeat(1 << 20)]);
    const data = new DataTransfer();
    data.items.add(new File(Array(1024).fill(piece), 'giant.md'));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await expect(notices(page)).toContainText('giant.md has 1024 MiB and was not added: a score file has up to 1 MiB.');
  await expect(explorer.summary).toHaveCount(0);
});

test('text is pasted with Ctrl+V, but not where somebody types', async ({ page, context, explorer }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await explorer.open();
  const copy = (text: string) => page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await copy(model('Pasted-1B'));
  await page.keyboard.press('Control+v');
  await expect(explorer.line('Pasted-1B')).toBeVisible();
  // The same text is the same file; another is another.
  await page.keyboard.press('Control+v');
  await copy('name: Bare-1B\nscore: {benchmark: {vsi: {columns: {Total Score: 12}}}}\n');
  await page.keyboard.press('Control+v');
  await expect(explorer.line('Bare-1B')).toBeVisible();
  await expect(explorer.summary.getByText(/^2 files/)).toBeVisible();
  await copy('qwen');
  await explorer.search.focus();
  await page.keyboard.press('Control+v');
  await expect(explorer.search).toHaveValue('qwen');
  await explorer.openWorkspace();
  await expect(explorer.files.getByRole('option').locator('.file')).toHaveText([/^pasted-1\.md/, /^pasted-2\.md/]);
});

test('hundreds of files stand in a list that is filtered and sorted, with only the rows in view in the document', async ({ page, explorer }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await explorer.open();
  const files: Record<string, string> = { 'x-broken.md': '---\nname: [\nscore: 1\n---\n' };
  for (let n = 0; n < 200; n += 1) files[`m${String(n).padStart(3, '0')}.md`] = model(`Model-${n}`, 20 + n / 4);
  files['m150.md'] = files['m150.md'].replace('Total Score: 57.5', 'Total Score: 157.5');
  await dropFromDisk(page, folder(files));
  await expect(page.getByRole('status').filter({ hasText: 'You have' })).toHaveText('You have 201 files here.');
  await expect(explorer.summary).toContainText('200 models, 1 file cannot be read');
  await expect(explorer.summary).toContainText('1 error, 1 warning');
  await expect(explorer.summary.getByRole('listitem').filter({ hasText: 'Best ranks' })).toContainText('Model-199 1st of');
  await explorer.openWorkspace();
  const rows = explorer.files.getByRole('option');
  const names = rows.locator('b');
  await expect(rows.first()).toHaveAttribute('aria-setsize', '201');
  expect(await rows.count()).toBeLessThan(40);
  await page.getByRole('combobox', { name: 'Sort files by' }).selectOption('Best rank');
  await expect(names.first()).toHaveText('Model-199');
  await page.getByRole('combobox', { name: 'Sort files by' }).selectOption('Issues');
  await expect(names.first()).toHaveText('scores/x-broken.md');
  await expect(names.nth(1)).toHaveText('Model-150');
  await page.getByRole('combobox', { name: 'Sort files by' }).selectOption('Order added');
  await explorer.files.focus();
  await page.keyboard.press('End');
  await expect(explorer.opened('scores/x-broken.md').getByText(/could not be read as/)).toBeVisible();
  await expect(names.last()).toHaveText('scores/x-broken.md');
  await page.getByLabel('Only files with problems').check();
  await expect(page.getByText('2 of 201 files')).toBeVisible();
  await expect(names).toHaveText(['Model-150', 'scores/x-broken.md']);
  await page.getByLabel('Only files with problems').uncheck();
  await page.getByRole('searchbox', { name: 'Filter files' }).fill('model-199');
  await expect(page.getByText('1 of 201 files')).toBeVisible();
  await (await explorer.openFile('Model-199')).getByRole('button', { name: 'Remove Model-199' }).click();
  await expect(page.getByText('0 of 200 files')).toBeVisible();
  await page.getByRole('button', { name: 'Remove all files' }).click();
  await expect(page.getByText('There are no files yet.')).toBeVisible();
});

test('thousands are shown as they come, with counts, and reading can be cancelled', async ({ page, explorer }) => {
  test.slow();
  await explorer.open();
  const text = readFileSync(fromRoot(MODELS, 'o3.md'), 'utf8');
  const entry = (n: number) => ({ path: `m${n}.md`, content: text.replace(/^name: .*$/m, `name: Copy-${n}`).replace(/^code: .*$/m, `code: copy-${n}`) });
  const buffer = zip(Array.from({ length: 6000 }, (_, n) => entry(n)));
  await explorer.add.setInputFiles({ name: 'many.zip', mimeType: 'application/zip', buffer });
  await expect(page.getByText(/^Reading: \d+ of 6000 files$/)).toBeVisible();
  await expect(explorer.summary, 'the first are shown before the last are read').toBeVisible();
  await expect(page.getByRole('progressbar', { name: 'Files read' })).toBeVisible();
  await page.getByRole('button', { name: 'Cancel reading' }).click();
  await expect(notices(page)).toContainText(/Reading was cancelled after \d+ of 6000 files/);
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await expect(page.getByRole('status').filter({ hasText: 'You have' })).toHaveText(/^You have \d{2,4} files here\.$/);
  await explorer.openWorkspace();
  await page.getByRole('button', { name: 'Remove all files' }).click();
  await expect(page.getByText('There are no files yet.')).toBeVisible();
});
