// Whether the page grows while it is used: what it holds after many changes of view and many files that were brought and
// removed again, against what it held after some of each.

/** Some of each before the first look: caches are filled, pools have their size. */
const WARM_UP = 50;
const TIMES = 500;

/** Keeps hold of the memory of each WASM instance. Runs in the page and in the reader, before anything of them. */
const keepMemory = () => {
  const kept = (result) => {
    globalThis.wasmMemory ??= (result.instance ?? result).exports.memory;
    return result;
  };
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const original = WebAssembly[name];
    WebAssembly[name] = (...parameters) => original.apply(WebAssembly, parameters).then(kept);
  }
};

/** Changes of view, each of which comes round again and again; `turn` says how often they all did. */
const VIEWS = [
  (page) => board(page, 1),
  (page) => lens(page, 'Fine capabilities'),
  (page) => lens(page, 'Core capabilities'),
  (page) => board(page, 0),
  (page, turn) => {
    const sort = page.getByRole('grid').getByRole('columnheader').getByRole('button');
    return sort.nth(turn % 8).click();
  },
  (page) => page.getByRole('combobox', { name: 'Search models' }).fill('gpt'),
  (page) => page.getByRole('combobox', { name: 'Search models' }).fill(''),
  (page) => page.getByRole('grid').getByRole('rowheader').getByRole('link').first().click(),
  (page) => page.goBack(),
  // The coverage of the data, or whatever the foot leads to first.
  (page, turn) => (turn % 2 ? page.goBack() : page.getByRole('contentinfo').getByRole('link').nth(1).click()),
];

const board = (page, place) => page.getByRole('navigation', { name: 'Boards' }).getByRole('link').nth(place).click();
const lens = (page, name) => page.getByRole('navigation', { name: 'Lens' }).getByRole('link', { name, exact: true }).click();

const changeViews = async (page, times) => {
  for (let change = 0; change < times; change += 1) {
    await VIEWS[change % VIEWS.length](page, Math.floor(change / VIEWS.length));
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  }
};

const bringAndRemove = async (page, times) => {
  const text = '---\nname: Passing\nscore: {benchmark: {vsi: {columns: {Total Score: 50.1}}}}\n---\n';
  const file = { name: 'passing.md', mimeType: 'text/markdown', buffer: Buffer.from(text) };
  const shown = page.getByRole('grid').getByRole('link', { name: 'Passing', exact: true });
  for (let time = 0; time < times; time += 1) {
    await page.locator('input[type="file"]').first().setInputFiles(file);
    await page.getByRole('region', { name: 'Your files' }).getByRole('link', { name: 'Open Passing' }).click();
    await page.getByRole('button', { name: 'Remove Passing' }).click();
    await page.getByText('There are no files yet.').waitFor();
    await page.goBack();
    await shown.waitFor({ state: 'detached' });
  }
};

/** Bytes that the page holds once all garbage is collected, and what it has in its document. */
const look = async (page, devTools) => {
  // What the page puts off is done by then.
  await page.waitForTimeout(2000);
  // What one collection lets go may be what held something else.
  for (let time = 0; time < 3; time += 1) await devTools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devTools.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await devTools.send('Memory.getDOMCounters');
  const wasm = (scope) => scope.evaluate(() => globalThis.wasmMemory.buffer.byteLength);
  const [reader] = page.workers();
  return { heap: usedSize, wasm: await wasm(page), reader_wasm: await wasm(reader), nodes, listeners: jsEventListeners };
};

/** What the page at an address holds before and after. */
export const leaks = async (browser, address, times = TIMES) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    await page.addInitScript(keepMemory);
    await page.route('**/worker.js*', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `(${keepMemory})();\n${await response.text()}` });
    });
    const devTools = await context.newCDPSession(page);
    await page.goto(address);
    await page.getByRole('combobox', { name: 'Search models' }).waitFor();
    await changeViews(page, WARM_UP);
    await board(page, 0);
    await bringAndRemove(page, WARM_UP);
    const before = await look(page, devTools);
    await changeViews(page, times);
    await board(page, 0);
    const views = await look(page, devTools);
    await bringAndRemove(page, times);
    const files = await look(page, devTools);
    return {
      times,
      before,
      views,
      files,
      heap_growth: files.heap - before.heap,
      wasm_growth: files.wasm + files.reader_wasm - before.wasm - before.reader_wasm,
    };
  } finally {
    await context.close();
  }
};
