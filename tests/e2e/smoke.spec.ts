// That the release page comes up: at the top, and under a sub-path.

import { expect, test } from './fixtures';

test('the first board appears', async ({ page }) => {
  await page.goto('./');
  await expect(page).toHaveTitle(/Arena Explorer/);
  await expect(page.getByRole('table').first()).toBeVisible();
  await expect(page.locator('table caption').first()).not.toBeEmpty();
  await expect(page.locator('table tbody tr').first()).toBeVisible();
});

test('the page works under a sub-path', async ({ page, subUrl }) => {
  await page.goto(subUrl);
  await expect(page.locator('table tbody tr').first()).toBeVisible();
  expect(page.url().startsWith(subUrl)).toBe(true);
});
