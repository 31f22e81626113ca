// Files that mean harm: what they hold is shown as text and does nothing, and the page keeps its shape.

import { expect, onFirstBoard, scoreFile, test, type Explorer } from './fixtures';

const CASES = [
  { what: 'HTML', name: `<img src=x onerror="globalThis.harmed=1"><b>bold</b>` },
  { what: 'a script', name: '<script>globalThis.harmed=1</script>' },
  { what: 'the end of an attribute', name: `"><svg onload="globalThis.harmed=1">` },
  { what: 'a template', name: '{{constructor.constructor("globalThis.harmed=1")()}}${globalThis.harmed=1}' },
  { what: 'text that runs from right to left', name: 'gnp.\u202Eexe.\u202Dabc\u2067def' },
  { what: 'a word of 5,000 letters', name: 'W'.repeat(5000) },
  { what: 'signs of control', name: 'a\u0007b\u001bc\u200bd\ufeffe' },
  { what: 'piled accents', name: `Z${'\u0301'.repeat(400)}algo` },
];

const harmed = (explorer: Explorer) => explorer.page.evaluate(() => 'harmed' in globalThis);

const noSidewaysScroll = (explorer: Explorer) =>
  expect
    .poll(() => explorer.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth))
    .toBeLessThanOrEqual(0);

test.use({ viewport: { width: 360, height: 740 } });

test('whatever stands in a model’s name, it is text', async ({ page, explorer }) => {
  test.slow();
  for (const { what, name } of CASES) {
    await test.step(what, async () => {
      // What YAML does not allow as such can still be written with an escape.
      const quoted = JSON.stringify(name).replace(/[\u200b\ufeff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16)}`);
      const key = quoted.length < 200 ? quoted : '"an unknown key"';
      await explorer.open();
      const pictures = await page.locator('img, script, iframe').count();
      await explorer.bring({
        name: 'hostile.md',
        text: scoreFile(
          quoted,
          onFirstBoard(99),
          `code: hostile
author: [${quoted}, ${quoted}]
website: "javascript:globalThis.harmed=1"
component: {vision: [${quoted}], language: [${quoted}]}
${key}: 1
`,
        ),
      });
      const panel = page.getByRole('article').filter({ hasText: 'hostile.md' });
      const link = panel.getByRole('link', { name: 'All of its scores and ranks' });
      await expect(link, 'the file can be read').toBeVisible();
      // Nothing of it but its text came into the document.
      const shown = (await panel.getByRole('heading', { level: 3 }).locator('bdi').textContent())!;
      if (/^[ -~]+$/.test(name)) expect(shown).toBe(name);
      await expect(explorer.table.getByRole('rowheader').first()).toContainText(shown.trim());
      expect(await page.locator('img, script, iframe').count()).toBe(pictures);
      await noSidewaysScroll(explorer);

      await explorer.table.getByRole('checkbox', { name: /^Choose / }).first().check();
      await explorer.search.fill(name.slice(0, 12));
      await explorer.search.fill('');
      await link.click();
      await expect(explorer.title.locator('bdi')).toHaveText(shown.trim());
      await noSidewaysScroll(explorer);
      const protocols = await page.getByRole('link').evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).protocol));
      expect(protocols).not.toContain('javascript:');
      expect(await harmed(explorer)).toBe(false);
    });
  }
});

test('the name of a file is text too', async ({ page, explorer }) => {
  await explorer.open();
  const name = `<img src=x onerror="globalThis.harmed=1">${'n'.repeat(3000)}.md`;
  await page.evaluate((name) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['name: [broken'], name));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, name);
  await expect(page.getByRole('article').getByText('<img src=x onerror=').first()).toBeVisible();
  await noSidewaysScroll(explorer);
  expect(await harmed(explorer)).toBe(false);
});

test('text from right to left turns nothing around that stands beside it', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.bring({ name: 'turned.md', text: scoreFile('"\u202Eabc"', onFirstBoard(99)) });
  const head = page.getByRole('article').getByRole('heading', { level: 3 });
  const tag = head.getByText('preview', { exact: true });
  const name = head.locator('bdi');
  await expect(tag).toBeVisible();
  expect((await tag.boundingBox())!.x).toBeGreaterThan((await name.boundingBox())!.x);
});

test('a link’s parameters are text', async ({ page, explorer }) => {
  const harm = encodeURIComponent('<img src=x onerror="globalThis.harmed=1">');
  await explorer.open(`?model=${harm}`);
  await expect(explorer.main.getByText('<img src=x onerror=').first()).toBeVisible();
  await explorer.open(`?q=${harm}`);
  await expect(explorer.region.getByText('<img')).toBeVisible();
  await expect(page.locator('img')).toHaveCount(0);
  expect(await harmed(explorer)).toBe(false);
  await noSidewaysScroll(explorer);
});
