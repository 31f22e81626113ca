// Before the program runs, and when it cannot: a visible state, a plain message, a way to try again.

import { type Page, type Route } from '@playwright/test';
import { expect, test } from './fixtures';

const DATA = '**/dataset.bin';
const PROGRAM = '**/arena-explorer_bg.wasm';
const BINDINGS = '**/arena-explorer.js';

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
  await page.route('**/boot.js', (route) => (broken ? route.abort() : route.continue()));
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

