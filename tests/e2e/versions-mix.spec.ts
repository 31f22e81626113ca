// Two builds behind one cache: the page must be one of them, whatever the cache kept of the other.

import { expect, test } from './fixtures';
import { type Answer, type Asked, serve } from './host';

/** What a build consists of besides its document. */
const PARTS = ['page.css', 'print.css', 'boot.js', 'worker.js', 'arena-explorer.js', 'arena-explorer_bg.wasm', 'dataset.bin'];

/** A part of an earlier build. With any of them the page of today is dead or cannot be seen. */
const earlier = (name: string): Answer => {
  const [type, body] = name.endsWith('.css')
    ? ['text/css', 'body { display: none }']
    : name.endsWith('.js')
      ? ['text/javascript', '}{']
      : [name.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream', 'of another build'];
  return { status: 200, headers: { 'content-type': type }, body: Buffer.from(body) };
};

/** The document of the earlier build: it asks for all its parts as today's does, under an id of its own. */
const earlierDocument = (today: string): Answer => {
  const id = today.match(/boot\.js(\?[^ ">]*)?/)?.[1] ? '?v=earlier' : '';
  const links = PARTS.map((name) => `<link rel="${name.endsWith('.css') ? 'stylesheet' : 'prefetch'}" href="${name}${id}">`);
  const body = Buffer.from(`<!doctype html><html lang="en"><title>Earlier</title><link rel="icon" href="data:,">${links.join('')}<h1>Earlier</h1></html>`);
  return { status: 200, headers: { 'content-type': 'text/html' }, body };
};

/** A host that has an earlier build and then today's, behind a cache that keeps every part for ever under what `key` says. */
const behindCache = async (baseURL: string, key: (asked: Asked) => string) => {
  const kept = new Map<string, Answer>();
  const asked: string[] = [];
  const state = { isEarlier: true, asked };
  const host = await serve(baseURL, async (request, page) => {
    const name = request.pathname.slice(1);
    asked.push(`${name}${request.search}`);
    if (!PARTS.includes(name)) {
      const today = await page(request);
      return state.isEarlier && name === '' ? earlierDocument(today.body.toString()) : today;
    }
    // Whoever asks past caches is let through.
    const isPast = /no-cache/.test(request.headers['cache-control'] ?? '') || request.headers.pragma === 'no-cache';
    let answer = isPast ? undefined : kept.get(key(request));
    if (!answer) {
      answer = state.isEarlier ? earlier(name) : await page(request);
      kept.set(key(request), answer);
    }
    return { ...answer, headers: { ...answer.headers, 'cache-control': 'public, max-age=31536000, immutable' } };
  });
  return { ...host, state };
};

test.beforeEach(({ tolerated }) => {
  tolerated.push(/^request: http:\/\/127\.0\.0\.1:/);
});

test('a cache that keeps the scripts, styles and data of another build gives none of them to this one', async ({ page, explorer, baseURL }) => {
  const host = await behindCache(baseURL!, ({ pathname, search }) => pathname + search);
  await page.goto(host.url);
  await expect(page).toHaveTitle('Earlier');
  await page.waitForLoadState('networkidle');
  expect(host.state.asked).toEqual(expect.arrayContaining(PARTS.map((name) => `${name}?v=earlier`)));

  host.state.isEarlier = false;
  host.state.asked.length = 0;
  await explorer.open(host.url);
  await expect(explorer.model('o3')).toBeVisible();
  await explorer.bring({ name: 'mine.md', text: 'name: Mine-1B\nscore: {benchmark: {}}' });
  await expect(explorer.line('Mine-1B')).toBeVisible();
  const ids = new Set(host.state.asked.map((address) => address.match(/\?v=(.+)/)?.[1] ?? address));
  expect([...ids], 'one id behind all but the document').toEqual(['', expect.stringMatching(/^[0-9a-f]{10}$/)]);
  await host.close();
});

test('“Try again” goes past a cache that does not look at the id', async ({ page, explorer, baseURL, tolerated }) => {
  tolerated.push(/^console: /, /^error: /);
  const host = await behindCache(baseURL!, ({ pathname }) => (pathname === '/boot.js' ? `boot of ${host.state.isEarlier}` : pathname));
  await page.goto(host.url);
  await page.waitForLoadState('networkidle');

  host.state.isEarlier = false;
  await page.goto(host.url);
  await expect(page.getByText('The program of this page could not be loaded')).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await explorer.ready();
  await expect(explorer.model('o3')).toBeVisible();
  await host.close();
});

test('a style sheet of another build is asked for again by itself', async ({ page, explorer, baseURL, tolerated }) => {
  tolerated.push(/^console: /);
  const host = await behindCache(baseURL!, ({ pathname, search }) => (pathname.endsWith('.css') ? pathname : pathname + search));
  await page.goto(host.url);
  await page.waitForLoadState('networkidle');

  host.state.isEarlier = false;
  await explorer.open(host.url);
  await expect(page.getByRole('banner')).toBeVisible();
  expect(await page.evaluate(() => [...document.styleSheets].length)).toBe(1);
  await host.close();
});
