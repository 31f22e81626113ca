// What a finger has to meet: on a phone every control is at least 24 by 24 CSS pixels, in every view and with a hundred rows.

import { AxeBuilder } from '@axe-core/playwright';
import { type Page } from '@playwright/test';
import { expect, onFirstBoard, scoreFile, test, type Explorer } from './fixtures';

test.use({ viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true });

const LEAST = 24;

/** Controls that are smaller, each kind once. Of links, WCAG 2.5.8 allows those within a sentence to be as high as its line, and those
 * that nothing else is near: no other control within a circle as wide around their middle. */
const small = (page: Page) =>
  page.evaluate((least) => {
    const controls = 'a[href], button, input, select, textarea, summary, [role=button], [role=tab], [role=slider]';
    const isInSentence = (element: HTMLElement) => {
      if (element.tagName !== 'A' || !getComputedStyle(element).display.startsWith('inline')) return false;
      const beside = [...(element.parentElement?.childNodes ?? [])].filter((node) => node.nodeType === Node.TEXT_NODE);
      return beside.some((node) => /\w/.test(node.textContent ?? ''));
    };
    const all = [...document.querySelectorAll<HTMLElement>(controls)].filter((element) => element.checkVisibility({ visibilityProperty: true }));
    const layer = (element: Element) => {
      for (let at: Element | null = element; at; at = at.parentElement) {
        if (/fixed|sticky/.test(getComputedStyle(at).position) && !at.matches('tbody *')) return at.matches('thead *') ? at.closest('thead') : at;
      }
      return null;
    };
    const isAlone = (element: HTMLElement, box: DOMRect) => {
      if (element.tagName !== 'A') return false;
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      return all.every((other) => {
        // What stays in place lies over whatever is scrolled there.
        if (other === element || layer(other) !== layer(element)) return true;
        const around = other.getBoundingClientRect();
        const [dx, dy] = [Math.max(around.left - x, 0, x - around.right), Math.max(around.top - y, 0, y - around.bottom)];
        return Math.hypot(dx, dy) >= least / 2;
      });
    };
    const found = new Map<string, string>();
    for (const element of all) {
      if (isInSentence(element)) continue;
      if (element.matches('.skip, :disabled')) continue;
      // A label that is around a control is part of it.
      const label = element.closest('label');
      const box = (label ?? element).getBoundingClientRect();
      if (box.width === 0 || box.height === 0) continue;
      if (box.width >= least - 0.5 && box.height >= least - 0.5) continue;
      if (isAlone(element, box)) continue;
      const kind = `${element.tagName.toLowerCase()}.${element.className} ${element.getAttribute('type') ?? ''} in ${element.parentElement?.className}`;
      const name = (element.getAttribute('aria-label') ?? element.innerText ?? '').trim().slice(0, 40);
      if (!found.has(kind)) found.set(kind, `${kind} “${name}”: ${box.width.toFixed(1)} × ${box.height.toFixed(1)}`);
    }
    return [...found.values()];
  }, LEAST);

const VIEWS: { view: string; address: string; prepare?: (explorer: Explorer) => Promise<void> }[] = [
  { view: 'a board with its first rows', address: './' },
  { view: 'a board by fine-grained capabilities', address: '?lens=fine' },
  { view: 'a benchmark', address: '?benchmark=vsi' },
  { view: 'a model', address: '?model=gpt-4o-mini' },
  { view: 'a comparison', address: '?page=compare&select=o3,gpt-4o,rynnbrain-8b' },
  { view: 'the coverage', address: '?page=data' },
  { view: 'the data quality', address: '?page=findings' },
  { view: 'the benchmarks', address: '?page=benchmarks' },
  { view: 'what a benchmark is', address: '?page=benchmark&benchmark=vsi' },
  { view: 'how ranks are made', address: '?page=method' },
  { view: 'a new file', address: '?page=new' },
  {
    view: 'results to be confirmed',
    address: './',
    prepare: async (explorer) => {
      await explorer.bring('tests/data/import/tables/board.csv', 'tests/data/import/tables/two-things.md');
      await expect(explorer.page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    view: 'a board with a hundred rows and a file of the visitor’s',
    address: '?coverage=any',
    prepare: async (explorer) => {
      const files = Array.from({ length: 40 }, (_, at) => ({ name: `mine-${at}.md`, text: scoreFile(`Mine-${at}`, onFirstBoard(40 + at)) }));
      await explorer.bring(...files);
      await expect(explorer.row('Mine-39')).toBeVisible();
    },
  },
];

for (const { view, address, prepare } of VIEWS) {
  test(`on ${view}, every control can be met by a finger`, async ({ page, explorer }) => {
    await explorer.open(address);
    await expect(explorer.title).toBeVisible();
    await prepare?.(explorer);
    expect(await small(page)).toEqual([]);
  });
}

test('axe-core finds no target too small and no heading out of order on the look-up pages', async ({ page, explorer }) => {
  // Wider than the narrowest phone: here links stand above each other that wrap elsewhere.
  await page.setViewportSize({ width: 412, height: 823 });
  for (const address of ['?page=benchmark&benchmark=vsi', '?page=benchmarks', '?page=method', '?model=rynnbrain-8b', '?page=findings']) {
    await explorer.open(address);
    const { violations } = await new AxeBuilder({ page }).withRules(['target-size', 'heading-order']).analyze();
    const told = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
    expect(told, address).toEqual([]);
  }
});
