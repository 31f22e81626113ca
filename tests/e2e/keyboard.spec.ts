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
    if (where === 'a: Wall-Brain-Preview') break;
  }
  const expected = [
    'a: Skip to the content',
    'a: Arena Explorer',
    'a: 2D embodied QA',
    'a: Task planning',
    'a: Benchmarks',
    'combobox: Search models, benchmarks and boards',
    'file: Add your scores',
    'button: Switch between light and dark',
    'a: Core capabilities',
    'a: Fine capabilities',
    'select-one: Benchmark',
    'button: Filters',
    'button: Ranking',
    'button: Columns',
    'button: Export',
    'button: Key',
    'button: Charts',
    'region: 2D embodied QA: scores by benchmark, 62 models, in percent',
    'a: Wall-Brain-Preview',
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
  await expect(explorer.main.getByRole('link', { name: 'How ranks are made' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(explorer.main.getByRole('link', { name: 'Ways to add scores' })).toBeFocused();
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

test('the head of the table is part of its one tab stop', async ({ page, explorer }) => {
  await explorer.open();
  const names = await explorer.column('Model');
  await explorer.region.focus();
  await page.keyboard.press('Tab');
  await expect(explorer.model(names[0])).toBeFocused();
  // Up from the first row to the head of the same column, and along it.
  await page.keyboard.press('ArrowUp');
  await expect(explorer.sort('Model')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(explorer.sort('Total')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(explorer.head('Total')).toHaveAttribute('aria-sort', 'descending');
  await expect(explorer.sort('Total')).toBeFocused();
  await page.keyboard.press('End');
  await expect(explorer.sort('VABench-Point')).toBeFocused();
  // Below the name is the button of what else can be done, and below that the rows.
  await page.keyboard.press('ArrowDown');
  const options = page.getByRole('button', { name: 'Options for VABench-Point' });
  await expect(options).toBeFocused();
  for (const does of ['Leave VABench-Point out of the total', 'Count VABench-Point in the total']) {
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: 'Column VABench-Point' })).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name: does })).toBeFocused();
    await page.keyboard.press('Enter');
    // The head was made anew, and the focus is where it was.
    await expect(options).toBeFocused();
  }
  await page.keyboard.press('ArrowDown');
  await expect(explorer.row(names[0]).getByRole('gridcell').last()).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(options).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(explorer.sort('VABench-Point')).toBeFocused();
  // One stop: the next one is behind the table, and the way back leads to where one was.
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'arXiv 2509.15273' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(explorer.sort('VABench-Point')).toBeFocused();
  await page.keyboard.press('Home');
  await expect(explorer.sort('Rank')).toBeFocused();
  const stops = await explorer.table.evaluate((table) => table.querySelectorAll('a:not([tabindex="-1"]), button:not([tabindex="-1"]), input:not([tabindex="-1"]), [tabindex="0"]').length);
  expect(stops, 'one element of the table is a tab stop').toBe(1);
});

test('above the names, groups fold by the keyboard, and a table without rows is entered at its head', async ({ page, explorer }) => {
  await explorer.open('?lens=fine');
  await explorer.sort('Object Count').focus();
  await page.keyboard.press('ArrowUp');
  const group = explorer.table.getByRole('columnheader', { name: 'Object Perception' }).getByRole('button', { expanded: true });
  await expect(group).toBeFocused();
  await page.keyboard.press('Enter');
  const folded = explorer.table.getByRole('columnheader', { name: 'Object Perception' }).getByRole('button', { expanded: false });
  await expect(folded).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(explorer.table.getByRole('columnheader', { name: 'Spatial Perception' }).getByRole('button')).toBeFocused();

  await explorer.search.fill('zzzz');
  await expect(explorer.region.getByRole('button', { name: 'Clear the search' })).toBeVisible();
  await explorer.region.focus();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement!.closest('thead') !== null)).toBe(true);
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
  // So it does on the way back.
  await page.getByRole('link', { name: 'Arena Explorer' }).focus();
  await page.goBack();
  await expect(explorer.table).toBeVisible();
  await expect(explorer.main).toBeFocused();
});

test('Escape closes one thing at a time', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.row('o3').getByRole('gridcell').last().click();
  const explained = page.getByRole('dialog', { name: /of o3$/ });
  await expect(explained).toBeFocused();
  for (const [key, name] of [['Control+k', 'Commands'], ['?', 'Keyboard shortcuts']]) {
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog', { name })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog', { name })).toBeHidden();
    await expect(explained, name).toBeVisible();
  }
  await explorer.search.pressSequentially('o3');
  await expect(explorer.search).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('Escape');
  await expect(explorer.search).toHaveAttribute('aria-expanded', 'false');
  await expect(explorer.search).toHaveValue('o3');
  await page.keyboard.press('Escape');
  await expect(explorer.search).toHaveValue('');
  await expect(explained).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(explained).toBeHidden();
});

test('a preview can be removed by the keyboard, and the focus stays on the page', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.bring({ name: 'mine.md', text: 'name: Mine\nscore: {benchmark: {vsi: {columns: {Total Score: 3}}}}\n' });
  await expect(explorer.summary).toBeFocused();
  await explorer.openWorkspace();
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

test('a question mark lists the keys, and Escape closes the list', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.model('o3').focus();
  await page.keyboard.press('?');
  const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(list).toBeVisible();
  await expect(list.getByRole('definition').first()).toHaveText('Search');
  await page.keyboard.press('Escape');
  await expect(list).toBeHidden();
  await expect(explorer.model('o3')).toBeFocused();
  // Typed into a field it is a letter.
  await explorer.search.press('?');
  await expect(list).toBeHidden();
  await explorer.search.fill('');

  await page.getByRole('button', { name: 'Key', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Key' })).toContainText('The total and its 95 % interval.');
  await page.getByRole('button', { name: 'Keyboard shortcuts (?)' }).click();
  await expect(list).toBeVisible();
  await list.getByRole('button', { name: 'Close the list' }).click();
  await expect(list).toBeHidden();
});
