// The search box: narrows while typing, and never changes a rank.

import { expect, test } from './fixtures';

test('it narrows the rows with each character', async ({ explorer }) => {
  await explorer.open();
  const caption = explorer.table.getByRole('caption');
  const all = await explorer.read();
  await explorer.search.focus();
  let typed = '';
  for (const character of 'gpt-4O M') {
    typed += character;
    await explorer.search.press(character === ' ' ? 'Space' : character);
    // As the visitor sees it: each word is part of the name or of an author's.
    const words = typed.toLowerCase().split(' ').filter(Boolean);
    const left = all.rows.filter((row) => words.every((word) => row.Model.toLowerCase().includes(word)));
    if (typed.length < 3) continue;
    await expect(caption).toContainText(`${left.length} of 30 models`);
    expect((await explorer.read()).rows).toEqual(left);
  }
  expect(await explorer.column('Model')).toEqual(['GPT-4o mini']);
  await explorer.search.fill('');
  await expect(caption).toContainText('30 models');
  expect(await explorer.read()).toEqual(all);
});

test('it finds by author too', async ({ explorer }) => {
  await explorer.open();
  const ranks = Object.fromEntries((await explorer.read()).rows.map((row) => [row.Model, row.Rank]));
  for (const { query, models } of [
    { query: 'deepmind', models: ['Gemini-2.5-Pro', 'Gemini-2.0-flash', 'SpatialVLM'] },
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
  await explorer.search.fill('zz <b>top</b>');
  await expect(explorer.region.getByText('No model’s name, author or component matches “zz <b>top</b>”.')).toBeVisible();
  await expect(explorer.table.getByRole('rowheader')).toHaveCount(0);
  await explorer.region.getByRole('button', { name: 'Clear the search' }).click();
  await expect(explorer.search).toHaveValue('');
  await expect(explorer.table.getByRole('rowheader')).toHaveCount(30);
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
  await expect.poll(() => explorer.column('Model')).toEqual(['Qwen-VL-Max', 'Qwen2.5-VL-7B-Instruct', 'Qwen2.5-VL-3B-Instruct']);
  await expect(explorer.search).toBeFocused();
  await page.goBack();
  await expect(explorer.title).toContainText('GPT-4o');
});
