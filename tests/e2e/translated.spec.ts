// A page that the browser translates: each text is taken out of the document, and an element with the translation is put in
// its place. What changes must go on changing.

import { type Page } from '@playwright/test';
import { BOARDS, expect, onFirstBoard, scoreFile, test } from './fixtures';

/** What a translating browser does to all text that it has not translated yet. */
const translate = (page: Page, how: 'replaced' | 'put before and removed' | 'wrapped') =>
  page.evaluate((how) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const nodes: Text[] = [];
    while (walker.nextNode()) {
      const text = walker.currentNode as Text;
      if (text.data.trim() && !/SCRIPT|STYLE|FONT/.test(text.parentNode!.nodeName)) nodes.push(text);
    }
    for (const text of nodes) {
      const font = document.createElement('font');
      if (how === 'replaced') {
        text.replaceWith(font);
        font.append(`[${text.data}]`);
      } else if (how === 'put before and removed') {
        font.append(`[${text.data}]`);
        text.before(font);
        text.remove();
      } else {
        text.before(font);
        font.append(text);
      }
    }
    return nodes.length;
  }, how);

for (const how of ['replaced', 'put before and removed', 'wrapped'] as const) {
  test(`nothing is stale where texts were ${how}`, async ({ page, explorer }) => {
    const shown = (text: string) => (how === 'wrapped' ? text : `[${text}]`);
    // Its name is translated too.
    const table = page.getByRole('grid');
    const caption = table.getByRole('caption');
    const head = table.getByRole('columnheader', { name: 'VSI', exact: true });
    await explorer.open();
    const count = Number((await caption.innerText()).match(/, (\d+) models/)![1]);
    await explorer.bring({ name: 'mine.md', text: scoreFile('Mine-7B', onFirstBoard(54)) });
    await expect(explorer.line('Mine-7B')).toBeVisible();
    expect(await translate(page, how)).toBeGreaterThan(200);
    await expect(explorer.title).toHaveText(shown(BOARDS[0].name));
    const names = () => table.getByRole('rowheader').getByRole('link').allInnerTexts();
    const before = await names();

    // Another board, from the bar.
    await page.getByRole('link', { name: BOARDS[1].name }).click();
    await expect(explorer.title).toHaveText(BOARDS[1].name);
    await expect(page.getByText(`${BOARDS[0].name}: scores by benchmark`)).toHaveCount(0);
    await expect(caption).toHaveText(/^3D [^:]*: scores by benchmark, \d+ models, in percent/);
    expect(await names()).not.toEqual(before);
    // And back, translated again.
    expect(await translate(page, how)).toBeGreaterThan(20);
    await page.goBack();
    await expect(explorer.title).toHaveText(BOARDS[0].name);

    // Sort, search and an empty result.
    await translate(page, how);
    await head.getByRole('button').first().click();
    await expect(head).toHaveText(/↓/);
    await explorer.search.fill('gemini');
    await expect(caption).toContainText(/\d+ of \d+ models/);
    for (const name of await names()) expect(name.toLowerCase()).toContain('gemini');
    await translate(page, how);
    await explorer.search.fill('zzzz');
    const nothing = page.getByText('No model here has “zzzz” in its name, author or component.').first();
    await expect(nothing).toBeVisible();
    await translate(page, how);
    await explorer.search.fill('autor:x');
    await expect(nothing).toHaveCount(0);
    await expect(page.getByText('“autor:x” was not understood')).toBeVisible();
    await translate(page, how);
    await explorer.search.fill('');
    await expect(page.getByText('was not understood')).toHaveCount(0);
    await expect(caption).toContainText(`, ${count + 1} models`);

    // A model's page, whose parts come and go.
    await table.getByRole('link', { name: 'o3' }).filter({ hasText: /^\[?o3\]?$/ }).click();
    await expect(explorer.title).toContainText('o3');
    await translate(page, how);
    const answer = page.locator('.answer');
    const said = await answer.innerText();
    await page.getByRole('slider').press('End');
    await expect(answer).not.toHaveText(said);
    expect(await answer.innerText()).not.toContain('[');
    await page.goBack();
    await expect(explorer.title).toHaveText(BOARDS[0].name);

    // What was brought goes, and with it what said so.
    await translate(page, how);
    await page.getByRole('link', { name: /Your files/ }).first().click();
    await page.getByRole('button', { name: 'Remove Mine-7B' }).click();
    await expect(page.getByRole('article')).toHaveCount(0);
    await page.goBack();
    await expect(caption).toContainText(`, ${count} models`);
    await expect(page.locator('#crash')).toBeHidden();
  });
}

test('the original is shown again, and goes on changing', async ({ page, explorer }) => {
  await explorer.open();
  const before = await explorer.main.innerText();
  await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const nodes: Text[] = [];
    while (walker.nextNode()) if ((walker.currentNode as Text).data.trim()) nodes.push(walker.currentNode as Text);
    (globalThis as any).translated = nodes.map((text) => {
      const font = document.createElement('font');
      font.append('…');
      const said = text.data;
      text.replaceWith(font);
      return [font, text, said];
    });
  });
  await expect(explorer.title).toHaveText('…');
  await page.evaluate(() => {
    // The very nodes for some, new ones for the others.
    for (const [at, [font, text, said]] of (globalThis as any).translated.entries()) {
      font.replaceWith(at % 2 ? text : document.createTextNode(said));
    }
  });
  await expect(explorer.title).toHaveText(BOARDS[0].name);
  expect(await explorer.main.innerText()).toBe(before);
  await explorer.board('Task planning').click();
  await expect(explorer.title).toHaveText('Task planning');
});
