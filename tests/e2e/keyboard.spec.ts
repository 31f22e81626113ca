// That all can be done without a mouse, in an order that makes sense, and that one sees where one is.

import { type Page } from '@playwright/test';
import { expect, test } from './fixtures';

/** What has the focus: its role as people know it, and its name. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const label = element.getAttribute('aria-label') ?? (element as HTMLInputElement).labels?.[0]?.innerText ?? element.innerText;
    const caption = element.getAttribute('role') === 'region' ? element.querySelector('caption')?.innerText : undefined;
    const kind = element.getAttribute('role') ?? (element as HTMLInputElement).type ?? element.tagName.toLowerCase();
    return `${kind || element.tagName.toLowerCase()}: ${(caption ?? label ?? '').trim().split('\n')[0]}`;
  });

/** Whether one can see what has the focus. */
const focusShows = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    return [element, element.parentElement!].some((place) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(place);
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1;
    });
  });

test('Tab leads from the top through everything, in the order in which it stands', async ({ page, explorer }) => {
  await explorer.open();
  const stops: string[] = [];
  const hidden: string[] = [];
  for (let stop = 0; stop < 90; stop += 1) {
    await page.keyboard.press('Tab');
    const where = await focused(page);
    stops.push(where);
    if (!(await focusShows(page))) hidden.push(where);
    if (where === 'a: RynnBrain-8B') break;
  }
  const expected = [
    'a: Skip to the content',
    'a: Arena Explorer',
    'a: 2D question answering',
    'a: Task planning',
    'search: Search models',
    'file: Add your scores',
    'button: Switch between light and dark',
    'a: Benchmarks',
    'a: Fine capabilities',
    'select-one: Benchmark',
    'checkbox: Rank models with less than half of the benchmarks too',
    'button: Filters',
    'button: Columns',
    'button: Take away',
    'region: 2D question answering: scores by benchmark, 30 models, in percent',
    'Rank',
    'VABench-Point',
    'checkbox: Count VABench-Point in the total',
    'a: RynnBrain-8B',
  ];
  const found = expected.map((wanted) => stops.findIndex((stop) => stop === wanted || stop.endsWith(`: ${wanted}`)));
  expect(Object.fromEntries(expected.map((wanted, at) => [wanted, found[at] >= 0])), stops.join('\n')).toEqual(
    Object.fromEntries(expected.map((wanted) => [wanted, true])),
  );
  expect(found, stops.join('\n')).toEqual(found.toSorted((a, b) => a - b));
  expect(hidden, 'one sees where the focus is').toEqual([]);
});

test('the skip link leads past the bar', async ({ page, explorer }) => {
  await explorer.open();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(explorer.main).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(explorer.lens('Benchmarks')).toBeFocused();
  expect(page.url()).not.toContain('#');
});

test('Enter follows links, Space chooses, and the focus is not lost', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.board('Task planning').focus();
  await page.keyboard.press('Enter');
  await expect(explorer.title).toHaveText('Task planning');
  await expect(explorer.board('Task planning')).toBeFocused();

  await explorer.lens('Core capabilities').focus();
  await page.keyboard.press('Enter');
  await expect(explorer.lens('Core capabilities')).toHaveAttribute('aria-current', 'page');
  await expect(explorer.lens('Core capabilities')).toBeFocused();

  await explorer.benchmark.focus();
  await page.keyboard.press('ArrowDown');
  await expect(explorer.title).toHaveText('ET-Plan-Bench');
  await expect(explorer.benchmark).toBeFocused();

  await explorer.choose('o3').focus();
  await page.keyboard.press('Space');
  await expect(explorer.choose('o3')).toBeChecked();
  await expect(explorer.choose('o3')).toBeFocused();

  // Within the rows it is the arrow keys that go on.
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(explorer.model('o3')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(explorer.title).toContainText('o3');
});

test('the table can be scrolled by the keyboard', async ({ page, explorer }) => {
  await explorer.open('?lens=fine');
  await explorer.region.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => explorer.region.evaluate((region) => region.scrollLeft)).toBeGreaterThan(0);
  await page.keyboard.press('PageDown');
  await expect.poll(() => explorer.region.evaluate((region) => region.scrollTop)).toBeGreaterThan(0);
});

test('figures of a chart open by the keyboard', async ({ page, explorer }) => {
  await explorer.open();
  const figure = explorer.figures.first();
  await figure.getByText('Figures', { exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(figure.getByRole('table')).toBeVisible();
});

test('on the way to another page the focus goes to what is new', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.model('o3').focus();
  await page.keyboard.press('Enter');
  await expect(explorer.title).toContainText('o3');
  // The link is gone; who reads by ear or keyboard must not be thrown back to the top of the document.
  await expect(explorer.main).toBeFocused();
});

test('a preview can be removed by the keyboard, and the focus stays on the page', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.bring({ name: 'mine.md', text: 'name: Mine\nscore: {benchmark: {vsi: {columns: {Total Score: 3}}}}\n' });
  await expect(page.getByRole('region', { name: 'Your scores' })).toBeFocused();
  await page.getByRole('button', { name: 'Remove Mine' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article')).toHaveCount(0);
  await expect(explorer.main).toBeFocused();
});

test('clearing an empty search by the keyboard leads back to the search box', async ({ page, explorer }) => {
  await explorer.open('?q=zzzz');
  await explorer.region.getByRole('button', { name: 'Clear the search' }).focus();
  await page.keyboard.press('Enter');
  await expect(explorer.table.getByRole('rowheader').first()).toBeVisible();
  await expect(explorer.search).toBeFocused();
});
