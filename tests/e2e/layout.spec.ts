// That the page fits: it never scrolls sideways, and nothing lies on top of what is to be clicked.

import { type Locator, type Page } from '@playwright/test';
import { MODELS, expect, onFirstBoard, scoreFile, test, type Explorer } from './fixtures';

const WIDTHS = [320, 360, 768, 1440];

const LONG = 'Extraordinarily-Long-Model-Name-'.repeat(20);

const bring = async (explorer: Explorer) => {
  await explorer.bring(`${MODELS}/gpt-4o-mini.md`, 'tests/data/findings/not-a-score.md', 'tests/data/findings/long-line.md', {
    name: `${'long-file-name-'.repeat(12)}.md`,
    text: scoreFile(LONG, onFirstBoard(99), `author: [${'Institute-'.repeat(60)}]\n`),
  });
  await expect(explorer.summary).toContainText(/^Your files/);
};

const VIEWS: { view: string; address: string; prepare?: (explorer: Explorer) => Promise<void> }[] = [
  {
    view: 'a board',
    address: './',
    prepare: async (explorer) => {
      for (const figure of await explorer.figures.all()) await explorer.figuresOf(figure);
    },
  },
  { view: 'a board of many columns', address: '?lens=fine' },
  {
    view: 'a board with filters, a row unfolded and a figure explained',
    address: '?open=yes&q=autor:nobody',
    prepare: async (explorer) => {
      await explorer.table.getByRole('button', { name: /^Everything about/ }).first().click();
      await explorer.table.locator('td.total').nth(1).click();
      await expect(explorer.page.getByRole('dialog')).toBeVisible();
    },
  },
  { view: 'a board with its columns listed', address: '?lens=fine', prepare: (explorer) => explorer.page.getByRole('button', { name: 'Columns' }).click() },
  { view: 'a benchmark', address: '?benchmark=ost-bench&chart=agreement' },
  { view: 'the page of a benchmark', address: '?page=benchmark&benchmark=ost-bench' },
  { view: 'all benchmarks', address: '?page=benchmarks' },
  { view: 'how ranks are made', address: '?page=method' },
  { view: 'what has been measured', address: '?page=data' },
  { view: 'the start of a new file', address: '?page=new' },
  {
    view: 'the editor of a file with long lines',
    address: './',
    prepare: async (explorer) => {
      await bring(explorer);
      await explorer.openWorkspace();
      await explorer.files.press('End');
    },
  },
  { view: 'an empty search', address: `?q=${'nothing'.repeat(40)}` },
  { view: 'a comparison', address: '?page=compare&select=o3,iflybot-vlm-8b,3drs,gemini-2-5-pro' },
  {
    view: 'a model, its neighbours unfolded and another score supposed',
    address: '?model=gpt-4o-mini',
    prepare: async (explorer) => {
      await explorer.main.getByText(/^2D embodied QA Between/).click();
      await explorer.page.getByRole('slider').press('End');
    },
  },
  { view: 'an unknown model', address: `?model=${'unknown'.repeat(40)}` },
  {
    view: 'all findings, narrowed',
    address: `?page=findings&file=${'nothing'.repeat(40)}`,
    prepare: async (explorer) => {
      await bring(explorer);
      await explorer.page.getByRole('button', { name: 'Clear all filters' }).click();
    },
  },
  {
    view: 'two versions of a model',
    address: './',
    prepare: async (explorer) => {
      await explorer.bring(
        { name: 'one.md', text: scoreFile(LONG, onFirstBoard(99)) },
        { name: 'two.md', text: scoreFile(`${LONG} v2`, onFirstBoard(0)) },
      );
      await explorer.openWorkspace();
      await explorer.page.getByRole('link', { name: /^Compare with Extra.* v2/ }).click();
      await expect(explorer.main.getByRole('heading', { name: 'What rose, what fell' })).toBeVisible();
    },
  },
  {
    view: 'what was added, in sum',
    address: './',
    prepare: bring,
  },
  {
    view: 'one file with a long name, in sum',
    address: './',
    prepare: async (explorer) => {
      await explorer.bring({ name: `${'long-file-name-'.repeat(12)}.md`, text: scoreFile(LONG, onFirstBoard(99)) });
      await expect(explorer.summary.getByRole('listitem')).toBeVisible();
    },
  },
  {
    view: 'the workspace with the neighbours of a model unfolded',
    address: './',
    prepare: async (explorer) => {
      await bring(explorer);
      await explorer.openWorkspace();
      await explorer.files.press('End');
      await explorer.page.getByText(/^Ahead of/).last().click();
    },
  },
  {
    view: 'a preview’s page',
    address: './',
    prepare: async (explorer) => {
      await bring(explorer);
      await explorer.openWorkspace();
      await explorer.files.press('End');
      await explorer.page.getByRole('link', { name: 'All of its scores and ranks' }).click();
      await expect(explorer.title).toContainText('Extraordinarily');
    },
  },
];

for (const { view, address, prepare } of VIEWS) {
  test(`${view} never scrolls sideways`, async ({ page, explorer }) => {
    await explorer.open(address);
    await prepare?.(explorer);
    const tooWide: string[] = [];
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      // Two frames: what follows the width has done so by then.
      const overhang = await page.evaluate(async () => {
        for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
        const root = document.documentElement;
        return root.scrollWidth - root.clientWidth;
      });
      if (overhang > 0) tooWide.push(`${overhang} px too wide at ${width} px`);
    }
    expect(tooWide).toEqual([]);
  });
}

test('at any width, all that is in the bar is in sight and can be clicked', async ({ page, explorer }) => {
  await explorer.open();
  const bar = page.getByRole('banner');
  const faults: string[] = [];
  for (const width of [320, 360, 480, 640, 641, 768, 900, 1024, 1180, 1181, 1280, 1366, 1401, 1420, 1421, 1440, 1920]) {
    await page.setViewportSize({ width, height: 800 });
    // The boards are there in one of two forms.
    await expect(explorer.boardMenu.or(explorer.board('Task planning')).filter({ visible: true })).toHaveCount(1);
    const hidden = await bar.evaluate((bar) => {
      const controls = [...bar.querySelectorAll<HTMLElement>('a, button, select, input')].filter((control) => control.checkVisibility());
      return controls.flatMap((control) => {
        const box = control.getBoundingClientRect();
        const inside = box.left >= 0 && box.right <= innerWidth && box.bottom <= bar.getBoundingClientRect().bottom + 1;
        // What a click in its middle, or near its ends, would hit.
        const hit = [0.1, 0.5, 0.9].every((share) =>
          control.contains(document.elementFromPoint(box.left + share * box.width, box.top + box.height / 2)),
        );
        return inside && hit ? [] : [control.innerText || control.ariaLabel || control.tagName];
      });
    });
    if (hidden.length > 0) faults.push(`${width} px: ${hidden.join(', ')}`);
  }
  expect(faults).toEqual([]);
});

test('figures in the table are aligned to the right, in digits of equal width', async ({ explorer }) => {
  await explorer.open();
  const cells = explorer.row('o3').getByRole('gridcell');
  const styles = await cells.evaluateAll((cells) =>
    cells.slice(1).map((cell) => [getComputedStyle(cell).textAlign, getComputedStyle(cell).fontVariantNumeric]),
  );
  expect(styles).toHaveLength(13);
  for (const [align, digits] of styles) {
    expect(align).toBe('right');
    expect(digits).toContain('tabular-nums');
  }
});

/** How much of what is on screen moved while the page loaded, as browsers score it. */
const shifts = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += (entry as unknown as { value: number }).value;
        }).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve(sum), 500);
      }),
  );

for (const { name, size } of [
  { name: 'a laptop', size: { width: 1440, height: 900 } },
  { name: 'a phone', size: { width: 360, height: 740 } },
]) {
  for (const view of ['', '?lens=fine&q=gpt']) {
    test(`nothing moves while ${view || 'the first board'} arrives on ${name}`, async ({ page, explorer }) => {
      await page.setViewportSize(size);
      // The data come late, as they do on a slow line.
      await page.route('**/dataset.bin*', async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 400));
        await route.continue();
      });
      await explorer.open(view);
      expect(await shifts(page)).toBeLessThan(0.01);
    });
  }
}

for (const { name, size } of [
  { name: 'a laptop', size: { width: 1440, height: 900 } },
  { name: 'a phone', size: { width: 360, height: 780 } },
]) {
  test(`the first rows stand where they stood before the program ran, on ${name}`, async ({ page, explorer }) => {
    await page.setViewportSize(size);
    let arrive = () => {};
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    await page.route('**/dataset.bin*', async (route) => {
      await arrived;
      await route.continue();
    });
    /** Where heads and the first rows are, cell by cell, and the plots in them. */
    const places = () =>
      page.locator('table.scores').evaluate((table: HTMLTableElement) =>
        [...table.rows].filter((row) => row.offsetHeight > 0).slice(0, 7).flatMap((row) =>
          [...row.cells, ...row.querySelectorAll('svg.plot, svg.axis')].map((cell) => {
            const { x, y, width, height } = cell.getBoundingClientRect();
            return [x, y, width, height].map(Math.round).join(' ');
          }),
        ),
      );
    await page.goto('./');
    await expect(page.getByRole('cell', { name: '64.1' })).toBeVisible();
    const before = await places();
    arrive();
    await explorer.ready();
    expect(await places()).toEqual(before);
    expect(await shifts(page)).toBeLessThan(0.01);
  });
}

test.describe('with a finger', () => {
  test.use({ viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true });

  test('what is typed into has 16 px, so that a phone does not enlarge the page', async ({ page, explorer }) => {
    await explorer.open('?model=o3');
    await explorer.bring({ name: 'mine.md', text: scoreFile('Mine-7B', { vsi: 42 }) });
    await explorer.line('Mine-7B').getByRole('link', { name: 'Open Mine-7B' }).click();
    await page.getByRole('tab', { name: 'Editor' }).click();
    await expect(explorer.source('mine.md')).toBeVisible();
    await page.getByRole('button', { name: 'Rename' }).click();
    await expect(page.getByRole('textbox', { name: 'New name' })).toBeVisible();
    const small = () =>
      page.evaluate(() =>
        [...document.querySelectorAll<HTMLInputElement>('input, select, textarea')]
          .filter(({ type }) => !['checkbox', 'radio', 'range', 'file'].includes(type))
          .filter((field) => Number.parseFloat(getComputedStyle(field).fontSize) < 16)
          .map((field) => field.outerHTML.slice(0, 100)),
      );
    expect(await small()).toEqual([]);
    await explorer.open();
    await page.getByRole('button', { name: 'Filters' }).click();
    await expect(page.getByRole('spinbutton').first()).toBeVisible();
    expect(await small()).toEqual([]);
    await explorer.open('?page=findings');
    expect(await small()).toEqual([]);
    await explorer.open('?page=compare&select=o3,sat');
    expect(await small()).toEqual([]);
  });
});

test('at 2,560 px the bar, what stands in the page and the foot begin at one edge', async ({ page, explorer }) => {
  await page.setViewportSize({ width: 2560, height: 1300 });
  for (const address of ['./', '?page=method', '?page=data', '?page=files', '?model=rynnbrain-8b']) {
    await explorer.open(address);
    const left = async (of: Locator) => of.evaluate((element) => element.getBoundingClientRect().left + parseFloat(getComputedStyle(element).paddingLeft));
    const edge = await left(page.getByRole('banner'));
    expect(await left(explorer.main), address).toBe(edge);
    expect(await left(page.getByRole('contentinfo')), address).toBe(edge);
  }
});

test('a table that is wider than a phone says so by a shadow, and texts are no columns of words', async ({ page, explorer }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await explorer.open('?model=rynnbrain-8b');
  const table = page.getByRole('region', { name: 'Ranks and totals by board' });
  expect(await table.evaluate((scroller) => scroller.scrollWidth - scroller.clientWidth)).toBeGreaterThan(0);
  expect(await table.evaluate((scroller) => getComputedStyle(scroller).backgroundAttachment)).toBe('local, local, scroll, scroll');
  // Of the index of benchmarks one sees whose row it is, wherever it is scrolled to.
  await explorer.open('?page=benchmarks');
  const index = page.getByRole('region', { name: 'Table of benchmarks' });
  await index.evaluate((scroller) => scroller.scrollTo({ left: 400, behavior: 'instant' }));
  await expect(index.getByRole('columnheader', { name: 'Metric' })).toBeInViewport();
  await expect(index.getByRole('link', { name: 'UniEQA' })).toBeInViewport({ ratio: 1 });
  // A link in a sentence stands in its line.
  await page.setViewportSize({ width: 1440, height: 900 });
  await explorer.open('?page=method');
  const sources = page.getByText('Figures: Embodied Arena,').first();
  const link = sources.getByRole('link', { name: 'arXiv 2509.15273' });
  expect(await link.evaluate((link) => link.getClientRects().length)).toBe(1);
  expect((await link.boundingBox())!.y - (await sources.boundingBox())!.y).toBeLessThan(8);
});
