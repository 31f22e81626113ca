// The functions that the module lends to other pages: the command line's results as JavaScript values.

import { readFileSync, readdirSync } from 'node:fs';
import { type Page } from '@playwright/test';
import { BOARDS, MODELS, TALL, checkReport as check, expect, fromRoot, rank, test } from './fixtures';

test.use({ viewport: TALL });

type File = { path: string; text: string };

/** Calls an exported function in the page and gives its value, or the error that it threw. */
const call = (page: Page, name: 'check' | 'rank', ...parameters: unknown[]) =>
  page.evaluate(
    async ([name, parameters]) => {
      try {
        return { value: await (globalThis as any).arenaExplorer[name](...parameters) };
      } catch (error) {
        return { error: error instanceof Error, message: (error as Error).message };
      }
    },
    [name, parameters] as const,
  );

/** Score files of a folder as a page would have them; those that are no text cannot come as text. */
const files = (folder: string, ending = /\.(md|markdown|ya?ml|txt)$/): File[] =>
  readdirSync(fromRoot(folder))
    .filter((name) => ending.test(name))
    .map((name) => ({ path: `${folder}/${name}`, bytes: readFileSync(fromRoot(folder, name)) }))
    .map(({ path, bytes }) => ({ path, bytes, text: bytes.toString('utf8') }))
    .filter(({ text, bytes }) => Buffer.from(text).equals(bytes))
    .map(({ path, text }) => ({ path, text }));

test('rank without files ranks what is bundled, as the command line does', async ({ page, explorer }) => {
  await explorer.open();
  for (const { code: board } of BOARDS) {
    expect((await call(page, 'rank', [], { board })).value, board).toEqual(rank({ board }));
  }
  for (const options of [
    { board: 'qa-2d', lens: 'core' },
    { board: 'qa-2d', lens: 'fine' },
    { board: 'qa-2d', benchmark: 'vsi' },
    { board: 'qa-2d', benchmark: 'phy-block' },
    { board: 'navigation-custom', lens: 'core' },
  ]) {
    expect((await call(page, 'rank', [], options)).value, JSON.stringify(options)).toEqual(rank(options));
  }
  for (const none of [undefined, null]) {
    expect((await call(page, 'rank', none, { board: 'qa-3d' })).value).toEqual(rank({ board: 'qa-3d' }));
  }
});

test('rank with files ranks those, as the command line does', async ({ page, explorer }) => {
  await explorer.open();
  const some = files(MODELS, /^(gpt|o\d|gemini|sat|robo).*\.md$/);
  expect(some.length).toBeGreaterThan(8);
  const paths = some.map(({ path }) => path);
  for (const options of [{ board: 'qa-2d' }, { board: 'task-planning', lens: 'fine' }, { board: 'navigation', benchmark: 'vln-ce-r2r' }]) {
    expect((await call(page, 'rank', some, options)).value, JSON.stringify(options)).toEqual(rank(options, paths));
  }
  const all = await call(page, 'rank', files(MODELS), { board: 'qa-2d' });
  expect(all.value).toEqual(rank({ board: 'qa-2d' }));
  // The page itself is none the wiser.
  await expect(explorer.table.getByRole('rowheader')).toHaveCount(62);
});

test('check finds what the command line finds', async ({ page, explorer }) => {
  await explorer.open();
  const all = files('tests/data/findings');
  expect(all.length).toBeGreaterThan(50);
  const { value } = await call(page, 'check', all);
  expect(value).toEqual(check(...all.map(({ path }) => path)));
  expect(value.findings.length).toBeGreaterThan(100);

  expect((await call(page, 'check', [])).value).toEqual({ files: 0, models: 0, findings: [] });
  const [model] = files(MODELS, /^gpt-4o-mini\.md$/);
  expect((await call(page, 'check', [model])).value).toEqual(check(model.path));
});

test('missing numbers are null and values are plain', async ({ page, explorer }) => {
  await explorer.open();
  const facts = await page.evaluate(async () => {
    const report = await (globalThis as any).arenaExplorer.rank([], { board: 'qa-2d' });
    const row = report.rows.find((row: any) => row.code === 'robo-refer');
    const core = await (globalThis as any).arenaExplorer.rank([], { board: 'qa-2d', lens: 'core' });
    return {
      rank: row.rank,
      missing: row.scores.filter((score: unknown) => score === null).length,
      unknown: row.scores.filter((score: unknown) => score !== null && typeof score !== 'number').length,
      average: core.rows[0].average_rank,
      kinds: [report, report.columns[0], row, row.coverage].map((value) => Object.getPrototypeOf(value) === Object.prototype),
      text: JSON.stringify(report).length > 1000,
    };
  });
  expect(facts).toEqual({ rank: null, missing: 7, unknown: 0, average: null, kinds: [true, true, true, true], text: true });
});

const BAD: { what: string; name: 'check' | 'rank'; parameters: unknown[]; says: RegExp[] }[] = [
  { what: 'an unknown board', name: 'rank', parameters: [[], { board: 'qa-4d' }], says: [/no board `qa-4d`/, ...BOARDS.map(({ code }) => new RegExp(`\\b${code}\\b`))] },
  { what: 'no board', name: 'rank', parameters: [[], {}], says: [/board/] },
  { what: 'no options', name: 'rank', parameters: [[]], says: [/options/, /board/] },
  { what: 'an unknown lens', name: 'rank', parameters: [[], { board: 'qa-2d', lens: 'wide' }], says: [/wide/, /benchmarks/, /core/, /fine/] },
  { what: 'a lens and a benchmark', name: 'rank', parameters: [[], { board: 'qa-2d', lens: 'core', benchmark: 'vsi' }], says: [/lens/, /benchmark/] },
  { what: 'an unknown benchmark', name: 'rank', parameters: [[], { board: 'qa-2d', benchmark: 'vsii' }], says: [/no benchmark on this board `vsii`/, /\bvsi\b/, /\berqa\b/] },
  { what: 'a benchmark of another board', name: 'rank', parameters: [[], { board: 'qa-2d', benchmark: 'eb-alfred' }], says: [/eb-alfred/, /\bvsi\b/] },
  { what: 'text in place of files', name: 'check', parameters: ['name: Mine'], says: [/files must be a list/] },
  { what: 'a file without a text', name: 'check', parameters: [[{ path: 'a.md' }]], says: [/files must be a list/, /text/] },
  { what: 'a number in place of a text', name: 'rank', parameters: [[{ path: 'a.md', text: 1 }], { board: 'qa-2d' }], says: [/files must be a list/] },
];

test('bad arguments are answered by an Error that says what is wrong', async ({ page, explorer }) => {
  await explorer.open();
  for (const { what, name, parameters, says } of BAD) {
    await test.step(what, async () => {
      const { value, error, message } = await call(page, name, ...parameters);
      expect(value).toBeUndefined();
      expect(error).toBe(true);
      for (const words of says) expect(message).toMatch(words);
    });
  }
  // It lives on.
  expect((await call(page, 'rank', [], { board: 'qa-3d' })).value.board).toBe('qa-3d');
});

test('what an object does when it is looked at ends in an Error, and never in the page', async ({ page, explorer }) => {
  await explorer.open();
  const messages = await page.evaluate(async () => {
    const { rank, check } = (globalThis as any).arenaExplorer;
    const thrower = (thrown: unknown) => ({
      get board() {
        throw thrown;
      },
    });
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const circle: any = { board: 'qa-2d' };
    circle.lens = circle;
    let deep: any = 'qa-2d';
    for (let level = 0; level < 100_000; level += 1) deep = { board: deep };
    const evil = new Error();
    Object.defineProperty(evil, 'message', {
      get() {
        throw evil;
      },
    });
    const calls: [string, () => Promise<unknown>][] = [
      ['unknown', () => rank([], { board: 'qa-2d', lenz: 'core' })],
      ['getter', () => rank([], thrower(new Error('not today')))],
      ['text', () => rank([], thrower('just text'))],
      ['nothing', () => rank([], thrower(undefined))],
      ['evil', () => rank([], thrower(evil))],
      ['proxy', () => rank([], proxy)],
      ['circle', () => rank([], circle)],
      ['deep', () => rank([], deep)],
      ['big', () => rank([], { board: 1n })],
      ['function', () => rank([], () => 1)],
      ['symbol', () => rank(Symbol('files'), { board: 'qa-2d' })],
      ['file getter', () => check([{ path: 'a.md', get text() { throw new Error('no text'); } }])],
      ['half a character', () => check([{ path: 'a.md', text: 'name: \ud800' }])],
    ];
    const told: Record<string, string> = {};
    for (const [what, run] of calls) {
      const waited = new Promise((resolve) => setTimeout(() => resolve('never answered'), 5000));
      told[what] = String(await Promise.race([run().then(() => 'accepted', (error) => (error instanceof Error ? error.message : 'no Error')), waited]));
    }
    return told;
  });
  expect(messages.unknown).toMatch(/options must be .*unknown field `lenz`, expected one of `board`, `lens`, `benchmark`/);
  expect(messages.getter).toContain('not today');
  expect(messages.text).toContain('just text');
  expect(messages['file getter']).toMatch(/files must be a list of \{path, text\}: no text/);
  for (const [what, message] of Object.entries(messages)) {
    expect(message, what).toMatch(/^(options must be \{board, lens, benchmark\}|files must be a list of \{path, text\}): ./);
  }
  // It lives on.
  expect((await call(page, 'rank', [], { board: 'qa-3d' })).value.board).toBe('qa-3d');
  await expect(page.getByRole('alert').filter({ hasText: 'the page has stopped' })).toHaveCount(0);
});

test('another page can import the module, and nothing is mounted there', async ({ page, baseURL }) => {
  const address = new URL('elsewhere.html', baseURL).href;
  await page.route(address, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Elsewhere</title><h1>Elsewhere</h1><script type="module">
        import init, { check, rank } from './arena-explorer.js';
        await init();
        globalThis.arenaExplorer = { check, rank };
        const { rows } = await rank([], { board: 'qa-2d', lens: 'core' });
        document.querySelector('h1').textContent = rows[0].name;
      </script></html>`,
    }),
  );
  await page.goto(address);
  const report = rank({ board: 'qa-2d', lens: 'core' });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(report.rows[0].name);
  expect((await call(page, 'rank', [], { board: 'qa-2d', lens: 'core' })).value).toEqual(report);
  const broken = files('tests/data/findings', /^syntax-colon\.md$/);
  expect((await call(page, 'check', broken)).value).toEqual(check(broken[0].path));
  expect((await call(page, 'rank', [], { board: 'x' })).message).toContain('qa-2d');
  await expect(page).toHaveTitle('Elsewhere');
  await expect(page.locator('body > *')).toHaveCount(2);
  await expect(page.getByRole('table')).toHaveCount(0);
  expect(page.url()).toBe(address);
});

test('an export says plainly that the data cannot be fetched', async ({ page, explorer, tolerated }) => {
  tolerated.push(/^console: Failed to load resource/);
  await page.route('**/dataset.bin*', (route) => route.fulfill({ status: 503, body: '' }));
  await page.goto('./');
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  const { error, message } = await call(page, 'rank', [], { board: 'qa-2d' });
  expect(error).toBe(true);
  expect(message).toContain('503');
});
