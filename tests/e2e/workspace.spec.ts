// Nothing that a visitor adds is lost: names, links, other tabs, storage, typing, and a worker that ends.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type BrowserContext, type Page } from '@playwright/test';
import { Explorer, TALL, expect, onFirstBoard, scoreFile, test } from './fixtures';

test.use({ viewport: TALL });

const model = (name: string, score = 50) => scoreFile(name, onFirstBoard(score));

const messages = (page: Page) => page.getByRole('log', { name: 'Messages about your files' }).getByRole('listitem');

const KEPT = 'Files are kept in this browser, on this device, until you remove them.';

/** The database of the page at the server's root. */
const DATABASE = 'arena-explorer /';

/** Pastes a text, and whatever else is on the clipboard. */
const paste = (page: Page, text: string, picture = false) =>
  page.evaluate(
    ([text, picture]) => {
      const clipboardData = new DataTransfer();
      if (picture) clipboardData.items.add(new File([new Uint8Array([137, 80, 78, 71])], 'image.png', { type: 'image/png' }));
      clipboardData.setData('text/plain', text);
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    },
    [text, picture] as const,
  );

/** Makes a link with the files of a page, as somebody else would. */
const link = async (context: BrowserContext, explorer: Explorer) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await explorer.openWorkspace();
  await explorer.page.getByRole('button', { name: 'Share as link' }).click();
  await explorer.page.getByRole('button', { name: 'Copy the link', exact: true }).click();
  await expect(explorer.page.getByText('The link with your scores copied.')).toBeVisible();
  return explorer.page.evaluate(() => navigator.clipboard.readText());
};

/** A page of the same host that is not the explorer, to reach what it has stored. */
const beside = async (context: BrowserContext, baseURL: string) => {
  const page = await context.newPage();
  await page.goto(new URL('boot.js', baseURL).href);
  return page;
};

test('two pastes in quick succession are two files', async ({ page, explorer }) => {
  await explorer.open();
  await paste(page, model('One-1B'));
  await paste(page, model('Two-2B'));
  await paste(page, model('One-1B', 20));
  await expect(explorer.summary.getByText(/^3 files/)).toBeVisible();
  const two = await explorer.openFile('Two-2B');
  await expect(two.getByText('pasted-2.md')).toBeVisible();
  await expect(explorer.files.getByRole('option')).toHaveCount(3);
});

test('of a clipboard with text and a picture the text is taken', async ({ page, explorer }) => {
  await explorer.open();
  await paste(page, model('Table-1B'), true);
  await expect(explorer.line('Table-1B')).toBeVisible();
  await expect(explorer.summary.getByText(/^1 file/)).toBeVisible();
});

test('text and links that are dropped are taken like pasted ones', async ({ page, context, explorer }) => {
  const drop = (kind: string, text: string) =>
    page.evaluate(
      ([kind, text]) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.setData(kind, text);
        const event = (type: string) => new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true });
        document.querySelector('h1')!.dispatchEvent(event('dragover'));
        document.querySelector('h1')!.dispatchEvent(event('drop'));
      },
      [kind, text] as const,
    );
  await explorer.open();
  await drop('text/plain', model('Dropped-1B'));
  await expect((await explorer.openFile('Dropped-1B')).getByText('pasted-1.md')).toBeVisible();
  await context.route('**/shared/linked.md', (route) => route.fulfill({ body: model('Linked-1B'), contentType: 'text/plain' }));
  await drop('text/uri-list', new URL('shared/linked.md', page.url()).href);
  await expect(explorer.opened('Linked-1B'), 'what is added in the workspace is opened').toBeVisible();
  // A link to scores that somebody sent opens them here.
  const sent = await link(context, explorer);
  await page.getByRole('button', { name: 'Remove all files' }).click();
  await expect(page.getByRole('article')).toHaveCount(0);
  await drop('text/plain', sent);
  await expect(explorer.file('Dropped-1B')).toBeVisible();
  // Words that were copied elsewhere are no file, whoever pastes them; in a field they are text.
  await paste(page, 'Our model is the best.\nSee the paper.');
  await expect(messages(page)).toContainText('What was pasted holds no scores, so no file was made of it');
  await expect(explorer.files.getByRole('option')).toHaveCount(2);
  // One that leads nowhere is no text of scores either.
  await drop('text/plain', 'mailto:author@example.org');
  await expect(messages(page).last()).toContainText('That link leads to no scores');
  await expect(explorer.files.getByRole('option')).toHaveCount(2);
});

test('files of one name stay beside each other unless they are versions of one model', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.bring({ name: 'README.md', text: model('One-1B', 50) });
  await expect(explorer.line('One-1B')).toBeVisible();
  await explorer.bring({ name: 'README.md', text: model('Two-2B', 60) });
  await expect(messages(page)).toContainText('Another file is named README.md, so the new one was added as README-2.md');
  await expect(explorer.summary.getByText(/^2 files/)).toBeVisible();
  // A later version replaces its own, says so, and can be undone.
  await explorer.bring({ name: 'README.md', text: model('Two-2B', 90) });
  const replaced = messages(page).filter({ hasText: 'README-2.md replaced its earlier version' });
  await expect(explorer.row('Two-2B').first()).toContainText('90.0');
  // Beside the message, too.
  await replaced.getByRole('button', { name: 'Undo replacement' }).click();
  await expect(replaced).toHaveCount(0);
  await expect(explorer.row('Two-2B').first()).toContainText('60.0');
  await explorer.bring({ name: 'README.md', text: model('Two-2B', 90) });
  await expect(replaced).toBeVisible();
  await expect(explorer.row('Two-2B').first()).toContainText('90.0');
  const two = await explorer.openFile('Two-2B');
  await expect(explorer.figure(/^Benchmarks against/).getByRole('img')).toHaveAccessibleName(/version before/);
  await two.getByRole('button', { name: 'Undo replacement' }).click();
  await expect(explorer.pane('Standing')).toContainText('with a total of 60.0');
  await page.reload();
  await explorer.ready();
  await expect(explorer.files.getByRole('option')).toHaveCount(2);
  await two.getByRole('button', { name: 'Redo replacement' }).click();
  await expect(explorer.pane('Standing')).toContainText('with a total of 90.0');
  await explorer.toBoard();
  await expect(explorer.row('One-1B').first()).toContainText('50.0');
});

test('a file is renamed and duplicated, and both are there after a reload', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.bring({ name: 'mine.md', text: model('Mine-7B', 50) }, { name: 'other.md', text: model('Other-1B', 60) });
  const mine = await explorer.openFile('Mine-7B');
  const rename = async (name: string) => {
    await mine.getByRole('button', { name: 'Rename' }).click();
    const field = mine.getByRole('textbox', { name: 'New name' });
    await expect(field).toBeFocused();
    await field.fill(name);
    await field.press('Enter');
  };
  // What is refused is said at the field, which stays open, until a name is taken.
  const field = mine.getByRole('textbox', { name: 'New name' });
  await rename('other.md');
  await expect(mine.getByRole('alert')).toHaveText('Another file is named other.md.');
  await expect(field).toBeFocused();
  await field.fill('results/best.md');
  await field.press('Enter');
  await expect(mine.getByRole('alert')).toContainText('A name has none of these: / \\ ? : * " < > |');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await field.fill('best.md');
  await field.press('Enter');
  await expect(field).toHaveCount(0);
  await expect(messages(page)).toHaveCount(0);
  await expect(explorer.source('best.md')).toBeVisible();
  await expect(explorer.file('Mine-7B')).toContainText('best.md');
  await mine.getByRole('button', { name: 'Duplicate' }).click();
  await expect(explorer.source('best-2.md'), 'the copy is opened').toHaveValue(model('Mine-7B', 50));
  await expect(explorer.files.getByRole('option')).toHaveCount(3);
  await expect(async () => {
    await page.reload();
    await explorer.ready();
    const paths = explorer.files.getByRole('option').locator('.file');
    await expect(paths).toHaveText([/^best\.md · /, /^other\.md · /, /^best-2\.md · /], { timeout: 2000 });
  }).toPass();
});

test('all files are downloaded as one ZIP archive', async ({ page, explorer }) => {
  await explorer.open();
  const texts = { 'mine.md': model('Mine-7B', 50), 'other.md': model('Other-1B', 60) };
  await explorer.bring(...Object.entries(texts).map(([name, text]) => ({ name, text })));
  await explorer.openWorkspace();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download all' }).click()]);
  expect(download.suggestedFilename()).toBe('scores.zip');
  const bytes = readFileSync(await download.path());
  // Stored, so that both names and texts stand in it as they are.
  for (const [name, text] of Object.entries(texts)) {
    expect(bytes.includes(name)).toBe(true);
    expect(bytes.includes(text)).toBe(true);
  }
  // And the page itself reads it.
  await page.getByRole('button', { name: 'Remove all files' }).click();
  await explorer.add.setInputFiles({ name: 'scores.zip', mimeType: 'application/zip', buffer: bytes });
  await expect(explorer.files.getByRole('option').locator('b')).toHaveText(['Mine-7B', 'Other-1B']);
});

/** As mail programs and chats pass a link on: as it is, with the full stop of a sentence, with its `=` escaped. */
const PASSED_ON: [string, (link: string) => string][] = [
  ['as it is', (link) => link],
  ['with a full stop', (link) => `${link}.`],
  ['escaped', (link) => link.replace('#scores=', '#scores%3D')],
];

for (const [how, passedOn] of PASSED_ON) {
  test(`a link replaces nothing and is gone after a reload: ${how}`, async ({ page, context, explorer }) => {
    await explorer.open();
    await explorer.bring({ name: 'mine.md', text: model('Other-9B', 77) });
    const sent = await link(context, explorer);
    await page.getByRole('button', { name: 'Remove all files' }).click();
    await expect(page.getByRole('article')).toHaveCount(0);
    await explorer.bring({ name: 'mine.md', text: model('Mine-7B', 44) });
    await expect(explorer.file('Mine-7B')).toContainText('kept');

    await page.goto('about:blank');
    await page.goto(passedOn(sent));
    await explorer.ready();
    await expect(explorer.row('Mine-7B').first()).toContainText('44.0');
    await expect(page.getByText('2 files: Mine-7B, Other-9B · 1 of them kept in this browser')).toBeVisible();
    const other = await explorer.openFile('Other-9B');
    await expect(other.getByText('This file came by a link and is gone when you close or reload the page.')).toBeVisible();
    await expect(other.getByText('mine-2.md')).toBeVisible();
    await expect(explorer.file('Other-9B')).toContainText('from a link');
    await explorer.open();
    await expect(explorer.row('Mine-7B').first()).toContainText('44.0');
    await expect(explorer.row('Other-9B')).toHaveCount(0);
  });
}

test('what a link brings is kept if the visitor says so', async ({ page, context, explorer }) => {
  await explorer.open();
  await explorer.bring({ name: 'mine.md', text: model('Other-9B', 77) });
  const sent = await link(context, explorer);
  await page.getByRole('button', { name: 'Remove all files' }).click();
  await expect(page.getByRole('article')).toHaveCount(0);
  await page.goto('about:blank');
  await page.goto(sent);
  await explorer.ready();
  let other = await explorer.openFile('Other-9B');
  // A letter typed into it is no word that it is to stay.
  await explorer.source('mine.md').fill((await explorer.source('mine.md').inputValue()).replaceAll('77', '78'));
  await expect(explorer.pane('Standing')).toContainText('with a total of 78.0');
  await expect(other.getByText('came by a link')).toBeVisible();
  await explorer.open();
  await expect(explorer.row('Other-9B')).toHaveCount(0);
  await page.goto('about:blank');
  await page.goto(sent);
  await explorer.ready();
  other = await explorer.openFile('Other-9B');
  await other.getByRole('button', { name: 'Keep Other-9B in this browser' }).click();
  await expect(other.getByText('came by a link')).toHaveCount(0);
  await expect(page.getByText(KEPT)).toBeVisible();
  await explorer.open();
  await expect(explorer.row('Other-9B').first()).toContainText('77.0');
});

test('what a link brings is said on the board, and kept or removed there at once', async ({ page, context, explorer }) => {
  await explorer.open();
  await explorer.bring({ name: 'a.md', text: model('Other-8B', 66) }, { name: 'b.md', text: model('Other-9B', 77) });
  const sent = await link(context, explorer);
  await page.getByRole('button', { name: 'Remove all files' }).click();
  await expect(page.getByRole('article')).toHaveCount(0);
  await page.goto('about:blank');
  await page.goto(sent);
  await explorer.ready();
  const said = page.getByRole('status').filter({ hasText: 'from a link' });
  await expect(said).toHaveText('2 files from a link. They are gone after a reload unless you keep them.');
  await page.getByRole('button', { name: 'Remove the files from a link' }).click();
  await expect(explorer.row('Other-9B')).toHaveCount(0);
  await messages(page).getByRole('button', { name: 'Undo removal' }).click();
  await expect(explorer.row('Other-9B').first()).toBeVisible();
  await page.getByRole('button', { name: 'Keep all' }).click();
  await expect(said).toHaveCount(0);
  await expect(page.getByText(/^2 files.* · kept in this browser$/)).toBeVisible();
  await page.reload();
  await explorer.ready();
  await expect(explorer.row('Other-8B').first()).toBeVisible();
  await expect(explorer.row('Other-9B').first()).toBeVisible();
});

test('an address outside the page’s folder is asked about before it is loaded', async ({ page, context, explorer, subUrl, baseURL }) => {
  test.skip(subUrl === baseURL, 'the page is served under one path only');
  const asked: string[] = [];
  await context.route('**/logout', (route) => {
    asked.push(route.request().url());
    return route.fulfill({ body: model('Outside-1B') });
  });
  for (const address of ['/logout', '../logout', '%2e%2e/logout']) {
    await explorer.open(`${subUrl}?data=${encodeURIComponent(address)}`);
    const question = page.getByRole('region', { name: 'Scores from another address' });
    await expect(question).toContainText('/logout');
    await question.getByRole('button', { name: 'Do not load' }).click();
  }
  expect(asked).toEqual([]);
});

test('a host that never answers blocks nothing, and “Cancel reading” gives it up', async ({ page, context, explorer, tolerated }) => {
  tolerated.push(/ERR_ABORTED|aborted/i);
  await context.route('**/never.md', () => {});
  await explorer.open('?data=never.md');
  await expect(page.getByRole('progressbar', { name: 'Files read' })).toBeVisible();
  await explorer.bring({ name: 'mine.md', text: model('Mine-7B', 30) });
  await explorer.openFile('Mine-7B');
  const field = explorer.source('mine.md');
  await field.fill((await field.inputValue()).replaceAll('30', '60'));
  await expect(explorer.pane('Standing')).toContainText('with a total of 60.0');
  const aborted = page.waitForEvent('requestfailed', (request) => request.url().includes('never.md'));
  await page.getByRole('button', { name: 'Cancel reading' }).click();
  await aborted;
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await expect(messages(page).filter({ hasText: 'cancelled' })).toBeVisible();
});

test('storage that another version of the page holds is not waited for', async ({ page, context, explorer, baseURL, tolerated }) => {
  tolerated.push(/favicon/);
  const other = await beside(context, baseURL!);
  await other.evaluate((name) => {
    return new Promise<void>((resolve) => {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => {
        for (const store of ['files', 'hosts']) request.result.createObjectStore(store);
      };
      // It lets go of nothing, as the page did before it knew of versions.
      request.onsuccess = () => {
        Object.assign(window, { held: request.result });
        resolve();
      };
    });
  }, DATABASE);
  // What an earlier page wrote down when it was left waits until storage was read.
  const note = `${DATABASE} draft ${'0'.repeat(31)}1`;
  await other.evaluate((note) => localStorage.setItem(note, JSON.stringify({ id: 1, base: 0, text: 'name: Typed-1B' })), note);
  const noted = () => page.evaluate((note) => localStorage.getItem(note) !== null, note);
  await explorer.open();
  await explorer.bring({ name: 'mine.md', text: model('Mine-7B') });
  await expect(explorer.row('Mine-7B').first()).toBeVisible({ timeout: 15_000 });
  await expect(messages(page)).toContainText('another tab has this page open in another version');
  await expect(page.getByText(/^Reading/)).toHaveCount(0);
  expect(await noted()).toBe(true);
  await explorer.openWorkspace();
  await expect(page.getByText('Files are not kept: another tab has this page open in another version.')).toBeVisible();
  await page.getByRole('button', { name: 'Remove all files' }).click();
  await expect(messages(page)).toContainText('What is stored in this browser could not be removed');
  // Once that tab is closed, a reload finds the storage in order.
  await other.close();
  await page.reload();
  await explorer.ready();
  await explorer.bring({ name: 'mine.md', text: model('Mine-7B') });
  await expect(page.getByText(KEPT)).toBeVisible();
  expect(await noted()).toBe(false);
  await explorer.open();
  await expect(explorer.row('Mine-7B').first()).toBeVisible();
});

/** Stores a file as the page did before records had ids: under its path, in a database named after the page's address. */
const storeAsBefore = (page: Page, database: string, text: string) =>
  page.evaluate(
    ([name, text]) => {
      return new Promise<void>((resolve) => {
        const request = indexedDB.open(name, 1);
        request.onupgradeneeded = () => {
          for (const store of ['files', 'hosts']) request.result.createObjectStore(store);
        };
        request.onsuccess = () => {
          const bytes = new TextEncoder().encode(text);
          // The length of the path, the path, the length of the content in groups of seven bits, the content, and where from.
          const length = [(bytes.length & 127) | 128, bytes.length >> 7];
          const record = new Uint8Array([6, ...new TextEncoder().encode('old.md'), ...length, ...bytes, 0]);
          const transaction = request.result.transaction('files', 'readwrite');
          transaction.objectStore('files').put(record, 'old.md');
          transaction.objectStore('files').put(new Uint8Array([250, 1, 2]), 'odd.md');
          transaction.oncomplete = () => {
            request.result.close();
            resolve();
          };
        };
      });
    },
    [database, text] as const,
  );

test('files that were stored under the address with “index.html” move once, and what was typed since stays', async ({ page, context, explorer, baseURL, tolerated }) => {
  tolerated.push(/favicon/);
  const other = await beside(context, baseURL!);
  await storeAsBefore(other, `${DATABASE}index.html`, model('Old-7B', 33));
  await explorer.open();
  await expect(explorer.row('Old-7B').first()).toContainText('33.0');
  await explorer.openFile('Old-7B');
  const field = explorer.source('old.md');
  await field.fill((await field.inputValue()).replaceAll('33', '66'));
  await expect(explorer.file('Old-7B')).toContainText('edited');
  await expect(page.getByText(KEPT)).toBeVisible();
  await explorer.open();
  await expect(explorer.row('Old-7B').first()).toContainText('66.0');
  await explorer.openWorkspace();
  await expect(explorer.files.getByRole('option')).toHaveCount(1);
});

test('files of the version before are taken over, and one that cannot be read is kept and offered', async ({ page, context, explorer, baseURL, tolerated }) => {
  tolerated.push(/favicon/);
  const other = await beside(context, baseURL!);
  await storeAsBefore(other, DATABASE, model('Old-7B', 33));
  await explorer.open();
  await expect(explorer.row('Old-7B').first()).toContainText('33.0');
  const unreadable = page.getByRole('region', { name: 'Files that cannot be read' });
  await expect(unreadable).toContainText('1 file that is kept in this browser cannot be read by this version of the page.');
  const [download] = await Promise.all([page.waitForEvent('download'), unreadable.getByRole('button', { name: 'Download' }).click()]);
  expect(download.suggestedFilename()).toBe('unreadable-files.bin');
  // It stays until it is removed, by its own button: what “Remove all files” removes can be brought back.
  await explorer.openWorkspace();
  await page.getByRole('button', { name: 'Remove all files' }).click();
  await expect(page.getByRole('article')).toHaveCount(0);
  await expect(unreadable).toBeVisible();
  await page.getByRole('button', { name: /^Undo/ }).first().click();
  await expect(page.getByText(KEPT)).toBeVisible();
  await explorer.toBoard();
  await page.reload();
  await explorer.ready();
  await expect(explorer.row('Old-7B').first()).toContainText('33.0');
  await expect(unreadable).toBeVisible();
  await unreadable.getByRole('button', { name: 'Remove' }).click();
  await expect(unreadable).toHaveCount(0);
  await page.reload();
  await explorer.ready();
  await expect(explorer.row('Old-7B').first()).toContainText('33.0');
  await expect(unreadable).toHaveCount(0);
});

test('a change in one tab reaches the others', async ({ page, context, explorer }) => {
  await explorer.open();
  const second = await context.newPage();
  await second.goto(page.url().replace(/\/[^/]*$/, '/index.html'));
  const row = (name: string) => second.getByRole('grid').getByRole('row').filter({ hasText: name }).first();
  await expect(second.getByRole('combobox', { name: 'Search models' })).toBeVisible();

  await explorer.bring({ name: 'mine.md', text: model('Mine-7B', 31) }, { name: 'other.md', text: model('Other-1B', 41) });
  await expect(row('Mine-7B')).toContainText('31.0');
  await explorer.openFile('Mine-7B');
  const field = explorer.source('mine.md');
  await field.fill((await field.inputValue()).replaceAll('31', '61'));
  await expect(row('Mine-7B')).toContainText('61.0');
  await (await explorer.openFile('Other-1B')).getByRole('button', { name: 'Remove Other-1B' }).click();
  await expect(row('Other-1B')).toHaveCount(0);
  // The other way round, into an editor that is open.
  const other = new Explorer(second);
  await other.openFile('Mine-7B');
  const there = other.source('mine.md');
  await there.fill((await there.inputValue()).replaceAll('61', '71'));
  await expect(field).toHaveValue(/71/);
  // A new name too.
  await second.getByRole('button', { name: 'Rename' }).click();
  await second.getByRole('textbox', { name: 'New name' }).fill('ours.md');
  await second.getByRole('button', { name: 'Save name' }).click();
  await expect(explorer.source('ours.md')).toHaveValue(/71/);
  await second.getByRole('button', { name: 'Remove all files' }).click();
  await expect(page.getByRole('article')).toHaveCount(0);
  await explorer.toBoard();
  await expect(explorer.row('Mine-7B')).toHaveCount(0);
});

/** Has the workers of a page or of all pages run a script first. */
const runInWorkers = (pages: Page | BrowserContext, script: string) =>
  pages.route('**/worker.js*', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${script}\n${await response.text()}` });
  });

/** Keeps tabs from hearing of each other, as when both write at the same moment. */
const DEAF = 'globalThis.BroadcastChannel = class { postMessage() {} close() {} };';

/** Refuses to store anything once that is asked for. */
const FULL = `new BroadcastChannel('full').onmessage = () => {
  IDBObjectStore.prototype.put = () => { throw new DOMException('There is no room.', 'QuotaExceededError'); };
};`;

test('of what two tabs typed at the same time neither is lost', async ({ page, context, explorer }) => {
  await runInWorkers(context, DEAF);
  await explorer.open();
  await explorer.bring({ name: 'mine.md', text: model('Mine-7B', 31) });
  await explorer.openFile('Mine-7B');
  await expect(page.getByText(KEPT)).toBeVisible();
  const second = await context.newPage();
  const other = new Explorer(second);
  await other.open();
  await other.openFile('Mine-7B');

  const [here, there] = [explorer.source('mine.md'), other.source('mine.md')];
  await here.fill((await here.inputValue()).replaceAll('31', '61'));
  await expect(explorer.file('Mine-7B')).toContainText('edited');
  await expect(page.getByText(KEPT)).toBeVisible();
  await there.fill((await there.inputValue()).replaceAll('31', '71'));
  await expect(messages(second).filter({ hasText: 'mine.md was changed in two places at the same time' })).toBeVisible();
  await expect(there).toHaveValue(/71/);
  // After a reload it is there with the other behind it.
  await expect(second.getByText(KEPT)).toBeVisible();
  await explorer.open();
  await explorer.openFile('Mine-7B');
  await expect(explorer.source('mine.md')).toHaveValue(/71/);
  await page.getByRole('button', { name: 'Undo replacement' }).click();
  await expect(explorer.source('mine.md')).toHaveValue(/61/);
});

test('a file that is open and removed in another tab is named', async ({ page, context, explorer }) => {
  await explorer.open();
  await explorer.bring({ name: 'mine.md', text: model('Mine-7B', 31) }, { name: 'other.md', text: model('Other-1B', 32) });
  await explorer.openFile('Mine-7B');
  await expect(page.getByText(KEPT)).toBeVisible();
  const second = await context.newPage();
  const other = new Explorer(second);
  await other.open();
  await (await other.openFile('Mine-7B')).getByRole('button', { name: 'Remove Mine-7B' }).click();
  await expect(messages(page)).toContainText('mine.md, which was open here, was removed in another tab');
  await expect(explorer.files.getByRole('option')).toHaveCount(1);
});

test('what was typed into a file that another tab removes can be brought back', async ({ page, context, explorer }) => {
  await runInWorkers(page, FULL);
  await explorer.open();
  await explorer.bring({ name: 'mine.md', text: model('Mine-7B', 31) });
  await explorer.openFile('Mine-7B');
  await expect(page.getByText(KEPT)).toBeVisible();
  const second = await context.newPage();
  const other = new Explorer(second);
  await other.open();
  await other.openFile('Mine-7B');
  // There is no room for what is typed from here on.
  await page.evaluate(() => new BroadcastChannel('full').postMessage(''));
  const field = explorer.source('mine.md');
  await field.fill((await field.inputValue()).replaceAll('31', '61'));
  await expect(page.getByText('This browser does not keep the last changes')).toBeVisible();
  await second.getByRole('button', { name: 'Remove all files' }).click();
  await expect(messages(page).filter({ hasText: 'mine.md, which you edited here, was removed in another tab' })).toBeVisible();
  await expect(explorer.files.getByRole('option')).toHaveCount(0);
  await messages(page).getByRole('button', { name: 'Undo removal' }).click();
  await expect(explorer.source('mine.md')).toHaveValue(/61/);
});

test('letters typed just before the page is left are there after it', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.bring({ name: 'mine.md', text: model('Mine-7B', 30) });
  await explorer.openFile('Mine-7B');
  await expect(page.getByText(KEPT)).toBeVisible();
  const field = explorer.source('mine.md');
  await field.click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.type('# the last letters');
  await page.reload();
  await explorer.ready();
  await expect(field).toHaveValue(/# the last letters/);
});

test('a file removed just before the page is left stays removed', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.bring({ name: 'mine.md', text: model('Mine-7B', 50) }, { name: 'other.md', text: model('Other-1B', 60) });
  const mine = await explorer.openFile('Mine-7B');
  await expect(page.getByText(KEPT)).toBeVisible();
  await mine.getByRole('button', { name: 'Remove Mine-7B' }).evaluate((button: HTMLElement) => {
    button.click();
    location.reload();
  });
  await expect(explorer.opened('Other-1B')).toBeVisible();
  await expect(explorer.files.getByRole('option')).toHaveCount(1);
  await explorer.toBoard();
  await expect(explorer.row('Mine-7B')).toHaveCount(0);
});

test('Ctrl+Z undoes fixes and typing, and closing the editor keeps what can be undone', async ({ page, explorer }) => {
  await explorer.open();
  const text = '---\nname: Mine-7B\nscore: {benchmark: {vsi: {columns: {Totl Score: 42.5}}}}\n---\n';
  await explorer.bring({ name: 'mine.md', text }, { name: 'other.md', text: model('Other-1B') });
  await explorer.openFile('Mine-7B');
  const field = explorer.source('mine.md');
  await page.getByRole('button', { name: /Total Score/ }).first().click();
  await expect(field).toHaveValue(text.replace('Totl', 'Total'));
  await field.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('More words.');
  await page.keyboard.press('Control+z');
  await expect(field).toHaveValue(text.replace('Totl', 'Total'));
  await page.keyboard.press('Control+z');
  await expect(field).toHaveValue(text);
  await page.keyboard.press('Control+Shift+z');
  await expect(field).toHaveValue(text.replace('Totl', 'Total'));
  // Close and open it.
  await explorer.openFile('Other-1B');
  await expect(field).toHaveCount(0);
  await explorer.openFile('Mine-7B');
  await field.click();
  await page.keyboard.press('Control+z');
  await expect(field).toHaveValue(text);
  await expect(page.getByRole('button', { name: 'Redo', exact: true })).toBeEnabled();
});

test('a worker that ends is replaced by one with the same files', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.bring({ name: 'mine.md', text: model('Mine-7B', 30) });
  await expect(explorer.row('Mine-7B').first()).toContainText('30.0');
  await page.evaluate(() => {
    const { arenaReader } = globalThis as unknown as { arenaReader: Worker };
    arenaReader.terminate();
    arenaReader.dispatchEvent(new Event('error'));
  });
  await expect(messages(page)).toContainText('The part of the page that reads files has stopped and was started again. Nothing was lost.');
  await explorer.openFile('Mine-7B');
  const field = explorer.source('mine.md');
  await field.fill((await field.inputValue()).replaceAll('30', '60'));
  await expect(explorer.pane('Standing')).toContainText('with a total of 60.0');
  await explorer.bring({ name: 'other.md', text: model('Other-1B', 70) });
  await expect(explorer.pane('Standing')).toContainText('with a total of 70.0');
  await expect(explorer.file('Other-1B')).toContainText('kept');
  await explorer.open();
  await expect(explorer.row('Mine-7B').first()).toContainText('60.0');
  await expect(explorer.row('Other-1B').first()).toContainText('70.0');
});

test('a file dropped while the page is loading is taken', async ({ page, context, explorer }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await context.route('**/*.wasm*', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('./');
  const stopped = await page.evaluate((text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], 'early.md'));
    const events = ['dragover', 'drop'].map((type) => new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    return events.map((event) => !document.body.dispatchEvent(event));
  }, model('Early-1B'));
  expect(stopped, 'the browser does not open it').toEqual([true, true]);
  release();
  await explorer.ready();
  await expect((await explorer.openFile('Early-1B')).getByText('early.md')).toBeVisible();
});

test('a file that the browser does not give is said to be that', async ({ page, explorer }) => {
  await explorer.open();
  const root = mkdtempSync(path.join(tmpdir(), 'arena-'));
  const file = path.join(root, 'gone.md');
  writeFileSync(file, model('Gone-1B'));
  await page.evaluate(() => {
    const input = Object.assign(document.createElement('input'), { type: 'file' });
    input.setAttribute('aria-label', 'Chosen before');
    document.body.append(input);
  });
  await page.getByLabel('Chosen before').setInputFiles(file);
  rmSync(file);
  await page.getByLabel('Chosen before').evaluate((input: HTMLInputElement) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(input.files![0]);
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  });
  await expect(messages(page)).toContainText('gone.md could not be read: the browser did not give its content');
  await expect(explorer.summary).toHaveCount(0);
});
