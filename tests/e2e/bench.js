// Measures the built page in the browser and prints what it measured as JSON. `cargo xtask bench` runs it, and serves the
// page at `page/`, with 150 and 10,000 models at `few/` and `many/`, an empty Leptos page at `empty/`, and score files at
// `data/files.json` and, with more in the long form, at `data/exchanged.json`.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { launchOptions } from './browser.js';
import { leaks } from './leaks.js';
import { zip } from './zip.js';

const base = process.env.ARENA_URL;
const board = process.env.ARENA_BOARD;

/** What shows that a page is there. */
const FIRST_TABLE = 'table tbody tr';
const FIRST_HEADING = 'h1';

const LOADS = 5;
const CHANGES = 21;
const PARSES = 3;
const ARCHIVES = 3;

// What depends on how the page is made.

/** The buttons that sort, one in each column header; those of menus and of groups of columns change no order. */
const SORT_BUTTONS = 'thead th[aria-sort] button:not(.menu)';
const THEME_BUTTON = 'button.theme';
const SEARCH_BOX = 'input[type="search"], [role="searchbox"]';
/** What chooses a lens, by its text. */
const LENS_CONTROLS = '[aria-label="Lens"] a';
const LENSES = ['Core capabilities', 'Benchmarks'];
/** Text that narrows the table, and text that does not. */
const SEARCHES = ['gpt', ''];

/** Browsers count time in tenths of a millisecond; what a subtraction adds behind that means nothing. */
const tenths = (value) => Math.round(value * 10) / 10;
const median = (values) => tenths(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]);
const say = (text) => process.stderr.write(`  ${text}\n`);

/** Notes when the first element of a selector has been painted. Runs in the page, before anything of it. */
const noteFirst = (selector) => {
  const look = () => {
    if (!document.querySelector(selector)) return;
    observer.disconnect();
    // The first frame paints it; at the beginning of the second it is on screen.
    requestAnimationFrame(() => requestAnimationFrame(() => (globalThis.firstPaintedAt = performance.now())));
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { childList: true, subtree: true });
};

/** Opens a page with nothing cached and waits for its first element; `work` may look at it before it is closed. */
const open = async (browser, path, selector, work = async () => {}, prepare = async () => {}) => {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.addInitScript(noteFirst, selector);
    await prepare(page);
    await page.goto(new URL(path, base).href);
    const painted = await page.waitForFunction(() => globalThis.firstPaintedAt, undefined, { timeout: 120_000 });
    await work(page);
    return await painted.jsonValue();
  } finally {
    await context.close();
  }
};

/** Milliseconds to the first table and to the empty page's heading, by turns on the same machine in the same minute. */
const firstTable = async (browser) => {
  const page = [];
  const empty = [];
  // The first round starts processes and warms the machine's caches: it does not count.
  for (let round = 0; round <= LOADS; round += 1) {
    const emptyAt = await open(browser, 'empty/', FIRST_HEADING);
    const pageAt = await open(browser, 'page/', FIRST_TABLE);
    if (round > 0) {
      empty.push(tenths(emptyAt));
      page.push(tenths(pageAt));
    }
  }
  return { page_ms: median(page), empty_ms: median(empty), page_runs_ms: page, empty_runs_ms: empty };
};

/**
 * Bytes on the wire and requests to the first table, and to the page that can be used, program and data included; when that
 * was; and requests in the seconds after it.
 */
const load = async (browser) => {
  const result = {};
  await open(browser, 'page/', FIRST_TABLE, async (page) => {
    await page.waitForSelector(SORT_BUTTONS);
    const asked = () =>
      page.evaluate(() => {
        const entries = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
        const sum = (these) => these.reduce((bytes, entry) => bytes + entry.transferSize, 0);
        const first = entries.filter((entry) => entry.startTime <= globalThis.firstPaintedAt);
        return {
          requests: first.length,
          bytes: sum(first.filter((entry) => entry.responseEnd <= globalThis.firstPaintedAt)),
          all_requests: entries.length,
          all_bytes: sum(entries),
          usable_ms: Math.round(performance.now()),
        };
      });
    Object.assign(result, await asked());
    await page.waitForTimeout(3000);
    result.later_requests = (await asked()).all_requests - result.all_requests;
  });
  return result;
};

/**
 * Milliseconds from each of several changes to the end of the frame that shows it. A change is made at the beginning of a
 * frame, so that what is measured is the work for it (script, style, layout, paint) and not the wait for the screen.
 * Runs in the page.
 */
const timeChanges = async ({ kind, count, selectors, texts }) => {
  const textOf = (selector) => document.querySelector(selector)?.textContent ?? '';
  const sortState = () => [...document.querySelectorAll('thead th')].map((th) => th.getAttribute('aria-sort')).join();
  const kinds = {
    sort: {
      state: sortState,
      change: (turn) => {
        const buttons = document.querySelectorAll(selectors.sort);
        buttons[turn % buttons.length].click();
      },
    },
    filter: {
      state: () => document.querySelectorAll('tbody tr').length + textOf('tbody'),
      change: (turn) => {
        const box = document.querySelector(selectors.search);
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(box, texts[turn % texts.length]);
        box.dispatchEvent(new InputEvent('input', { bubbles: true }));
      },
    },
    // Two screens further, to and fro.
    scroll: {
      state: () => document.querySelector('tbody tr[aria-rowindex]')?.getAttribute('aria-rowindex'),
      change: (turn) => {
        const region = document.querySelector('table').parentElement;
        region.scrollTop += turn % 12 < 6 ? 1600 : -1600;
      },
    },
    lens: {
      state: () => textOf('thead'),
      change: (turn) => {
        const name = texts[turn % texts.length];
        const controls = [...document.querySelectorAll(selectors.lens)];
        controls.find((control) => control.textContent.trim() === name).click();
      },
    },
  };
  const { state, change } = kinds[kind];

  /** Resolves after the current frame has been painted. */
  const painted = () =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = resolve;
      port2.postMessage(null);
    });
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

  const once = (turn) =>
    new Promise((resolve, reject) => {
      const before = state();
      requestAnimationFrame(async () => {
        const start = performance.now();
        try {
          change(turn);
        } catch (error) {
          reject(error);
        }
        for (;;) {
          await painted();
          const end = performance.now();
          if (state() !== before) return resolve(end - start);
          if (end - start > 5000) return reject(new Error(`the ${kind} did not change the table`));
          await frame();
        }
      });
    });

  const times = [];
  for (let turn = 0; turn < count; turn += 1) {
    times.push(await once(turn));
    // Whatever the page puts off until it is idle is not part of the next change.
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return times;
};

/** Times changes of sort, filter and lens on one page. A control that is not found leaves its figure out. */
const changes = async (browser, path, kinds = ['sort', 'filter', 'lens']) => {
  const result = {};
  const selectors = { sort: SORT_BUTTONS, search: SEARCH_BOX, lens: LENS_CONTROLS };
  const texts = { sort: [], filter: SEARCHES, lens: LENSES, scroll: [] };
  await open(browser, path, FIRST_TABLE, async (page) => {
    await page.waitForSelector(SORT_BUTTONS);
    for (const kind of kinds) {
      try {
        const times = await page.evaluate(timeChanges, { kind, count: CHANGES, selectors, texts: texts[kind] });
        result[kind] = { median_ms: median(times), slowest_ms: tenths(Math.max(...times)) };
      } catch (error) {
        say(`${path} ${kind}: not measured: ${error.message}`);
        result[kind] = null;
      }
    }
  });
  return result;
};

/**
 * Milliseconds to draw each chart anew, what the browser puts off included: reading a pixel back makes it paint all that was
 * drawn. The theme is switched to and fro, which draws all charts anew and changes nothing else about them.
 */
const redraws = async (browser, path, charts) => {
  const result = {};
  const prepare = (page) =>
    page.addInitScript(() => {
      const measure = performance.measure.bind(performance);
      performance.measure = (name, ...rest) => {
        if (name === 'chart') {
          for (const canvas of document.querySelectorAll('canvas')) canvas.getContext('2d').getImageData(0, 0, 1, 1);
        }
        return measure(name, ...rest);
      };
    });
  for (const chart of charts) {
    const look = async (page) => {
      await page.waitForSelector(SORT_BUTTONS);
      const times = await page.evaluate(
        async ([count, theme]) => {
          const wait = () => new Promise((resolve) => setTimeout(resolve, 120));
          await wait();
          await wait();
          const slowest = [];
          for (let turn = 0; turn < count; turn += 1) {
            performance.clearMeasures('chart');
            document.querySelector(theme).click();
            await wait();
            const drawn = performance.getEntriesByName('chart', 'measure').map((entry) => entry.duration);
            if (drawn.length !== 1) throw new Error(`${drawn.length} charts were drawn anew instead of 1`);
            slowest.push(Math.max(...drawn));
          }
          return slowest;
        },
        [CHANGES, THEME_BUTTON],
      );
      result[chart] = median(times);
    };
    try {
      await open(browser, `${path}?chart=${chart}`, FIRST_TABLE, look, prepare);
    } catch (error) {
      say(`${path} ${chart}: not measured: ${error.message}`);
      result[chart] = null;
    }
  }
  return result;
};

/**
 * Milliseconds from a pause in typing in the editor of a file to its standing that follows it, the pause of 60 ms that the page
 * waits for left out.
 */
const typing = async (browser, path) => {
  let result = null;
  const look = async (page) => {
    await page.waitForSelector(SORT_BUTTONS);
    const text = '---\nname: Typed\nscore: {benchmark: {vsi: {columns: {Total Score: 50.1}}}}\n---\n';
    const file = { name: 'typed.md', mimeType: 'text/markdown', buffer: Buffer.from(text) };
    await page.locator('input[type="file"]').first().setInputFiles(file);
    await page.getByRole('link', { name: 'Open Typed' }).click();
    const times = await page.getByRole('textbox', { name: 'Source of typed.md' }).evaluate(async (field, count) => {
      const shown = () => document.querySelector('#pane-standing .standing');
      const times = [];
      for (let turn = 0; turn < count; turn += 1) {
        const score = (10 + turn * 3.1).toFixed(1);
        field.value = field.value.replace(/Total Score: [\d.]+/, `Total Score: ${score}`);
        const start = performance.now();
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        while (!shown()?.textContent.includes(score)) {
          if (performance.now() - start > 5000) throw new Error('the standing did not follow');
          await new Promise(requestAnimationFrame);
        }
        times.push(performance.now() - start - 60);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return times;
    }, CHANGES);
    result = { median_ms: median(times), slowest_ms: tenths(Math.max(...times)) };
  };
  try {
    await open(browser, `${path}?q=typed`, FIRST_TABLE, look);
  } catch (error) {
    say(`typing: not measured: ${error.message}`);
  }
  return result;
};

/**
 * Milliseconds from dropping an archive of many files until some of them, and all of them, are on screen, and the longest
 * task of the page meanwhile: 0 if none was longer than the 50 ms that a browser takes note of.
 */
const bringing = async (browser, address) => {
  const result = { runs_ms: [], longest_tasks_ms: [] };
  const files = await (await fetch(new URL('data/exchanged.json', base))).json();
  const archive = zip(files.map((file) => ({ path: `scores/${file.path}`, content: file.text })));
  Object.assign(result, { files: files.length, archive_bytes: archive.length });
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'arena-bench-')), 'scores.zip');
  writeFileSync(file, archive);
  result.bytes = files.reduce((bytes, { text }) => bytes + Buffer.byteLength(text), 0);
  const look = async (page) => {
    await page.waitForSelector(SORT_BUTTONS);
    // Whatever the page puts off until it is idle is done by then.
    await page.waitForTimeout(1000);
    await page.evaluate((count) => {
      const tasks = [];
      const noted = (entries) => tasks.push(...entries.map((entry) => entry.duration));
      const observer = new PerformanceObserver((list) => noted(list.getEntries()));
      observer.observe({ type: 'longtask' });
      const said = () => [...document.querySelectorAll('[role="status"]')].find((status) => /^You have/.test(status.textContent));
      globalThis.brought = new Promise((resolve) => {
        document.querySelector('input[type="file"]').addEventListener('change', () => {
          const start = performance.now();
          let first;
          const look = () => {
            first ??= said() && performance.now() - start;
            if (said()?.textContent !== `You have ${count} files here.`) return requestAnimationFrame(look);
            const all = performance.now() - start;
            // What follows, such as charts and what the previews are compared with, may not stand in the way either.
            setTimeout(() => {
              noted(observer.takeRecords());
              resolve({ first, all, tasks });
            }, 2000);
          };
          look();
        });
      });
    }, files.length);
    // From the disk: handed over in memory, the file would first have to be made in the page.
    await page.locator('input[type="file"]').first().setInputFiles(file);
    const { first, all, tasks } = await page.evaluate(() => globalThis.brought);
    result.first_ms = Math.round(first);
    result.runs_ms.push(Math.round(all));
    result.longest_tasks_ms.push(tenths(Math.max(0, ...tasks)));
  };
  try {
    for (let run = 0; run < ARCHIVES; run += 1) await open(browser, address, FIRST_TABLE, look);
    result.all_ms = median(result.runs_ms);
    result.longest_task_ms = median(result.longest_tasks_ms);
  } catch (error) {
    say(`bringing files: not measured: ${error.message}`);
  }
  rmSync(path.dirname(file), { recursive: true });
  return result;
};

/** Milliseconds to parse and check many score files in WASM, and to rank many models that are loaded. */
const wasm = async (browser) => {
  const result = {};
  const time = ([what, repeat, rankBoard]) =>
    (async () => {
      const files = what === 'check' ? await (await fetch('../data/files.json')).json() : undefined;
      const times = [];
      for (let run = 0; run < repeat; run += 1) {
        const start = performance.now();
        await (files
          ? globalThis.arenaExplorer.check(files)
          : globalThis.arenaExplorer.rank(undefined, { board: rankBoard }));
        times.push(performance.now() - start);
      }
      return times;
    })();
  for (const [what, path] of [['check', 'page/'], ['rank', 'many/']]) {
    await open(browser, path, FIRST_TABLE, async (page) => {
      await page.waitForSelector(SORT_BUTTONS);
      try {
        result[`${what}_ms`] = median(await page.evaluate(time, [what, PARSES, board]));
      } catch (error) {
        say(`${what} in WASM: not measured: ${error.message}`);
        result[`${what}_ms`] = null;
      }
    });
  }
  return result;
};

const browser = await chromium.launch(launchOptions);
try {
  say('first table');
  const result = { browser: `Chromium ${browser.version()}`, first_table: await firstTable(browser) };
  say('bytes and requests');
  result.load = await load(browser);
  say('changes with 150 models');
  result.few = await changes(browser, 'few/');
  say('changes with 10,000 models');
  result.many = await changes(browser, 'many/');
  say('changes with 10,000 models in 34 columns');
  result.wide = await changes(browser, 'many/?lens=fine', ['sort', 'filter', 'scroll']);
  say('redrawing charts');
  result.redraw = {
    few: await redraws(browser, 'few/', ['profiles', 'differences', 'size', 'release', 'spread', 'agreement']),
    many: await redraws(browser, 'many/', ['size', 'release', 'spread']),
  };
  say('typing in the editor');
  result.typing = await typing(browser, 'page/');
  say('bringing 10,000 files');
  result.bringing = await bringing(browser, 'page/');
  say('what is held after 500 changes of view and 500 files');
  result.leaks = await leaks(browser, new URL('page/', base).href).catch((error) => {
    say(`leaks: not measured: ${error.message}`);
    return null;
  });
  say('parsing and ranking in WASM');
  result.wasm = await wasm(browser);
  process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
  await browser.close();
}
