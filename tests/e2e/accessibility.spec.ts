// What axe-core can tell of each view, in both themes. Where the table is long, a search leaves a few rows of each kind:
// all rows are made alike, and looking at every cell of them takes its time.

import { AxeBuilder } from '@axe-core/playwright';
import { expect, onFirstBoard, scoreFile, test, type Explorer } from './fixtures';

const bring = async (explorer: Explorer) => {
  await explorer.bring(
    { name: 'mine.md', text: scoreFile('Mine-7B', onFirstBoard(54), 'opensorce: true\n') },
    'tests/data/findings/syntax-colon.md',
    'tests/data/findings/lenient-scores.md',
  );
  await expect(explorer.line('Mine-7B')).toBeVisible();
};

const VIEWS: { view: string; address: string; prepare?: (explorer: Explorer) => Promise<void>; width?: number }[] = [
  {
    view: 'a board',
    address: '?select=o3,sat&sort=-vsi&q=ro',
    prepare: async (explorer) => {
      const figures = await explorer.figures.all();
      expect(figures.length).toBeGreaterThan(0);
      for (const figure of figures) await explorer.figuresOf(figure);
    },
  },
  { view: 'a board on a phone', address: '?q=ro', width: 360 },
  { view: 'a board by fine-grained capabilities', address: '?lens=fine&q=ro' },
  { view: 'a benchmark', address: '?benchmark=vsi&q=ro&chart=spread' },
  { view: 'the page of a benchmark', address: '?page=benchmark&benchmark=vsi' },
  { view: 'all benchmarks', address: '?page=benchmarks' },
  { view: 'how ranks are made', address: '?page=method' },
  { view: 'what has been measured', address: '?page=data' },
  { view: 'the start of a new file', address: '?page=new' },
  {
    view: 'the workspace and the link with scores',
    address: '?q=e-7',
    prepare: async (explorer) => {
      await bring(explorer);
      await explorer.openFile('Mine-7B');
      await explorer.page.getByRole('button', { name: 'Share as link' }).click();
      await expect(explorer.page.getByText('Anyone who has this link')).toBeVisible();
    },
  },
  ...[1440, 360].map((width) => ({
    view: `results to be confirmed, ${width} pixels wide`,
    address: '?q=ro',
    width,
    prepare: async (explorer: Explorer) => {
      await explorer.bring('tests/data/import/tables/board.csv', 'tests/data/import/tables/two-things.md');
      await explorer.page.getByText('Not used: 2').click();
      await expect(explorer.page.getByText('Avg.', { exact: true })).toBeVisible();
    },
  })),
  {
    view: 'the filters, a row unfolded and a figure explained',
    address: '?q=ro&open=yes',
    prepare: async (explorer) => {
      await explorer.row('RoboBrain2.0-32B').getByRole('button', { name: 'Everything about' }).click();
      await explorer.row('RoboBrain2.0-32B').getByRole('gridcell', { name: '45.7' }).click();
      await expect(explorer.page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    view: 'the list of columns',
    address: '?q=ro&lens=fine&fold=object-perception',
    prepare: (explorer) => explorer.page.getByRole('button', { name: 'Columns' }).click(),
  },
  {
    view: 'exporting',
    address: '?q=autor:x&without=vsi&pin=o3',
    prepare: (explorer) => explorer.page.getByRole('button', { name: 'Export' }).click(),
  },
  { view: 'an empty search', address: '?q=zzzz' },
  {
    view: 'suggestions',
    address: './',
    prepare: async (explorer) => {
      await explorer.search.pressSequentially('ro');
      await explorer.page.keyboard.press('ArrowDown');
      await expect(explorer.page.getByRole('option').first()).toBeVisible();
    },
  },
  {
    view: 'the command palette',
    address: './',
    prepare: async (explorer) => {
      await explorer.page.keyboard.press('Control+k');
      await expect(explorer.page.getByRole('dialog', { name: 'Commands' })).toBeVisible();
    },
  },
  { view: 'a comparison', address: '?page=compare&select=o3,iflybot-vlm-8b,3drs,gemini-2-5-pro' },
  {
    view: 'a model, its neighbours unfolded and another score supposed',
    address: '?model=gpt-4o-mini',
    prepare: async (explorer) => {
      await explorer.main.getByText(/^2D embodied QA Between/).click();
      await explorer.page.getByRole('slider').press('End');
    },
  },
  { view: 'an unknown model', address: '?model=nobody' },
  {
    view: 'all findings, narrowed',
    address: '?page=findings&severity=notice',
    prepare: async (explorer) => {
      await explorer.page.getByText('Model', { exact: true }).click();
      await explorer.page.getByRole('button', { name: /^Show \d+ of/ }).first().click();
    },
  },
  {
    view: 'two versions of a model',
    address: './',
    prepare: async (explorer) => {
      const file = (name: string, part: number, total: number) =>
        `name: ${name}\nscore: {benchmark: {vsi: {columns: {Object Count: ${part}, Total Score: ${total}}}, erqa: {columns: {Total Score: ${100 - total}}}}}\n`;
      await explorer.bring({ name: 'one.yaml', text: file('Mine v1', 40, 50) }, { name: 'two.yaml', text: file('Mine v2', 30, 53) });
      await (await explorer.openFile('Mine v2')).getByRole('link', { name: 'Compare with Mine v1' }).click();
      await explorer.page.getByText('1 other column differs').click();
    },
  },
  { view: 'what was added, in sum', address: '?q=e-7', prepare: bring },
  { view: 'the workspace without files', address: '?page=files' },
  {
    view: 'fixes that are to be looked at',
    address: '?q=e-7',
    prepare: async (explorer) => {
      await explorer.bring('tests/data/findings/lenient-scores.md');
      await explorer.openWorkspace();
      await explorer.page.getByRole('button', { name: /^Make all safe fixes/ }).click();
      await expect(explorer.page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    view: 'the workspace on a phone',
    address: '?q=e-7',
    width: 360,
    prepare: async (explorer) => {
      await bring(explorer);
      await explorer.line('Mine-7B').getByRole('link', { name: /^Open/ }).click();
      await explorer.page.getByRole('tab', { name: 'Issues' }).click();
    },
  },
];

for (const { view, address, prepare, width } of VIEWS) {
  test(`axe-core finds nothing wrong with ${view}, light or dark`, async ({ page, explorer }) => {
    // axe-core looks at every cell, twice.
    test.slow();
    if (width) await page.setViewportSize({ width, height: 740 });
    await explorer.open(address);
    await prepare?.(explorer);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const { violations } = await new AxeBuilder({ page }).analyze();
      const told = violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 160)}: ${node.any[0]?.message ?? ''}`));
      expect(told, colorScheme).toEqual([]);
    }
  });
}

test('axe-core finds nothing wrong with the loading state and the failure', async ({ page, tolerated }) => {
  tolerated.push(/^console: Failed to load resource/);
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/dataset.bin*', async (route) => {
    await released;
    await route.abort();
  });
  const told = async () => {
    const { violations } = await new AxeBuilder({ page }).analyze();
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
  };
  await page.goto('./');
  await expect(page.getByText('Loading the scores')).toBeVisible();
  expect(await told()).toEqual([]);
  release();
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  expect(await told()).toEqual([]);
});
