// Getting files in: many, folders, archives and pasted text, read in the background, with progress, cancelled and refused.

import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Page } from '@playwright/test';
import { MODELS, expect, fromRoot, onFirstBoard, scoreFile, test } from './fixtures';
import { zip } from './zip.js';

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

const notices = (page: Page) => page.getByRole('log', { name: 'What became of the files' }).getByRole('listitem');

const archive = (name: string, entries: Parameters<typeof zip>[0]) => ({ name, mimeType: 'application/zip', buffer: zip(entries) });

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
  await expect(explorer.panel('Alpha-1B')).toBeVisible();
  await expect(explorer.panel('Beta-1B').getByText('scores/b.md')).toBeVisible();
  await expect(explorer.panel('scores/broken.md').getByText(/could not be read/)).toBeVisible();
  await expect(page.getByRole('article')).toHaveCount(3);
  await expect(notices(page)).toHaveCount(1);
  await expect(notices(page)).toContainText('2 files were skipped: 2 no score files by their names');
  await expect(page.getByRole('status').filter({ hasText: 'added' })).toHaveText('3 files added');
  // In path order, whatever the order of the disk.
  expect(await page.getByRole('article').getByRole('heading', { level: 3 }).locator('bdi').allTextContents()).toEqual([
    'Beta-1B',
    'scores/broken.md',
    'Alpha-1B',
  ]);
  await expect(explorer.row('Alpha-1B')).toBeVisible();
});

test('a folder can be chosen too', async ({ page, explorer }) => {
  await explorer.open();
  const root = folder({ 'z/a.md': model('Alpha-1B'), 'notes.docx': 'no' });
  await page.getByLabel('Add a folder').setInputFiles(root);
  await expect(explorer.panel('Alpha-1B').getByText('scores/z/a.md')).toBeVisible();
  await expect(notices(page)).toContainText('1 file was skipped: 1 no score file by its name');
});

test('files and folders can be dropped together', async ({ page, explorer }) => {
  await explorer.open();
  const root = folder({ 'in/a.md': model('Alpha-1B'), 'c.md': model('Gamma-1B') });
  await dropFromDisk(page, path.join(root, 'in'), path.join(root, 'c.md'));
  await expect(explorer.panel('Alpha-1B').getByText('in/a.md')).toBeVisible();
  await expect(explorer.panel('Gamma-1B')).toBeVisible();
});

test('a ZIP of a repository is read: any depth, other files skipped and counted', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.add.setInputFiles(
    archive('repo-main.zip', [
      { path: 'repo-main/' },
      { path: 'repo-main/README.md', content: '# Read me' },
      { path: 'repo-main/src/main.rs', content: 'fn main() {}' },
      { path: 'repo-main/old.zip', content: 'PK' },
      { path: 'repo-main/data/models/x.md', content: model('Alpha-1B') },
      { path: 'repo-main/data/y.txt', content: model('Beta-1B'), stored: true },
    ]),
  );
  await expect(explorer.panel('Alpha-1B').getByText('repo-main.zip/repo-main/data/models/x.md')).toBeVisible();
  await expect(explorer.panel('Beta-1B')).toBeVisible();
  await expect(page.getByRole('article')).toHaveCount(2);
  await expect(notices(page)).toContainText(
    '2 files were skipped in repo-main.zip: 1 no score file by its name, 1 an archive inside the archive',
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
  await expect(page.getByRole('article')).toHaveCount(0);
  await explorer.bring({ name: 'mine.md', text: model('Mine-7B') });
  await expect(explorer.panel('Mine-7B')).toBeVisible();
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
  await expect(explorer.panel('Alpha-1B')).toBeVisible();
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
  await expect(explorer.panel('giant.md').getByText(/could not be read/)).toBeVisible();
  await expect(explorer.panel('giant.md')).toContainText('score files of up to 1 MiB are read');
});

test('text is pasted with Ctrl+V, but not where somebody types', async ({ page, context, explorer }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await explorer.open();
  const copy = (text: string) => page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await copy(model('Pasted-1B'));
  await page.keyboard.press('Control+v');
  await expect(explorer.panel('Pasted-1B').getByText('pasted-1.md')).toBeVisible();
  // The same text is the same file; another is another.
  await page.keyboard.press('Control+v');
  await copy('name: Bare-1B\nscore: {benchmark: {vsi: {columns: {Total Score: 12}}}}\n');
  await page.keyboard.press('Control+v');
  await expect(explorer.panel('Bare-1B').getByText('pasted-2.md')).toBeVisible();
  await expect(page.getByRole('article')).toHaveCount(2);
  await copy('qwen');
  await explorer.search.focus();
  await page.keyboard.press('Control+v');
  await expect(explorer.search).toHaveValue('qwen');
  await expect(page.getByRole('article')).toHaveCount(2);
});

test('hundreds of files stand in a list that can be narrowed, unfolded and mended one by one', async ({ page, explorer }) => {
  await explorer.open();
  const files: Record<string, string> = { 'x-broken.md': '---\nname: [\nscore: 1\n---\n' };
  for (let n = 0; n < 200; n += 1) files[`m${String(n).padStart(3, '0')}.md`] = model(`Model-${n}`, 20 + n / 4);
  files['m150.md'] = files['m150.md'].replace('Total Score: 57.5', 'Total Score: 157.5');
  await dropFromDisk(page, folder(files));
  await expect(page.getByRole('status').filter({ hasText: 'added' })).toHaveText('201 files added');
  await expect(page.getByRole('article')).toHaveCount(3);
  const list = page.getByRole('searchbox', { name: 'Search your files' });
  const shown = page.getByRole('status').filter({ hasText: /^\d+ (of \d+ )?files/ }).filter({ hasNotText: 'added' });
  await expect(shown).toHaveText('201 files, the first 50 shown');
  await page.getByRole('button', { name: 'Show 50 more' }).click();
  await expect(shown).toHaveText('201 files, the first 100 shown');
  await page.getByLabel('Only those to mend').check();
  await expect(shown).toHaveText('2 of 201 files');
  await expect(page.getByRole('button', { name: /Model-150 .*m150\.md 1 warning/ })).toBeVisible();
  await page.getByRole('button', { name: /Could not be read scores\/x-broken\.md 1 error/ }).click();
  await expect(explorer.panel('scores/x-broken.md').getByText(/could not be read as/)).toBeVisible();
  await page.getByLabel('Only those to mend').uncheck();
  await list.fill('model-199');
  await expect(shown).toHaveText('1 of 201 files');
  await page.getByRole('button', { name: /^Model-199 / }).click();
  await explorer.panel('Model-199').getByRole('button', { name: 'Remove Model-199' }).click();
  await expect(shown).toHaveText('0 of 200 files');
  await page.getByRole('button', { name: 'Forget everything' }).click();
  await expect(page.getByRole('article')).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Your scores' })).toHaveCount(0);
});

test('thousands are shown as they come, with counts, and reading can be cancelled', async ({ page, explorer }) => {
  test.slow();
  await explorer.open();
  const text = readFileSync(fromRoot(MODELS, 'o3.md'), 'utf8');
  const entry = (n: number) => ({ path: `m${n}.md`, content: text.replace(/^name: .*$/m, `name: Copy-${n}`).replace(/^code: .*$/m, `code: copy-${n}`) });
  const buffer = zip(Array.from({ length: 6000 }, (_, n) => entry(n)));
  await explorer.add.setInputFiles({ name: 'many.zip', mimeType: 'application/zip', buffer });
  await expect(page.getByText(/^Reading: \d+ of 6000 files$/)).toBeVisible();
  await expect(page.getByRole('article').first(), 'the first are shown before the last are read').toBeVisible();
  await expect(page.getByRole('progressbar', { name: 'Files read' })).toBeVisible();
  await page.getByRole('button', { name: 'Cancel reading' }).click();
  await expect(notices(page)).toContainText(/Reading was cancelled after \d+ of 6000 files/);
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await expect(page.getByRole('status').filter({ hasText: 'added' })).toHaveText(/^\d{2,4} files added$/);
  await page.getByRole('button', { name: 'Forget everything' }).click();
  await expect(page.getByRole('article')).toHaveCount(0);
});
