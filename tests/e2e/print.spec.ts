// Printing: the PDF that the browser makes of a view is read, by its text and where that stands on the sheet.

import { type Page } from '@playwright/test';
import { getDocumentProxy } from 'unpdf';
import { expect, figure, rank, test } from './fixtures';

/** A piece of text on a sheet, in points. `turned` is text that is read from below. */
type Piece = { text: string; sheet: number; x: number; y: number; width: number; size: number; turned: boolean };

/** A4 in points, and the narrowest margin that is left. */
const SHORT = 595;
const LONG = 842;
const MARGIN = 20;

const printed = async (page: Page, landscape: boolean) => {
  const pdf = await getDocumentProxy(new Uint8Array(await page.pdf({ format: 'A4', landscape, printBackground: true })));
  const pieces: Piece[] = [];
  for (let sheet = 1; sheet <= pdf.numPages; sheet += 1) {
    const { items } = await (await pdf.getPage(sheet)).getTextContent();
    for (const item of items) {
      if (!('str' in item) || item.str.trim() === '') continue;
      const [a, b, , , x, y] = item.transform as number[];
      const text = item.str.normalize('NFKC').trim();
      pieces.push({ text, sheet, x, y, width: item.width, size: Math.hypot(a, b), turned: Math.abs(a) < Math.abs(b) });
    }
  }
  return { pieces, sheets: pdf.numPages };
};

/** The lines of all sheets, from top to bottom, each as its pieces from left to right. */
const lines = (pieces: Piece[]) => {
  const found = new Map<string, Piece[]>();
  for (const piece of pieces.filter(({ turned }) => !turned)) {
    const near = [...found.keys()].find((key) => {
      const [sheet, y] = key.split(' ').map(Number);
      return sheet === piece.sheet && Math.abs(y - piece.y) < 2;
    });
    const key = near ?? `${piece.sheet} ${piece.y}`;
    found.set(key, [...(found.get(key) ?? []), piece]);
  }
  return [...found.values()].map((line) => {
    let end = Number.NaN;
    return line
      .sort((a, b) => a.x - b.x)
      .map(({ text, x, width }) => {
        // Letters that are written together are a piece of their own.
        const before = x - end < 0.3 || Number.isNaN(end) ? '' : ' ';
        end = x + width;
        return before + text;
      })
      .join('');
  });
};

const expectReadable = ({ pieces }: { pieces: Piece[] }, landscape: boolean, least: number) => {
  const width = landscape ? LONG : SHORT;
  const cut = pieces.filter(({ turned, x, width: wide }) => x < MARGIN || (!turned && x + wide > width - MARGIN + 1));
  expect(cut.map(({ text }) => text), 'text outside of the sheet').toEqual([]);
  const small = pieces.filter(({ size }) => size < least);
  expect(small.slice(0, 5).map(({ text, size }) => `${text}: ${size}`), 'text that is too small').toEqual([]);
};

for (const { lens, least } of [
  { lens: 'benchmarks', least: 5 },
  { lens: 'core', least: 5 },
  // 25 columns.
  { lens: 'fine', least: 4.5 },
]) {
  for (const landscape of [false, true]) {
    test(`${lens}, ${landscape ? 'landscape' : 'portrait'}: each model on a line of its own with all of its scores`, async ({ page, explorer }) => {
      await explorer.open(`?lens=${lens}`);
      await expect(explorer.figures.first().locator('canvas')).toBeVisible();
      const result = await printed(page, landscape);
      expectReadable(result, landscape, least);
      const report = rank({ board: 'qa-2d', lens });
      const all = lines(result.pieces);
      for (const row of report.rows.slice(0, 30)) {
        const figures = row.scores.filter((score) => score !== null).map(figure);
        const range = row.rank_low === row.rank_high ? row.rank_low : `${row.rank_low}–${row.rank_high}`;
        const rank = [row.rank, range].filter((part) => part !== null).join(' ');
        const line = all.find((line) => line.includes(`${rank} ${row.name} `) && figures.slice(0, 3).every((score) => line.includes(score)));
        expect(line, `the line of ${row.name}`).toBeDefined();
        for (const score of figures) expect(line, row.name).toContain(score);
      }
      // Each sheet repeats the heads.
      const heads = result.pieces.filter(({ text, turned }) => !turned && text === 'Model');
      expect(new Set(heads.map(({ sheet }) => sheet)).size).toBeGreaterThanOrEqual(result.sheets - 1);
      for (const { name } of report.columns) {
        expect(result.pieces.some(({ text, turned }) => turned && name.startsWith(text)), `the head ${name}`).toBe(true);
      }
      expect(result.sheets).toBeLessThanOrEqual(landscape ? 5 : 4);
    });
  }
}

for (const { view, address, says, charts } of [
  { view: 'a board', address: './', says: /leads \d+ ranked models/, charts: 1 },
  { view: 'a benchmark', address: '?benchmark=vsi', says: /VSI/, charts: 1 },
  { view: 'a model', address: '?model=rynnbrain-8b', says: /Alibaba/, charts: 1 },
  { view: 'a comparison', address: '?page=compare&select=o3,gpt-4o,rynnbrain-8b', says: /o3 · GPT-4o · RynnBrain-8B/, charts: 2 },
]) {
  for (const landscape of [false, true]) {
    test(`${view}, ${landscape ? 'landscape' : 'portrait'}: its charts are on paper, dark on light`, async ({ page, explorer }) => {
      await page.emulateMedia({ colorScheme: 'dark' });
      await explorer.open(address);
      await expect(explorer.figures.first().locator('canvas')).toBeVisible();
      // What a canvas holds when paper is made.
      await page.evaluate(() => {
        window.addEventListener('beforeprint', () => {
          const corner = (canvas: HTMLCanvasElement) => [...canvas.getContext('2d')!.getImageData(0, 0, 1, 1).data].join();
          const inked = (canvas: HTMLCanvasElement) => {
            const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
            return data.some((channel, at) => at % 4 === 0 && channel < 100);
          };
          const all = [...document.querySelectorAll<HTMLCanvasElement>('figure canvas')];
          (window as any).printed = all.map((canvas) => ({ corner: corner(canvas), inked: inked(canvas) }));
        });
      });
      const result = await printed(page, landscape);
      expectReadable(result, landscape, 4.5);
      expect(lines(result.pieces).join('\n')).toMatch(says);
      const canvases = await page.evaluate(() => (window as any).printed as { corner: string; inked: boolean }[]);
      expect(canvases.length).toBeGreaterThanOrEqual(charts);
      for (const canvas of canvases) expect(canvas).toEqual({ corner: '255,255,255,255', inked: true });
      // Nothing that can only be pressed.
      const text = lines(result.pieces).join('\n');
      for (const button of ['Add your scores', 'Filters', 'Export', 'PNG', 'Figures']) expect(text.split('\n')).not.toContain(button);
      // Afterwards the charts are the screen's again.
      const canvas = explorer.figures.first().locator('canvas');
      const corner = await canvas.evaluate((canvas: HTMLCanvasElement) => canvas.getContext('2d')!.getImageData(0, 0, 1, 1).data[0]);
      expect(corner).toBeLessThan(60);
    });
  }
}

test('the paper says where its figures come from', async ({ page, explorer }) => {
  await explorer.open();
  const result = await printed(page, false);
  expect(lines(result.pieces).join(' ')).toContain('arXiv 2509.15273');
});

for (const { view, address, says } of [
  { view: 'a benchmark’s page', address: '?page=benchmark&benchmark=vsi', says: ['What it is', 'Columns', 'Top models', 'Citation'] },
  { view: 'how ranks are made', address: '?page=method', says: ['Board totals and coverage', 'Intervals', 'Sources'] },
]) {
  for (const landscape of [false, true]) {
    test(`${view}, ${landscape ? 'landscape' : 'portrait'}: all of it is on paper, and nothing that can only be pressed`, async ({ page, explorer }) => {
      await explorer.open(address);
      await expect(page.getByRole('heading', { name: says.at(-1) })).toBeVisible();
      const result = await printed(page, landscape);
      expectReadable(result, landscape, 5);
      const text = lines(result.pieces);
      for (const heading of says) expect(text.join('\n')).toContain(heading);
      for (const button of ['Copy BibTeX', 'How the arena itself counts', 'All benchmarks']) expect(text).not.toContain(button);
    });
  }
}

test('the page of files prints the list, and of the chosen file where it stands and what is wrong', async ({ page, explorer }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await explorer.open();
  await explorer.bring('tests/data/findings/unknown-column.md', 'tests/data/findings/syntax-colon.md');
  await explorer.openWorkspace();
  await expect(explorer.files.getByRole('option')).toHaveCount(2);
  const result = await printed(page, false);
  expectReadable(result, false, 5);
  const text = lines(result.pieces).join('\n');
  for (const said of ['Your files', 'syntax-colon.md', 'Cannot be read: line 2', 'Standing', 'Issues', 'Line ']) expect(text).toContain(said);
  for (const control of ['Rename', 'Remove all files', 'Download all', 'Undo', 'Filter files', 'Editor']) expect(text).not.toContain(control);
});
