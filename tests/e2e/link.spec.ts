// The address: it holds the view, a fresh page shows the same, and back and forward lead through what was seen.

import { TALL, expect, Explorer, test } from './fixtures';

test.use({ viewport: TALL });

/** Everything on screen that a link should bring back. */
const view = async (explorer: Explorer) => ({
  title: await explorer.title.innerText(),
  table: await explorer.read(),
  search: await explorer.search.inputValue(),
  chosen: await explorer.table
    .getByRole('checkbox', { checked: true })
    .evaluateAll((boxes) => boxes.map((box) => box.getAttribute('aria-label'))),
  benchmark: await explorer.benchmark.inputValue(),
  figures: await explorer.figures.evaluateAll((figures) => figures.map((figure) => figure.querySelector('figcaption')!.innerText)),
  pictures: await explorer.figures.getByRole('img').evaluateAll((images) => images.map((image) => image.getAttribute('aria-label'))),
  paper: await explorer.page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor),
});

const CASES: { what: string; change: (explorer: Explorer) => Promise<void>; query: RegExp }[] = [
  {
    what: 'board and lens',
    change: async (explorer) => {
      await explorer.board('Task planning').click();
      await explorer.lens('Fine capabilities').click();
    },
    query: /board=task-planning&lens=fine/,
  },
  {
    what: 'benchmark',
    change: async (explorer) => {
      await explorer.board('Navigation (unified framework)').click();
      await explorer.benchmark.selectOption('VLN-CE RxR');
    },
    query: /board=navigation&benchmark=vln-ce-rxr/,
  },
  {
    what: 'sort, both ways',
    change: async (explorer) => {
      await explorer.sort('VABench-Point').click();
      await explorer.sort('VABench-Point').click();
    },
    query: /sort=va-bench-point/,
  },
  { what: 'search', change: (explorer) => explorer.search.fill('open ai & 4+ 100%'), query: /q=open/ },
  {
    what: 'chosen models',
    change: async (explorer) => {
      await explorer.choose('GPT-4o').check();
      await explorer.choose('Robo-Refer').check();
    },
    query: /select=gpt-4o,robo-refer/,
  },
  {
    what: 'coverage',
    change: async (explorer) => {
      await explorer.openRanking();
      await explorer.rankAll.check();
    },
    query: /coverage=any/,
  },
  {
    what: 'rule',
    change: async (explorer) => {
      await explorer.openRanking();
      await explorer.page.getByRole('radio', { name: 'Borda' }).check();
    },
    query: /rule=borda/,
  },
  { what: 'theme', change: (explorer) => explorer.theme.click(), query: /theme=dark/ },
];

test('a fresh page with the same address shows the same', async ({ page, context, explorer }) => {
  // One after the other, because each needs two pages.
  test.slow();
  await explorer.open();
  const first = await view(explorer);
  const other = new Explorer(await context.newPage());
  for (const { what, change, query } of CASES) {
    await test.step(what, async () => {
      await explorer.open();
      await change(explorer);
      await expect(page).toHaveURL(query);
      const changed = await view(explorer);
      expect(changed).not.toEqual(first);
      await other.open(page.url());
      await expect.poll(() => view(other)).toEqual(changed);
    });
  }
});

test('the first view has a bare address', async ({ page, explorer, baseURL }) => {
  await explorer.open();
  await explorer.board('Task planning').click();
  await explorer.page.getByRole('link', { name: 'Arena Explorer', exact: true }).click();
  await expect(explorer.title).toHaveText('2D embodied QA');
  expect(page.url().replace(/\?$/, '')).toBe(baseURL);
});

test('back and forward lead through boards, lenses and models', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.board('Task planning').click();
  await explorer.lens('Core capabilities').click();
  await explorer.model('Gemini-2.5-Pro').click();
  await expect(explorer.title).toContainText('Gemini-2.5-Pro');

  const model = () => expect(explorer.title).toContainText('Gemini-2.5-Pro');
  const caption = (text: string) => expect(explorer.table.getByRole('caption')).toContainText(text);
  await page.goBack();
  await caption('Task planning: scores by core capability');
  await page.goBack();
  await caption('Task planning: scores by benchmark');
  await page.goBack();
  await caption('2D embodied QA: scores by benchmark');
  await page.goForward();
  await caption('Task planning: scores by benchmark');
  await page.goForward();
  await caption('Task planning: scores by core capability');
  await page.goForward();
  await model();
  await page.goBack();
  await caption('Task planning: scores by core capability');
});

test('sorting and searching make no places in the history to go back through', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.board('Task planning').click();
  await explorer.search.pressSequentially('gpt');
  await explorer.sort('EB-ALFRED').click();
  await expect(page).toHaveURL(/sort=-eb-alfred/);
  await page.goBack();
  await expect(explorer.title).toHaveText('2D embodied QA');
  await expect(explorer.search).toHaveValue('');
  await page.goForward();
  await expect(explorer.title).toHaveText('Task planning');
  await expect(explorer.search).toHaveValue('gpt');
  await expect(explorer.head('EB-ALFRED')).toHaveAttribute('aria-sort', 'descending');
});

test('a preview stays where it is while going back and forward', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.bring({ name: 'mine.md', text: 'name: Mine\nscore: {benchmark: {vsi: {columns: {Total Score: 3}}}}\n' });
  await expect(explorer.row('Mine')).toBeVisible();
  await explorer.board('Task planning').click();
  await page.goBack();
  await expect(explorer.row('Mine')).toBeVisible();
});

test('links are links: they can be opened in another tab', async ({ page, context, explorer }) => {
  await explorer.open();
  const opened = context.waitForEvent('page');
  await explorer.model('o3').click({ modifiers: ['ControlOrMeta'] });
  const other = new Explorer(await opened);
  await other.ready();
  await expect(other.title).toContainText('o3');
  await expect(explorer.title).toHaveText('2D embodied QA');
  expect(page.url()).not.toContain('model=');
});

const UNKNOWN = [
  'foo=bar&&=&utm_source=x',
  'board=no-such-board',
  'lens=no-such-lens',
  'benchmark=no-such-benchmark',
  'benchmark=et-plan-bench',
  'sort=no-such-column',
  'sort=-,,--',
  'select=no-such-model,',
  'theme=mauve',
  'coverage=some',
  'page=no-such-page',
  'q=',
  'model=',
  '%E0%A4%A&%=%&q=%',
];

test('parameters and codes that are unknown are ignored without a complaint', async ({ page, explorer }) => {
  test.slow();
  await explorer.open();
  const first = await view(explorer);
  for (const query of UNKNOWN.slice(0, -1)) {
    await test.step(query, async () => {
      await explorer.open(`?${query}`);
      expect(await view(explorer)).toEqual(first);
      await expect(page.getByRole('alert')).toBeHidden();
    });
  }
  await explorer.open(`?${UNKNOWN.at(-1)}`);
  await expect(explorer.title).toHaveText('2D embodied QA');
});

test('the theme of a link holds whatever the system’s is', async ({ page, explorer }) => {
  const scheme = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
  await page.emulateMedia({ colorScheme: 'dark' });
  await explorer.open('?theme=light');
  expect(await scheme()).toBe('light');
  await page.emulateMedia({ colorScheme: 'light' });
  await explorer.open('?theme=dark');
  expect(await scheme()).toBe('dark');
  await explorer.theme.click();
  await expect(page).not.toHaveURL(/theme=/);
});

test('the menu of benchmarks shows the one that the back button leads to', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.benchmark.selectOption({ label: 'VSI' });
  await expect(explorer.title).toHaveText('VSI');
  await explorer.benchmark.selectOption({ label: 'ERQA' });
  await expect(explorer.title).toHaveText('ERQA');
  await page.goBack();
  await expect(explorer.title).toHaveText('VSI');
  await expect(explorer.benchmark).toHaveValue('vsi');
});
