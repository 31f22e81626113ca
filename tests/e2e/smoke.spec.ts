// That the release page comes up: at the top, and under a sub-path.

import { expect, test } from './fixtures';

test('the first board appears', async ({ page, explorer }) => {
  await explorer.open();
  await expect(page).toHaveTitle(/Arena Explorer/);
  await expect(explorer.table.locator('caption')).not.toBeEmpty();
  await expect(explorer.table.getByRole('checkbox', { name: /^Choose / }).first()).toBeVisible();
});

test('the page works under a sub-path', async ({ page, explorer, subUrl }) => {
  await explorer.open(subUrl);
  await explorer.board('Task planning').click();
  await expect(explorer.title).toHaveText('Task planning');
  expect(page.url()).toBe(`${subUrl}?board=task-planning`);
  // The address that it wrote itself leads back to the same view.
  await page.reload();
  await explorer.ready();
  await expect(explorer.title).toHaveText('Task planning');
  await expect(explorer.table.getByRole('checkbox', { name: /^Choose / }).first()).toBeVisible();
});
