// The page under conditions that few have and nobody should suffer from: forced colours, more contrast, less motion, large zoom,
// other pixels, names that are written from right to left, and fingers without a pointer.

import { type Locator, type Page } from '@playwright/test';
import { BOARDS, expect, onFirstBoard, scoreFile, test } from './fixtures';

/** The views, how many charts each has at least, and whether these show models. */
const VIEWS: { view: string; address: string; charts: number; models?: boolean }[] = [
  { view: 'a board', address: './', charts: 1 },
  { view: 'a board by core capabilities', address: '?lens=core', charts: 1 },
  { view: 'a benchmark', address: '?benchmark=vsi', charts: 1 },
  { view: 'a model', address: '?model=rynnbrain-8b', charts: 1 },
  { view: 'a comparison', address: '?page=compare&select=o3,gpt-4o,rynnbrain-8b', charts: 1 },
  { view: 'the coverage', address: '?page=data', charts: 1, models: false },
  { view: 'the data quality', address: '?page=findings', charts: 0 },
  { view: 'the benchmarks', address: '?page=benchmarks', charts: 0 },
  { view: 'what a benchmark is', address: '?page=benchmark&benchmark=vsi', charts: 0 },
  { view: 'how ranks are made', address: '?page=method', charts: 0 },
  { view: 'the visitor’s files', address: '?page=files', charts: 0 },
  { view: 'a new file', address: '?page=new', charts: 0 },
];

/** How many pixels of each colour a canvas has, the most first, without those that only smooth an edge. */
const colours = (canvas: Locator) =>
  canvas.evaluate((element: HTMLCanvasElement) => {
    const { data } = element.getContext('2d')!.getImageData(0, 0, element.width, element.height);
    const counts = new Map<string, number>();
    for (let at = 0; at < data.length; at += 4) {
      const colour = `rgb(${data[at]}, ${data[at + 1]}, ${data[at + 2]})`;
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
    return [...counts].filter(([, count]) => count > 20).sort((a, b) => b[1] - a[1]).map(([colour]) => colour);
  });

/** What the browser makes of colours by name. */
const computed = (page: Page, names: string[]) =>
  page.evaluate((names) => {
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.forcedColorAdjust = 'none';
    const found = names.map((name) => {
      probe.style.color = name;
      return getComputedStyle(probe).color;
    });
    probe.remove();
    return found;
  }, names);

/** Scrolls each chart into sight, so that it is drawn, and gives their canvases. */
const drawn = async (page: Page, least: number) => {
  const canvases = page.getByRole('figure').locator('canvas');
  await expect(async () => expect(await canvases.count()).toBeGreaterThanOrEqual(least)).toPass();
  const all = await canvases.all();
  for (const canvas of all) {
    await canvas.scrollIntoViewIfNeeded();
    await expect(async () => expect((await colours(canvas)).length).toBeGreaterThan(1)).toPass();
  }
  return all;
};

for (const colorScheme of ['light', 'dark'] as const) {
  test(`forced colours, ${colorScheme}: charts are drawn in the system’s colours, on its background`, async ({ page, explorer }) => {
    await page.emulateMedia({ forcedColors: 'active', colorScheme });
    for (const { view, address, charts, models = true } of VIEWS.filter(({ charts }) => charts > 0)) {
      await explorer.open(address);
      const [background, text, link] = await computed(page, ['Canvas', 'CanvasText', 'LinkText']);
      expect(new Set([background, text, link]).size).toBe(3);
      const seen = new Set<string>();
      for (const canvas of await drawn(page, charts)) {
        const found = await colours(canvas);
        expect(found[0], `the background on ${view}`).toBe(background);
        expect(found, `text on ${view}`).toContain(text);
        expect(found.length, `colours on ${view}`).toBeGreaterThanOrEqual(3);
        found.forEach((colour) => seen.add(colour));
      }
      if (models) expect([...seen], `models on ${view}`).toContain(link);
    }
  });
}

test('forced colours: models that share a colour differ in dash or marker', async ({ page, explorer }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  // Four models take two colours between them.
  await explorer.open('?page=compare&select=o3,gpt-4o,rynnbrain-8b,gemini-2-5-pro');
  const [canvas] = await drawn(page, 1);
  const [link] = await computed(page, ['LinkText']);
  // Without the others, the picture of the first and that of the third are not the same.
  const shot = async (address: string) => {
    await explorer.open(address);
    await drawn(page, 1);
    return (await canvas.screenshot()).toString('base64');
  };
  expect(await colours(canvas)).toContain(link);
  const one = await shot('?page=compare&select=o3,gpt-4o,rynnbrain-8b');
  const other = await shot('?page=compare&select=rynnbrain-8b,gpt-4o,o3');
  expect(one).not.toBe(other);
});

test('forced colours: the chosen file of the list is told from the others', async ({ page, explorer }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await explorer.open();
  await explorer.bring('tests/data/findings/unknown-column.md', 'tests/data/findings/syntax-colon.md');
  await explorer.openWorkspace();
  const background = (selected: boolean) =>
    explorer.files.getByRole('option', { selected }).evaluate((row) => getComputedStyle(row).backgroundColor);
  const [highlight, text] = await computed(page, ['Highlight', 'HighlightText']);
  await expect(explorer.files.getByRole('option')).toHaveCount(2);
  expect(await background(true)).toBe(highlight);
  expect(await background(false)).not.toBe(highlight);
  const words = explorer.files.getByRole('option', { selected: true }).locator('*');
  const colours = await words.evaluateAll((words) => words.map((word) => getComputedStyle(word).color));
  expect(new Set(colours)).toEqual(new Set([text]));
});

test('forced colours come and go while the page is open', async ({ page, explorer }) => {
  await explorer.open();
  const [canvas] = await drawn(page, 1);
  const before = await colours(canvas);
  await page.emulateMedia({ forcedColors: 'active' });
  const [text] = await computed(page, ['CanvasText']);
  await expect(async () => expect(await colours(canvas)).toContain(text)).toPass();
  await page.emulateMedia({ forcedColors: 'none' });
  await expect(async () => expect(await colours(canvas)).toEqual(before)).toPass();
});

test('forced colours: bars, underlines, marks and what is chosen are still told apart', async ({ page, explorer }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await explorer.open();
  const [background, text, highlight] = await computed(page, ['Canvas', 'CanvasText', 'Highlight']);
  const cell = explorer.table.getByRole('gridcell', { name: /^\d+\.\d/ }).first();
  const bar = await cell.evaluate((cell) => getComputedStyle(cell).backgroundImage);
  expect(bar).toContain('gradient');
  expect(bar).not.toContain(background);
  const best = await explorer.table
    .getByRole('gridcell')
    .evaluateAll((cells) => cells.filter((cell) => getComputedStyle(cell).textDecorationStyle === 'double').length);
  expect(best).toBeGreaterThan(0);
  const mark = explorer.table.getByRole('img').first();
  expect(await mark.evaluate((mark) => getComputedStyle(mark).stroke)).toBe(text);
  const tint = (locator: Locator) => locator.evaluate((element) => getComputedStyle(element).backgroundColor);
  expect(await tint(explorer.lens('Benchmarks'))).toBe(highlight);
  expect(await tint(explorer.lens('Core capabilities'))).not.toBe(highlight);
  expect(await tint(explorer.board(BOARDS[0].name))).toBe(highlight);
  expect(await tint(explorer.board(BOARDS[1].name))).not.toBe(highlight);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`more contrast, ${colorScheme}: all text has 7 : 1`, async ({ page, explorer }) => {
    await page.emulateMedia({ contrast: 'more', colorScheme });
    for (const { view, address } of VIEWS) {
      await explorer.open(address);
      await expect(explorer.title).toBeVisible();
      const weak = await page.evaluate(() => {
        const painter = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
        const channels = (colour: string, under: string) => {
          for (const fill of [under, colour]) {
            painter.fillStyle = fill;
            painter.fillRect(0, 0, 1, 1);
          }
          return [...painter.getImageData(0, 0, 1, 1).data].slice(0, 3);
        };
        const luminance = (colour: number[]) => {
          const [r, g, b] = colour.map((channel) => {
            const share = channel / 255;
            return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
          });
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const behind = (element: Element | null): string => {
          for (let at = element; at; at = at.parentElement) {
            const colour = getComputedStyle(at).backgroundColor;
            if (!/, 0\)$|transparent/.test(colour)) return colour;
          }
          return getComputedStyle(document.documentElement).backgroundColor;
        };
        const weak: string[] = [];
        for (const element of document.querySelectorAll<HTMLElement>('body *')) {
          const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent!.trim() !== '');
          if (!own || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
          const { color } = getComputedStyle(element);
          const under = behind(element);
          const [a, b] = [luminance(channels(color, under)), luminance(channels(under, under))];
          const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
          if (ratio < 7) weak.push(`${element.tagName} “${element.innerText.slice(0, 40)}” ${color} on ${under}: ${ratio.toFixed(1)}`);
        }
        return [...new Set(weak)].slice(0, 10);
      });
      expect(weak, view).toEqual([]);
    }
  });
}

test('less motion: nothing moves by itself, while loading or after', async ({ page, explorer }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/dataset.bin*', async (route) => {
    await released;
    await route.continue();
  });
  const moving = () =>
    page.evaluate(() => {
      const lasting = document.getAnimations().filter((animation) => Number(animation.effect?.getComputedTiming().activeDuration) > 0);
      const animated = [...document.querySelectorAll('*')].filter((element) =>
        getComputedStyle(element).transitionDuration.split(',').some((time) => parseFloat(time) > 0),
      );
      const smooth = [...document.querySelectorAll('*')].filter((element) => getComputedStyle(element).scrollBehavior === 'smooth');
      return lasting.length + animated.length + smooth.length;
    });
  await page.goto('./');
  await expect(page.getByText('Loading the scores')).toBeVisible();
  expect(await moving()).toBe(0);
  release();
  await explorer.ready();
  expect(await moving()).toBe(0);
  await explorer.choose('o3').check();
  expect(await moving()).toBe(0);
});

test('a laptop at 400 % zoom: no view is wider than the window, and the table can be used', async ({ page, explorer }) => {
  await page.setViewportSize({ width: 320, height: 256 });
  for (const { view, address } of VIEWS) {
    await explorer.open(address);
    await expect(explorer.title).toBeVisible();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide, view).toBeLessThanOrEqual(320);
    // Whatever stays in place while the page is scrolled leaves most of the window to it.
    const covered = await page.evaluate(() => {
      document.documentElement.scrollTop = 400;
      const stays = [...document.querySelectorAll<HTMLElement>('body *')].filter((element) => {
        const { position } = getComputedStyle(element);
        const box = element.getBoundingClientRect();
        const isOnTop = position === 'fixed' || (position === 'sticky' && !element.closest('[role=region], table'));
        return isOnTop && element.checkVisibility({ visibilityProperty: true }) && box.height > 1 && box.top >= 0 && box.bottom <= innerHeight;
      });
      return Math.max(0, ...stays.map((element) => element.getBoundingClientRect().height));
    });
    expect(covered, view).toBeLessThan(256 / 2);
  }
  await explorer.open();
  await explorer.model('o3').scrollIntoViewIfNeeded();
  await explorer.model('o3').click();
  await expect(explorer.title).toHaveText(/o3$/);
});

for (const deviceScaleFactor of [1.25, 3]) {
  test(`at ${deviceScaleFactor} pixels for each of CSS, charts have as many`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({ baseURL, deviceScaleFactor, viewport: { width: 1300, height: 900 } });
    const page = await context.newPage();
    await page.goto('./');
    for (const canvas of await drawn(page, 1)) {
      await expect(async () => {
        const { css, pixels } = await canvas.evaluate((element: HTMLCanvasElement) => {
          const { width, height } = element.getBoundingClientRect();
          return { css: [width, height], pixels: [element.width, element.height] };
        });
        css.forEach((length, at) => expect(Math.abs(pixels[at] - length * deviceScaleFactor)).toBeLessThanOrEqual(1));
      }).toPass();
    }
    await context.close();
  });
}

test.describe('names from right to left', () => {
  const ARABIC = 'نموذج-عربي-7B';
  const HEBREW = 'מודל שפה 2';

  test.beforeEach(async ({ explorer, page }) => {
    await explorer.open();
    await explorer.bring(
      { name: 'arabic.md', text: scoreFile(ARABIC, onFirstBoard(64.5), 'code: arabic\nauthor: [جامعة]\n') },
      { name: 'hebrew.md', text: scoreFile(HEBREW, onFirstBoard(63.7), 'code: hebrew\n') },
    );
    await expect(explorer.row(HEBREW)).toBeVisible();
    await expect(page.getByText(ARABIC).first()).toBeVisible();
  });

  /** That an element’s text runs from right to left by itself and leaves what is around it alone. */
  const expectIsolated = async (named: Locator) => {
    const { own, around } = await named.evaluate((element) => {
      const holder = element.closest('bdi, [dir=auto]') ?? element.querySelector('bdi, [dir=auto]');
      return { own: holder?.matches(':dir(rtl)'), around: element.closest('table, main')?.matches(':dir(ltr)') };
    });
    expect(own, 'the name is a bdi of its own').toBe(true);
    expect(around, 'what is around it runs from left to right').toBe(true);
  };

  test('in the table: the row keeps its order', async ({ page, explorer }) => {
    for (const name of [ARABIC, HEBREW]) {
      const row = explorer.row(name);
      await expectIsolated(row.getByRole('link', { name, exact: true }));
      const left = async (cell: Locator) => (await cell.boundingBox())!.x;
      const model = await left(row.getByRole('rowheader'));
      const total = await left(row.getByRole('gridcell', { name: /^6[34]\.\d/ }).first());
      expect(total).toBeGreaterThan(model);
      const other = await left(explorer.row('o3').getByRole('rowheader'));
      expect(Math.abs(model - other)).toBeLessThanOrEqual(1);
      // The name begins where other names do.
      const inset = await left(row.getByRole('link', { name, exact: true }));
      expect(Math.abs(inset - (await left(explorer.model('o3'))))).toBeLessThanOrEqual(1);
    }
    await expect(page.locator('html')).not.toHaveAttribute('dir');
  });

  test('in charts, on the model’s page and in a comparison', async ({ page, explorer }) => {
    const { rows } = await explorer.figuresOf(explorer.figures.first());
    expect(JSON.stringify(rows)).toContain(HEBREW);
    await explorer.model(ARABIC).click();
    await expect(explorer.title).toContainText(ARABIC);
    await expectIsolated(explorer.title);
    await explorer.open('?page=compare&select=o3,arabic,hebrew');
    await expect(explorer.title).toContainText(HEBREW);
    // The order of the names is that in which they were chosen, from left to right.
    const places = await explorer.title.evaluate((title, names) => {
      const walker = document.createTreeWalker(title, NodeFilter.SHOW_TEXT);
      const places: number[] = names.map(() => Number.NaN);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        names.forEach((name, at) => {
          const from = node.textContent!.indexOf(name);
          if (from < 0) return;
          const range = document.createRange();
          range.setStart(node, from);
          range.setEnd(node, from + name.length);
          places[at] = range.getBoundingClientRect().left;
        });
      }
      return places;
    }, ['o3', ARABIC, HEBREW]);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    await drawn(page, 1);
  });
});

test.describe('a touch screen without a pointer', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('what can be done with a row is there without hovering', async ({ page, explorer }) => {
    await explorer.open();
    expect(await page.evaluate(() => matchMedia('(hover: none)').matches)).toBe(true);
    const row = explorer.row('o3');
    await row.scrollIntoViewIfNeeded();
    const everything = row.getByRole('button', { name: 'Everything about' });
    expect(await everything.evaluate((button) => getComputedStyle(button).opacity)).toBe('1');
    await everything.tap();
    await expect(everything).toHaveAttribute('aria-expanded', 'true');
  });

  test('a tap on a figure explains it, a tap on a mark names it and opens nothing yet', async ({ page, explorer }) => {
    await explorer.open();
    await explorer.row('o3').getByRole('gridcell', { name: /^\d+\.\d/ }).first().tap();
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    // On a phone charts are folded until they are asked for.
    const charts = page.getByRole('button', { name: 'Charts', exact: true });
    await expect(charts).toHaveAttribute('aria-expanded', 'false');
    await charts.tap();
    const [canvas] = await drawn(page, 1);
    const address = page.url();
    // By keyboard the first mark is found; its halo says where a finger has to go.
    await canvas.focus();
    await page.keyboard.press('Home');
    const halo = page.locator('.halo.own').first();
    await expect(halo).toBeVisible();
    const box = (await halo.boundingBox())!;
    await page.keyboard.press('Escape');
    await expect(halo).toBeHidden();
    await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
    await expect(halo).toBeVisible();
    expect(page.url()).toBe(address);
  });
});
