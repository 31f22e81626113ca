// Files that mean harm: what they hold is shown as text and does nothing, and the page keeps its shape.

import { expect, onFirstBoard, scoreFile, test, type Explorer } from './fixtures';
import { zip } from './zip.js';

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
      const line = explorer.summary.getByRole('listitem');
      await expect(line, 'the file can be read').toContainText('1st of');
      // Nothing of it but its text came into the document.
      const shown = (await line.locator('b bdi').textContent())!;
      if (/^[ -~]+$/.test(name)) expect(shown).toBe(name);
      await expect(explorer.table.getByRole('rowheader').first()).toContainText(shown.trim());
      expect(await page.locator('img, script, iframe').count()).toBe(pictures);
      await noSidewaysScroll(explorer);

      await explorer.table.getByRole('checkbox', { name: /^Choose / }).first().check();
      await explorer.search.fill(name.slice(0, 12));
      await explorer.search.fill('');
      await explorer.openWorkspace();
      await expect(page.getByRole('article').getByRole('heading', { level: 2 }).locator('bdi')).toHaveText(shown.trim());
      expect(await page.locator('img, script, iframe').count()).toBe(pictures);
      await noSidewaysScroll(explorer);
      await explorer.show('Standing');
      await page.getByRole('link', { name: 'All of its scores and ranks' }).click();
      await expect(explorer.title.locator('bdi')).toHaveText(shown.trim());
      await noSidewaysScroll(explorer);
      const protocols = await page.getByRole('link').evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).protocol));
      expect(protocols).not.toContain('javascript:');
      expect(await harmed(explorer)).toBe(false);
      // What comes next is not to be mistaken for this one.
      await explorer.openWorkspace();
      await page.getByRole('button', { name: 'Remove all files' }).click();
      await expect(page.getByRole('article')).toHaveCount(0);
    });
  }
});

/** Two versions of a model that hold this wherever they hold text, with findings of many kinds that quote it. */
const versions = (word: string) => {
  const quoted = JSON.stringify(word).replace(/[\u200b\ufeff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16)}`);
  // A key in YAML cannot be longer.
  const key = quoted.length < 900 ? quoted : `"${'K'.repeat(900)}"`;
  const version = (code: string, score: number) => `---
name: ${quoted}
code: ${code}
author: [${quoted}]
website: "javascript:globalThis.harmed=1"
category: ${quoted}
${key}: 1
size: [${quoted}]
score:
  benchmark:
    ${key}: {columns: {Total Score: 1}}
    vsi: {columns: {Total Score: ${score}, ${key}: 3}, fine: {${key}: 2, Object Count: ${score}}}
    erqa: {columns: {Total Score: ${quoted}}}
    cosmos: {columns: {Total Score: ${score}}}
    robo-vqa: {columns: {Total Score: ${score}}}
    uni-eqa: {columns: {Total Score: ${score}}}
    open-eqa: {columns: {Total Score: ${score}}}
  summary:
    ${key}: {0: [1, 2]}
---
# <img src=x onerror="globalThis.harmed=1"> [a link](javascript:globalThis.harmed=1)
<script>globalThis.harmed=1</script>
`;
  return [version('one', 90), version('two', 91.5)];
};

for (const { what, name } of CASES.filter(({ what }) => !/template|accents/.test(what))) {
  test(`wherever ${what} stands in a file, each view shows it as text`, async ({ page, explorer, context }) => {
    test.slow();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await explorer.open();
    const foreign = page.locator('img, script, iframe, object, embed');
    const own = await foreign.count();
    const harmless = async () => {
      expect(await foreign.count()).toBe(own);
      const addresses = await page.locator('a, area, [src]').evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? one.getAttribute('src')));
      expect(addresses.filter((address) => address && /^\s*(javascript|vbscript|data):/i.test(address))).toEqual([]);
      await noSidewaysScroll(explorer);
      expect(await harmed(explorer)).toBe(false);
    };
    /** Goes to another view of the page that runs, as the browser's own buttons do. */
    const go = (query: string) =>
      page.evaluate((query) => {
        history.pushState(null, '', `./${query}`);
        dispatchEvent(new PopStateEvent('popstate'));
      }, query);

    const [one, two] = versions(name);
    const title = name.slice(0, 40).replace(/[\u0000-\u001f/\\]/g, '_');
    await explorer.bring({ name: `${title}-one.md`, text: one }, { name: `${title}-two.md`, text: two });
    await expect(explorer.summary.getByRole('listitem')).toHaveCount(2);
    await harmless();
    await explorer.openWorkspace();
    const files = explorer.files.getByRole('option').filter({ hasText: /-(one|two)\.md/ });
    await expect(files).toHaveCount(2);
    await harmless();

    await test.step('the editor and its fixes', async () => {
      await files.first().click();
      const panel = page.getByRole('article');
      await explorer.show('Issues');
      await expect(panel.getByRole('button', { name: /^Line \d+$/ }).first()).toBeVisible();
      expect(await panel.getByRole('button', { name: /^Line \d+$/ }).count(), 'it has findings').toBeGreaterThan(4);
      await harmless();
      await explorer.show('Editor');
      await expect(panel.getByRole('textbox')).toHaveValue(one);
      await panel.getByRole('button', { name: 'Convert to positional form' }).click();
      await panel.getByRole('button', { name: 'Undo', exact: true }).click();
      await expect(panel.getByRole('textbox')).toHaveValue(one);
      await harmless();
    });

    await test.step('a link that carries it', async () => {
      await page.getByRole('button', { name: 'Share as link' }).click();
      await page.getByRole('button', { name: 'Copy the link', exact: true }).click();
      await expect(page.getByText('The link with your scores copied.')).toBeVisible();
      const link = await page.evaluate(() => navigator.clipboard.readText());
      await page.goto('about:blank');
      await page.goto(link);
      await expect(explorer.summary.getByRole('listitem')).toHaveCount(2);
      await harmless();
    });

    await test.step('its page, with what if', async () => {
      await explorer.openWorkspace();
      await explorer.show('Standing');
      await page.getByRole('link', { name: 'All of its scores and ranks' }).first().click();
      await expect(page.getByRole('heading', { name: 'What if', exact: true })).toBeVisible();
      await harmless();
    });

    await test.step('its versions beside each other', async () => {
      await go('?page=compare&select=one,two');
      await expect(explorer.main.getByText('+1.5').first()).toBeVisible();
      await harmless();
    });

    await test.step('the audit', async () => {
      await go('?page=findings');
      await expect(explorer.main.getByRole('link', { name: /, line \d+$/ }).first()).toBeVisible();
      await harmless();
    });

    for (const query of ['?page=data', '?benchmark=vsi&chart=spread&select=one,two', '?select=one,two', '?chart=size']) {
      await test.step(`the charts of ${query}`, async () => {
        await go(query);
        // On a phone they are folded on arrival.
        const charts = page.getByRole('button', { name: 'Charts', exact: true, expanded: false });
        if (!query.includes('page=')) await expect(page.getByRole('button', { name: 'Charts', exact: true })).toBeVisible();
        if (await charts.isVisible()) await charts.click();
        const canvases = page.getByRole('figure').locator('canvas');
        await expect(canvases.first()).toBeVisible();
        for (const canvas of await canvases.all()) {
          await canvas.scrollIntoViewIfNeeded();
          const { width, height } = (await canvas.boundingBox())!;
          for (const y of [0.2, 0.5, 0.8]) await canvas.hover({ position: { x: width / 2, y: height * y } });
        }
        for (const figures of await explorer.figures.getByText('Figures', { exact: true }).all()) await figures.click();
        await harmless();
      });
    }
  });
}

test('so is what a link wants to load, and what an archive holds', async ({ page, explorer }) => {
  const harm = '<img src=x onerror="globalThis.harmed=1">';
  for (const address of ['javascript:globalThis.harmed=1', 'data:text/html,<script>globalThis.harmed=1</script>', `//evil.invalid/${harm}`, harm]) {
    await explorer.open(`?data=${encodeURIComponent(address)}`);
    const said = page.getByText(/no scores that could be loaded|could not be fetched|evil\.invalid/).first();
    await expect(said, address).toBeVisible();
    await expect(page.locator('img')).toHaveCount(0);
    expect(await harmed(explorer)).toBe(false);
  }
  await explorer.open();
  const entries = Array.from({ length: 20 }, (_, n) => ({ path: `${harm}\u202E${'W'.repeat(n * 40)}/${n}.md`, content: scoreFile(`"${harm} ${n}"`, onFirstBoard(n)) }));
  await explorer.add.setInputFiles({ name: `${harm}.zip`, mimeType: 'application/zip', buffer: zip([...entries, { path: '../out.md', content: '' }]) });
  await expect(page.getByText(/leads out of it/).first()).toBeVisible();
  await explorer.add.setInputFiles({ name: `${harm}.zip`, mimeType: 'application/zip', buffer: zip(entries) });
  await expect(page.getByRole('status').filter({ hasText: 'You have' })).toHaveText('You have 20 files here.');
  await explorer.openWorkspace();
  await explorer.files.getByRole('option').filter({ hasText: '<img src=x' }).last().click();
  await expect(page.locator('img')).toHaveCount(0);
  await noSidewaysScroll(explorer);
  expect(await harmed(explorer)).toBe(false);
});

test('the name of a file is text too', async ({ page, explorer }) => {
  await explorer.open();
  const name = `<img src=x onerror="globalThis.harmed=1">${'n'.repeat(3000)}.md`;
  await page.evaluate((name) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['name: [broken'], name));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, name);
  await expect(explorer.summary.getByText('<img src=x onerror=').first()).toBeVisible();
  await noSidewaysScroll(explorer);
  await explorer.openWorkspace();
  await expect(page.getByRole('article').getByText('<img src=x onerror=').first()).toBeVisible();
  await noSidewaysScroll(explorer);
  expect(await harmed(explorer)).toBe(false);
});

test('text from right to left turns nothing around that stands beside it', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.bring({ name: 'turned.md', text: scoreFile('"\u202Eabc"', onFirstBoard(99)) });
  await explorer.openWorkspace();
  const head = page.getByRole('article').getByRole('heading', { level: 2 });
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
  await expect(page.getByText('“<img” was not understood').first()).toBeVisible();
  await expect(page.locator('img')).toHaveCount(0);
  expect(await harmed(explorer)).toBe(false);
  await noSidewaysScroll(explorer);
});
