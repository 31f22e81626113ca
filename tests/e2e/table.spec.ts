// The table: that it is a real one, sorts by mouse and keyboard, and keeps its head and its names in sight.

import { MISSING, TALL, expect, test, type Explorer } from './fixtures';

test('it is a table with a caption, and each head tells how its column is sorted', async ({ explorer }) => {
  await explorer.page.setViewportSize(TALL);
  await explorer.open();
  await expect(explorer.table).toHaveJSProperty('tagName', 'TABLE');
  await expect(explorer.table.getByRole('caption')).toBeVisible();
  const heads = explorer.table.getByRole('columnheader');
  await expect(heads).toHaveCount(15);
  await expect(explorer.head('Rank')).toHaveAttribute('aria-sort', 'ascending');
  for (const head of (await heads.all()).slice(2)) await expect(head).toHaveAttribute('aria-sort', 'none');
  // Every row has its model as its head.
  const rows = await explorer.table.getByRole('checkbox', { name: /^Choose / }).count();
  await expect(explorer.table.getByRole('rowheader')).toHaveCount(rows);
  await expect(explorer.table).toHaveAttribute('aria-rowcount', String(rows + 1));
});

/** What a cell weighs when rows are sorted by it; nothing where there is no figure. */
const weight = (column: string, cell: string): number | string | undefined => {
  if (cell === MISSING) return undefined;
  // Numbers in names by their size.
  if (column === 'Model') return cell.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(9, '0'));
  if (column === 'Weights') return cell === 'open' ? 1 : 0;
  return Math.max(...cell.split(',').map(Number.parseFloat));
};

/** Whether values go up, or down, with the missing ones last. */
const expectSorted = (column: string, cells: string[], direction: string) => {
  const known = cells.filter((cell) => cell !== MISSING);
  expect(cells.slice(0, known.length), `${column}: missing comes last, ${direction}`).toEqual(known);
  const weights = known.map((cell) => weight(column, cell));
  const ordered = weights.toSorted((a, b) => (a! < b! ? -1 : a! > b! ? 1 : 0));
  expect(weights, `${column} ${direction}`).toEqual(direction === 'ascending' ? ordered : ordered.toReversed());
};

const sortedBy = (explorer: Explorer, column: string, direction: string) =>
  expect(explorer.head(column)).toHaveAttribute('aria-sort', direction);

// Which way a first click sorts: from the best, the newest, the largest; from the first rank and from A.
const COLUMNS = [
  { column: 'Model', first: 'ascending' },
  { column: 'Year', first: 'descending' },
  { column: 'Size', first: 'descending' },
  { column: 'Weights', first: 'descending' },
  { column: 'Cov.', first: 'descending' },
  { column: 'RoboVQA', first: 'descending' },
  { column: 'VSI', first: 'descending' },
  { column: 'VABench-Point', first: 'descending' },
];

test('a click sorts by a column, another one turns it around, and missing comes last both ways', async ({ explorer }) => {
  test.slow();
  await explorer.page.setViewportSize(TALL);
  await explorer.open('?show=open,size,year');
  const byModel = (rows: Record<string, string>[]) => rows.toSorted((a, b) => (a.Model < b.Model ? -1 : 1));
  const unsorted = byModel((await explorer.read()).rows);
  for (const { column, first } of COLUMNS) {
    await test.step(column, async () => {
      const second = first === 'ascending' ? 'descending' : 'ascending';
      for (const direction of [first, second]) {
        await explorer.sort(column).click();
        await sortedBy(explorer, column, direction);
        const sheet = await explorer.read();
        expect(sheet.sorted).toEqual({ [column]: direction });
        expectSorted(column, sheet.rows.map((row) => row[column]), direction);
        expect(byModel(sheet.rows), 'the order changes, and nothing in the rows').toEqual(unsorted);
      }
    });
  }
  // A column with missing figures was among them.
  expect(await explorer.column('VABench-Point')).toContain(MISSING);

  await explorer.sort('Rank').click();
  await sortedBy(explorer, 'Rank', 'ascending');
  expectSorted('Rank', await explorer.column('Rank'), 'ascending');
  await explorer.sort('Rank').click();
  await sortedBy(explorer, 'Rank', 'descending');
  expectSorted('Rank', await explorer.column('Rank'), 'descending');
});

test('sorted by total, models without a rank stay behind those with one, both ways', async ({ explorer }) => {
  await explorer.open();
  for (const { column, directions } of [
    { column: 'Total', directions: ['descending', 'ascending'] },
    { column: 'Avg. rank', directions: ['ascending', 'descending'] },
  ]) {
    for (const direction of directions) {
      await explorer.sort(column).click();
      await sortedBy(explorer, column, direction);
      const { rows } = await explorer.read();
      const ranked = rows.filter((row) => row.Rank !== MISSING);
      expect(rows.slice(0, ranked.length)).toEqual(ranked);
      expectSorted(column, ranked.map((row) => row[column]), direction);
      expectSorted(column, rows.slice(ranked.length).map((row) => row[column]), direction);
    }
  }
});

test('Enter sorts too, and the head keeps the focus', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.sort('ERQA').focus();
  await page.keyboard.press('Enter');
  await sortedBy(explorer, 'ERQA', 'descending');
  expectSorted('ERQA', await explorer.column('ERQA'), 'descending');
  await expect(explorer.sort('ERQA')).toBeFocused();
  await page.keyboard.press('Enter');
  await sortedBy(explorer, 'ERQA', 'ascending');
  expectSorted('ERQA', await explorer.column('ERQA'), 'ascending');
  await expect(explorer.sort('ERQA')).toBeFocused();
});

test('a sort does not outlive the board that has its column', async ({ explorer }) => {
  await explorer.open();
  await explorer.sort('ERQA').click();
  await explorer.board('Task planning').click();
  await sortedBy(explorer, 'Rank', 'ascending');
});

test.describe('on a laptop', () => {
  const size = { width: 1024, height: 640 };
  test.use({ viewport: size });

  test('heads and models stay in sight while the table scrolls both ways', async ({ explorer }) => {
    await explorer.open();
    const scrolled = await explorer.region.evaluate((element) => {
      element.scrollIntoView({ block: 'start', behavior: 'instant' });
      element.scrollTo({ left: 60, top: 300, behavior: 'instant' });
      return { left: element.scrollLeft, top: element.scrollTop };
    });
    expect(scrolled).toEqual({ left: 60, top: 300 });
    const region = (await explorer.region.boundingBox())!;

    const head = (await explorer.head('Model').boundingBox())!;
    expect(Math.abs(head.y - region.y)).toBeLessThanOrEqual(2);
    expect(head.x).toBeGreaterThanOrEqual(region.x - 1);
    for (const column of ['OpenEQA', 'VSI']) {
      const box = (await explorer.head(column).boundingBox())!;
      expect(Math.abs(box.y - region.y), `the head of ${column} is at the top`).toBeLessThanOrEqual(2);
    }
    const { Model: name } = (await explorer.read()).rows.find((row) => Number(row.Rank) >= 12)!;
    const model = (await explorer.row(name).getByRole('rowheader').boundingBox())!;
    expect(Math.abs(model.x - head.x), 'models stand below their head').toBeLessThanOrEqual(1);
    expect(model.x + model.width).toBeLessThanOrEqual(region.x + region.width);

    // Nothing covers them: neither cells that scroll below them nor the bar at the top.
    const seenAt = (x: number, y: number) =>
      explorer.page.evaluate(
        ([x, y]) => document.elementFromPoint(x, y)?.closest('th')?.innerText ?? '(something else)',
        [x, y] as const,
      );
    expect(await seenAt(head.x + head.width / 2, head.y + head.height / 2)).toContain('Model');
    const inSight = await explorer.table.getByRole('rowheader').evaluateAll(
      (heads, [top, bottom]) =>
        heads
          .map((head) => ({ name: head.querySelector('a')!.innerText, box: head.getBoundingClientRect() }))
          .find(({ box }) => box.top > top && box.bottom < bottom)!,
      [head.y + head.height, Math.min(region.y + region.height, size.height)] as const,
    );
    expect(await seenAt(inSight.box.x + 20, inSight.box.y + inSight.box.height / 2)).toContain(inSight.name);
  });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 780 } });

  test('the page scrolls, and the table only sideways, with its names in sight', async ({ page, explorer }) => {
    await explorer.open();
    expect(await explorer.region.evaluate((region) => region.scrollHeight - region.clientHeight)).toBeLessThanOrEqual(1);
    const name = explorer.row('KnowinBrain').getByRole('rowheader');
    const before = (await name.boundingBox())!;
    expect(before.width, 'at most 40 % of the width').toBeLessThanOrEqual(144);
    // A cue that there is more, until there is none.
    const cue = () => explorer.region.evaluate((region) => getComputedStyle(region).maskImage);
    expect(await cue()).not.toBe('none');
    await explorer.region.evaluate((region) => region.scrollTo({ left: 10_000, behavior: 'instant' }));
    await expect.poll(cue).toBe('none');
    const after = (await name.boundingBox())!;
    const region = (await explorer.region.boundingBox())!;
    expect(Math.abs(after.x - region.x), 'it stays at the edge').toBeLessThanOrEqual(1);
    // Scrolled with the page, further rows come.
    await page.evaluate(() => scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' }));
    await expect(explorer.model('MiniGPT4-Vicuna7B')).toBeVisible();
  });

  test('names are not torn apart', async ({ explorer }) => {
    await explorer.open();
    const torn = await explorer.table.getByRole('rowheader').evaluateAll((heads) =>
      heads.flatMap((head) => {
        const text = head.querySelector('bdi')!.firstChild as Text;
        const top = (at: number) => {
          const range = document.createRange();
          range.setStart(text, at);
          range.setEnd(text, at + 1);
          return range.getBoundingClientRect().top;
        };
        const letters = Array.from({ length: text.data.length - 1 }, (_, at) => at + 1);
        const breaks = letters.filter((at) => top(at) > top(at - 1) + 4);
        return breaks.some((at) => !/[\s-]/.test(text.data[at - 1])) ? [text.data] : [];
      }),
    );
    expect(torn).toEqual([]);
  });

  test('which column stands beside the name can be chosen, and is in the link', async ({ page, explorer }) => {
    await explorer.open();
    const beside = page.getByRole('combobox', { name: 'Beside the name' });
    await expect(beside).toHaveValue('total');
    await beside.selectOption('VSI');
    await expect(page).toHaveURL(/first=vsi/);
    expect((await explorer.read()).columns.slice(0, 4)).toEqual(['Rank', 'Model', 'VSI', 'Total']);
    await expect(explorer.row('KnowinBrain').getByRole('gridcell', { name: '67.7' })).toBeInViewport({ ratio: 1 });
  });
});

test('changes of order and rows are said in one place, once, and nothing is said on arrival', async ({ page, explorer }) => {
  await explorer.open('?show=year');
  const said = page.getByRole('status').filter({ hasText: /models|[Ss]orted|rank order/ });
  // Nothing to wait for: it must not come.
  await page.waitForTimeout(800);
  await expect(said).toHaveCount(0);
  await explorer.sort('VSI').click();
  await expect(said).toHaveText(['Sorted by VSI, descending.']);
  await explorer.sort('Year').click({ modifiers: ['Shift'] });
  await expect(said).toHaveText(['Sorted by VSI, descending, then by Year, descending.']);
  await explorer.sort('Rank').click();
  await expect(said).toHaveText(['In rank order.']);
  await explorer.search.pressSequentially('gemini');
  await expect(said).toHaveText([/^\d+ of \d+ models match “gemini”\.$/]);
  await explorer.search.fill('zzzz');
  await expect(page.getByRole('status').filter({ hasText: 'zzzz' })).toHaveText(['No model here has “zzzz” in its name, author or component.']);
  await explorer.search.fill('');
  await expect(said).toHaveText([/^\d+ models\.$/]);
  // The field is wide while it has the focus, over the tabs.
  await explorer.title.click();
  await explorer.board('Task planning').click();
  await expect(said).toHaveText([/^Task planning: scores by benchmark\. \d+ models\.$/]);
});

test('a row is pointed at no longer once there are others', async ({ page, explorer }) => {
  await explorer.open();
  const pointed = explorer.table.locator('[data-pointed]');
  await explorer.model('o3').hover();
  await expect(pointed).toHaveCount(1);
  await explorer.model('o3').focus();
  await page.keyboard.press('Enter');
  await expect(explorer.title).toContainText('o3');
  // Where the pointer meets no row on the way back.
  await page.mouse.move(0, 0);
  await page.goBack();
  await expect(explorer.table).toBeVisible();
  await expect(pointed).toHaveCount(0);
});

test('the row that has the focus stays while the table is scrolled', async ({ page, explorer }) => {
  await explorer.open('?coverage=any');
  const { rows } = await explorer.read();
  const first = explorer.model(rows[0].Model);
  await first.focus();
  for (const top of ['end', 'start', 'end'] as const) {
    await explorer.region.evaluate((region, top) => region.scrollTo({ top: top === 'end' ? region.scrollHeight : 0, behavior: 'instant' }), top);
    await page.waitForTimeout(150);
    await expect(first).toBeFocused();
  }
  // What is between takes the room that it took.
  const height = await explorer.table.evaluate((table) => (table as HTMLTableElement).tBodies[0].offsetHeight);
  const count = Number(await explorer.table.getAttribute('aria-rowcount')) - 1;
  expect(Math.round(height / 36)).toBe(count);
  await page.keyboard.press('ArrowDown');
  await expect(explorer.model(rows[1].Model)).toBeFocused();
  await expect(explorer.model(rows[1].Model)).toBeInViewport();
});
