// The search box: narrows while typing, and never changes a rank.

import { TALL, expect, rank, test, type Explorer } from './fixtures';

test.use({ viewport: TALL });

test('it narrows the rows with each character', async ({ explorer }) => {
  await explorer.open();
  const caption = explorer.table.getByRole('caption');
  const all = await explorer.read();
  await explorer.search.focus();
  let typed = '';
  for (const character of 'gpt-4O M') {
    typed += character;
    await explorer.search.press(character === ' ' ? 'Space' : character);
    // As the visitor sees it: each word is part of the name or of an author's, whatever is written between its letters.
    const folded = (text: string) => text.toLowerCase().replace(/[-_ ]/g, '');
    const words = typed.toLowerCase().split(' ').filter(Boolean);
    const left = all.rows.filter((row) => words.every((word) => folded(row.Model).includes(folded(word))));
    if (typed.length < 3) continue;
    await expect(caption).toContainText(`${left.length} of 62 models`);
    expect((await explorer.read()).rows).toEqual(left);
  }
  expect(await explorer.column('Model')).toEqual(['GPT-4o mini']);
  await explorer.search.fill('');
  await expect(caption).toContainText('62 models');
  expect(await explorer.read()).toEqual(all);
});

test('it finds by author too', async ({ explorer }) => {
  await explorer.open();
  const ranks = Object.fromEntries((await explorer.read()).rows.map((row) => [row.Model, row.Rank]));
  for (const { query, models } of [
    { query: 'deepmind', models: ['Gemini-2.5-Pro', 'Gemini-2.0-flash', 'SpatialVLM', 'Gemini-1.5-Pro', 'Gemini-1.5-flash', 'Gemini-2.0-Pro'] },
    { query: 'BAAI 32', models: ['RoboBrain2.0-32B'] },
    { query: '  openai   O3 ', models: ['o3'] },
  ]) {
    await explorer.search.fill(query);
    await expect.poll(() => explorer.column('Model'), query).toEqual(models);
    // The filter does not change who is compared with whom.
    expect(await explorer.column('Rank'), query).toEqual(models.map((model) => ranks[model]));
  }
});

test('an empty result says so and can be cleared', async ({ explorer }) => {
  await explorer.open();
  await explorer.search.fill('zz &lt');
  await expect(explorer.region.getByText('No model here has “zz &lt” in its name, author or component.')).toBeVisible();
  await expect(explorer.table.getByRole('rowheader')).toHaveCount(0);
  await explorer.region.getByRole('button', { name: 'Clear the search' }).click();
  await expect(explorer.search).toHaveValue('');
  await expect(explorer.table.getByRole('rowheader')).toHaveCount(62);
});

test('a slash leads to the search box, and is a slash once there', async ({ page, explorer }) => {
  await explorer.open();
  await expect(explorer.search).not.toBeFocused();
  await page.keyboard.press('/');
  await expect(explorer.search).toBeFocused();
  await expect(explorer.search).toHaveValue('');
  await page.keyboard.type('a/b');
  await expect(explorer.search).toHaveValue('a/b');
});

test('on a model’s page it leads back to the board, and back returns to the model', async ({ page, explorer }) => {
  await explorer.open('?model=gpt-4o');
  await explorer.search.pressSequentially('name:qwen');
  await expect.poll(() => explorer.column('Model')).toEqual(['Qwen3-vl-8B-Ins', 'Qwen-VL-Max', 'Qwen2.5-VL-7B-Instruct', 'Qwen2.5-VL-3B-Instruct', 'Qwen2.5-VL-7B']);
  await expect(explorer.search).toBeFocused();
  await page.goBack();
  await expect(explorer.title).toContainText('GPT-4o');
});

// Suggestions and the command palette.

const suggestions = (explorer: Explorer) => explorer.page.getByRole('listbox', { name: 'Suggestions' });
const options = (explorer: Explorer) => suggestions(explorer).getByRole('option');
const palette = (explorer: Explorer) => explorer.page.getByRole('dialog', { name: 'Commands' });

test('suggestions lead to models, benchmarks and boards by the keyboard alone', async ({ page, explorer }) => {
  await explorer.open();
  await page.keyboard.press('/');
  await page.keyboard.type('vsi');
  await expect(suggestions(explorer).getByRole('group', { name: 'Benchmarks' }).getByRole('option')).toHaveText(/^VSI/);
  await expect(explorer.search).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowDown');
  const first = options(explorer).first();
  await expect(first).toHaveAttribute('aria-selected', 'true');
  await expect(explorer.search).toHaveAttribute('aria-activedescendant', (await first.getAttribute('id'))!);
  await expect(explorer.search).toBeFocused();
  // Round the list and back again.
  await page.keyboard.press('ArrowUp');
  await expect(options(explorer).last()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(explorer.title).toHaveText('VSI');
  await expect(page).toHaveURL(/page=benchmark&/);
  await expect(explorer.main, 'the focus goes where the suggestion led').toBeFocused();

  await explorer.search.fill('custom');
  await suggestions(explorer).getByRole('option', { name: 'Navigation (custom frameworks)' }).click();
  await expect(explorer.title).toHaveText('Navigation (custom frameworks)');
  await expect(explorer.search).toHaveValue('');
  await expect(explorer.main).toBeFocused();
  await explorer.search.pressSequentially('robo');
  await expect(options(explorer).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(suggestions(explorer)).toBeHidden();
  await expect(explorer.search).toHaveValue('robo');
});

test('a filter takes the place of the word that is being typed', async ({ explorer, page }) => {
  await explorer.open();
  await explorer.search.pressSequentially('qwen op');
  await suggestions(explorer).getByRole('option', { name: /^open:yes/ }).click();
  await expect(explorer.search).toHaveValue('qwen open:yes ');
  await expect(explorer.search).toBeFocused();
  await expect(page).toHaveURL(/q=qwen\+open%3Ayes/);
  await expect(suggestions(explorer)).toBeHidden();
  await explorer.search.fill('coverage:9/9');
  const full = rank({ board: 'qa-2d' }).rows.filter((row) => row.coverage.scored === 9).length;
  await expect(explorer.table.getByRole('caption')).toContainText(`${full} of 62 models`);
});

test('a search that finds nothing says what is similar and what is elsewhere', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.search.pressSequentially('gemeni');
  await expect(options(explorer).first()).toHaveText(/^Gemini/);
  await page.keyboard.press('Escape');
  await explorer.region.getByRole('button', { name: 'Gemini', exact: true }).click();
  await expect.poll(async () => (await explorer.column('Model')).length).toBeGreaterThan(3);
  await explorer.search.fill('uninavid');
  await page.keyboard.press('Escape');
  await expect(explorer.region.getByText('UniNavid is ranked on Navigation (unified framework).')).toBeVisible();
  await explorer.region.getByRole('link', { name: 'Navigation (unified framework)' }).click();
  await expect(explorer.title).toHaveText('Navigation (unified framework)');
});

for (const width of [1024, 1440, 1920]) {
  test(`at ${width} px the field and its suggestions cover nothing else of the bar`, async ({ page, explorer }) => {
    await page.setViewportSize({ width, height: 900 });
    await explorer.open();
    await explorer.search.fill('qwen');
    const list = page.getByRole('listbox', { name: 'Suggestions' });
    await expect(list).toBeVisible();
    expect((await list.boundingBox())!.width, 'room for names').toBeGreaterThan(400);
    const covered = await page.getByRole('banner').locator('a, button, select, label.button').evaluateAll((controls) =>
      controls
        .filter((control) => control.checkVisibility())
        .filter((control) => {
          const { x, y, width, height } = control.getBoundingClientRect();
          const met = document.elementFromPoint(x + width / 2, y + height / 2);
          return !met || !(control.contains(met) || met.contains(control));
        })
        .map((control) => control.textContent),
    );
    expect(covered).toEqual([]);
  });
}

test('on a phone the field grows where one types', async ({ page, explorer }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await explorer.open();
  const before = (await explorer.search.boundingBox())!;
  await explorer.search.focus();
  const focused = (await explorer.search.boundingBox())!;
  expect(focused.width).toBeGreaterThan(before.width * 1.8);
  expect(focused.x + focused.width).toBeCloseTo(before.x + before.width, 0);
});

for (const key of ['Control+k', 'Meta+k']) {
  test(`${key} opens a palette of everything that can be done`, async ({ page, explorer }) => {
    await explorer.open();
    await page.keyboard.press(key);
    await expect(palette(explorer)).toBeVisible();
    const field = palette(explorer).getByRole('combobox');
    await expect(field).toBeFocused();
    await expect(palette(explorer).getByRole('group', { name: 'Commands' }).getByRole('option')).toHaveCount(12);
    await page.keyboard.type('how ranks');
    await page.keyboard.press('Enter');
    await expect(palette(explorer)).toBeHidden();
    await expect(explorer.title).toHaveText('How ranks are made');

    await page.keyboard.press(key);
    await expect(field).toHaveValue('');
    await page.keyboard.type('3d emb');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(explorer.title).toHaveText('3D embodied QA');

    // What is open stays open.
    for (let time = 0; time < 2; time += 1) {
      await page.keyboard.press(key);
      await page.keyboard.type('export');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('button', { name: 'Export', exact: true })).toBeFocused();
      await expect(page.getByRole('region', { name: 'Export' })).toBeVisible();
    }

    await page.keyboard.press(key);
    await page.keyboard.type('light and dark');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/theme=(dark|light)/);

    await page.keyboard.press(key);
    await page.keyboard.type('zzzz');
    await expect(palette(explorer).getByRole('status')).toHaveText(/^Nothing found\./);
    await page.keyboard.press('Escape');
    await expect(palette(explorer)).toBeHidden();
  });
}

test('a command lets files be chosen', async ({ page, explorer }) => {
  // Asked for early: the browser takes a moment until it hands the dialog over.
  const chooser = page.waitForEvent('filechooser');
  await explorer.open();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('add sc');
  await page.keyboard.press('Enter');
  expect((await chooser).isMultiple()).toBe(true);
});
