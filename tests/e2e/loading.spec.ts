// Before the program runs, and when it cannot: a visible state, a plain message, a way to try again.

import { pathToFileURL } from 'node:url';
import { type Page, type Route } from '@playwright/test';
import { expect, fromRoot, test } from './fixtures';
import { serve } from './host';

// What is asked for carries the build's id behind a `?`.
const DATA = '**/dataset.bin*';
const PROGRAM = '**/arena-explorer_bg.wasm*';
const BINDINGS = '**/arena-explorer.js*';

const loading = (page: Page) => page.getByRole('status').filter({ hasText: 'Loading the scores' });
const retry = (page: Page) => page.getByRole('button', { name: 'Try again' });

/** Holds requests back until they are let go. */
const hold = async (page: Page, address: string) => {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(address, async (route) => {
    await released;
    await route.continue();
  });
  return release;
};

for (const [what, address] of [['the data', DATA], ['the program', PROGRAM]]) {
  for (const view of ['', '?model=o3']) {
    test(`while ${what} is on its way to ${view || 'the first board'}, the page says so and something moves`, async ({ page, explorer }) => {
      const release = await hold(page, address);
      await page.goto(`./${view}`);
      await expect(loading(page)).toBeVisible();
      await expect(loading(page)).toBeInViewport();
      await expect
        .poll(() => page.evaluate(() => document.getAnimations().filter((animation) => animation.playState === 'running').length))
        .toBeGreaterThan(0);
      await expect(retry(page)).toBeHidden();
      release();
      await explorer.ready();
      await expect(loading(page)).toBeHidden();
    });
  }
}

test('nothing is half there while the page loads: what is shown can be read, and links lead on', async ({ page, explorer }) => {
  const release = await hold(page, DATA);
  await page.goto('./');
  await expect(loading(page)).toBeVisible();
  // The document comes with the first board; its rows are those of the page itself.
  const early = page.getByRole('table').getByRole('rowheader').getByRole('link');
  const names = await early.allInnerTexts();
  release();
  await explorer.ready();
  const all = await explorer.column('Model');
  expect(names).toEqual(all.slice(0, names.length));
  await expect(page.getByRole('table').or(page.getByRole('grid')).filter({ has: page.getByRole('rowheader') })).toHaveCount(1);
  await expect(explorer.title).toHaveCount(1);
});

type Failure = { what: string; address: string; view?: string; answer: (route: Route) => Promise<void>; says: RegExp };

const FAILURES: Failure[] = [
  { what: 'the data is not there', address: DATA, answer: (route) => route.fulfill({ status: 404, body: 'no' }), says: /scores could not be loaded: the server answered 404/ },
  { what: 'the data does not arrive', address: DATA, view: '?lens=core', answer: (route) => route.abort(), says: /scores could not be loaded: the data file did not arrive/ },
  { what: 'the data is something else', address: DATA, answer: (route) => route.fulfill({ body: 'garbage'.repeat(99) }), says: /scores could not be loaded: / },
  { what: 'the program is not there', address: PROGRAM, view: '?lens=core', answer: (route) => route.fulfill({ status: 404, body: 'no' }), says: /program of this page could not be loaded/ },
  {
    what: 'the program is something else',
    address: PROGRAM,
    answer: (route) => route.fulfill({ contentType: 'application/wasm', body: 'garbage' }),
    says: /program of this page could not be loaded/,
  },
  { what: 'the bindings are not there', address: BINDINGS, answer: (route) => route.fulfill({ status: 404, body: 'no' }), says: /program of this page could not be loaded/ },
];

for (const { what, address, view = '', answer, says } of FAILURES) {
  test(`when ${what}, the page says so plainly, and trying again works`, async ({ page, explorer, tolerated }) => {
    tolerated.push(/^console: Failed to load resource/);
    let broken = true;
    await page.route(address, (route) => (broken ? answer(route) : route.continue()));
    await page.goto(`./${view}`);
    // It is told to assistive technology as well.
    await expect(page.getByRole('status').or(page.getByRole('alert')).filter({ hasText: says })).toBeInViewport();
    await expect(loading(page)).toBeHidden();
    await expect(retry(page), 'a keyboard is there already').toBeFocused();

    // Again in vain.
    await retry(page).click();
    await expect(page.getByText(says)).toBeVisible();
    await expect(retry(page)).toBeVisible();

    broken = false;
    await retry(page).click();
    await explorer.ready();
    await expect(explorer.table.getByRole('checkbox', { name: /^Choose / }).first()).toBeVisible();
    await expect(page.getByText(says)).toBeHidden();
    await expect(retry(page)).toBeHidden();
  });
}

test('when the script that starts the program is not there, a way to reload is offered after a while', async ({ page, explorer, tolerated }) => {
  tolerated.push(/^console: Failed to load resource/);
  let broken = true;
  await page.route('**/boot.js*', (route) => (broken ? route.abort() : route.continue()));
  await page.goto('./?lens=core');
  const reload = page.getByRole('link', { name: 'Reload the page' });
  await expect(reload).toBeHidden();
  await expect(reload).toBeVisible({ timeout: 12_000 });
  broken = false;
  await reload.click();
  await explorer.ready();
  expect(new URL(page.url()).search).toBe('?lens=core');
  await expect(reload).toBeHidden();
});

test('while the program takes long, a way to reload is offered too, and keeps what the address holds', async ({ page, explorer }) => {
  const release = await hold(page, PROGRAM);
  await page.goto('./?lens=core#kept');
  const reload = page.getByRole('link', { name: 'Reload the page' });
  await expect(loading(page)).toBeVisible();
  await expect(reload).toBeHidden();
  await expect(reload).toBeVisible({ timeout: 12_000 });
  release();
  await explorer.ready();
  await expect(reload).toBeHidden();
  expect(new URL(page.url()).search).toBe('?lens=core');
});

test('how much of the program has arrived is said in kB, and it is compiled as it comes', async ({ page, explorer, baseURL, tolerated }) => {
  tolerated.push(/^request: http:\/\/127\.0\.0\.1:/);
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const host = await serve(baseURL!, async (asked, page) => {
    const answer = await page(asked);
    if (!asked.pathname.endsWith('.wasm')) return answer;
    const { body } = answer;
    // Half of it, and the rest when the test says so.
    answer.parts = (async function* () {
      yield body.subarray(0, body.length / 2);
      await released;
      yield body.subarray(body.length / 2);
    })();
    return answer;
  });
  await page.addInitScript(() => {
    const { instantiateStreaming } = WebAssembly;
    WebAssembly.instantiateStreaming = (...parameters) => {
      (globalThis as any).streamed = true;
      return instantiateStreaming(...parameters);
    };
  });
  await page.goto(host.url);
  const said = page.getByText(/^Program: [\d,]+ of [\d,]+ kB$/);
  await expect(said).toBeVisible();
  const [arrived, whole] = (await said.innerText()).match(/[\d,]+/g)!.map((number) => Number(number.replace(',', '')));
  expect(arrived).toBeGreaterThan(whole * 0.4);
  expect(arrived).toBeLessThan(whole * 0.6);
  expect(await page.evaluate(() => (globalThis as any).streamed)).toBe(true);
  release();
  await explorer.ready();
  await expect(said).toBeHidden();
  await host.close();
});

test('data that were damaged on their way are asked for again', async ({ page, explorer }) => {
  let asked = 0;
  await page.route(DATA, async (route) => {
    asked += 1;
    if (asked > 1) return route.continue();
    const response = await route.fetch();
    const body = await response.body();
    body[body.length >> 1] ^= 1;
    return route.fulfill({ response, body });
  });
  await explorer.open();
  expect(asked).toBe(2);
  await expect(explorer.model('o3')).toBeVisible();
});

/** Sends the page with one more header. */
const sendWith = (page: Page, headers: Record<string, string>) =>
  page.route(
    (url) => url.pathname.endsWith('/'),
    async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), ...headers } });
    },
  );

for (const [directive, policy] of [
  ['connect-src', "connect-src 'none'"],
  ['script-src', "script-src 'self'"],
  ['require-trusted-types-for', "require-trusted-types-for 'script'"],
]) {
  test(`a host whose policy forbids the start by ${directive} is said to be one`, async ({ page, tolerated }) => {
    tolerated.push(/./);
    await sendWith(page, { 'content-security-policy': policy });
    await page.goto('./');
    const said = page.getByRole('status').filter({ hasText: 'Content-Security-Policy' });
    await expect(said).toContainText(`The server of this page forbids what the page needs: its Content-Security-Policy has “${directive}”`);
    await expect(said).toContainText('README');
    await expect(retry(page)).toBeVisible();
  });
}

test('an exception anywhere in the start is said, in its own words', async ({ page, tolerated }) => {
  tolerated.push(/./);
  await page.addInitScript(() => {
    Object.defineProperty(Element.prototype, 'innerHTML', {
      set() {
        throw new Error('no markup today');
      },
    });
  });
  await page.goto('./');
  await expect(page.getByText(/The page could not be started: .*no markup today/)).toBeVisible();
  await expect(retry(page)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Reload the page' })).toBeHidden();
});

test('what an extension of the browser does wrong does not end the start', async ({ page, explorer, tolerated }) => {
  tolerated.push(/extension/);
  await page.addInitScript(() => {
    const fail = () => {
      const error = new Error('an extension broke');
      error.stack = 'Error: an extension broke\n    at chrome-extension://abcdef/content.js:1:1';
      dispatchEvent(new ErrorEvent('error', { message: error.message, filename: 'chrome-extension://abcdef/content.js', error }));
      // Where the browser hides whose error it is, it has no name and no error.
      dispatchEvent(new ErrorEvent('error', { message: 'Script error.' }));
      dispatchEvent(new PromiseRejectionEvent('unhandledrejection', { promise: Promise.resolve(), reason: error }));
      dispatchEvent(new PromiseRejectionEvent('unhandledrejection', { promise: Promise.resolve(), reason: 'x' }));
    };
    document.addEventListener('readystatechange', fail);
  });
  await explorer.open();
  await expect(page.getByText(/could not be started/)).toHaveCount(0);
  await expect(explorer.row('o3')).toBeVisible();
});

test('opened as a file, the page says that it needs a server', async ({ page, tolerated }) => {
  tolerated.push(/./);
  await page.goto(pathToFileURL(fromRoot('dist/index.html')).href);
  await expect(page.getByText(/opened as a file.*web server/)).toBeVisible();
});

test('what is dropped while the page loads is kept for it, and the browser does not leave for it', async ({ page, explorer }) => {
  const release = await hold(page, PROGRAM);
  await page.goto('./');
  const prevented = await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['name: Early-1B'], 'early.md'));
    data.setData('text/plain', 'name: Text-1B');
    return ['dragover', 'drop'].map((kind) => !document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true })));
  });
  expect(prevented).toEqual([true, true]);
  const kept = await page.evaluate(() =>
    Promise.all((globalThis as any).arenaDropped.map(async ({ files, text }: any) => [files[0].name, await files[0].text(), text])),
  );
  expect(kept).toEqual([['early.md', 'name: Early-1B', 'name: Text-1B']]);
  release();
  await explorer.ready();
});

test('what was dropped on a page that does not start is to be dropped again', async ({ page, tolerated }) => {
  tolerated.push(/^console: Failed to load resource/);
  await page.route(PROGRAM, (route) => route.abort());
  await page.goto('./');
  await expect(retry(page)).toBeVisible();
  const again = page.getByText('What you dropped was not read. Drop it again after that.');
  await expect(again).toBeHidden();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['name: Early-1B'], 'early.md'));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await expect(again).toBeVisible();
});

test('while it tries again, the page shows that it does', async ({ page, explorer, tolerated }) => {
  tolerated.push(/^console: Failed to load resource/);
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  let broken = true;
  await page.route(DATA, async (route) => {
    if (broken) return route.abort();
    await released;
    return route.continue();
  });
  await page.goto('./');
  await expect(retry(page)).toBeVisible();
  broken = false;
  await retry(page).dblclick();
  await expect(loading(page)).toBeVisible();
  await expect(page.getByText(/could not be loaded/)).toBeHidden();
  release();
  await explorer.ready();
  await expect(explorer.table).toHaveCount(1);
});

test('a browser without WebAssembly is told what is missing', async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'WebAssembly'));
  await page.goto('./');
  await expect(page.getByText(/need WebAssembly, which this browser does not have|needs WebAssembly, which this browser does not have/)).toBeVisible();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the document says what it is and what it needs', async ({ page }) => {
    await page.goto('./');
    await expect(page.getByText(/JavaScript and WebAssembly/)).toBeVisible();
    await expect(page.getByText(/arXiv 2509\.15273/).first()).toBeVisible();
    // Nothing that says that more is to come.
    await expect(page.getByText('Loading the scores')).toBeHidden();
    await expect(retry(page)).toBeHidden();
  });
});


test('a worker that never answers is said to have stopped, and the table goes on', async ({ page, explorer }) => {
  await page.clock.install();
  await page.route('**/worker.js*', (route) => route.fulfill({ contentType: 'text/javascript', body: 'addEventListener("message", () => {});' }));
  await explorer.open();
  await explorer.add.setInputFiles({ name: 'mine.md', mimeType: 'text/markdown', buffer: Buffer.from('---\nname: Mine-7B\n---\n') });
  const stopped = page.getByText('The part of the page that reads files has stopped', { exact: true });
  // Six workers in all are given 40 seconds each.
  for (let look = 0; look < 24; look += 1) {
    await expect(stopped).toHaveCount(0);
    await page.clock.runFor(10_000);
  }
  await expect(stopped).toBeVisible();
  await expect(page.getByText(/^Reading: /)).toHaveCount(0);
  await explorer.sort('VSI').click();
  await expect(explorer.head('VSI')).toHaveAttribute('aria-sort', 'descending');
});
