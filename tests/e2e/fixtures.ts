// What all specs share: a `test` that fails when the page complains or asks another host for anything, the page as its
// visitors meet it, and the command line, whose figures the page must show.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test as base, type Locator, type Page } from '@playwright/test';

/** A host that the page has to do without. */
const isForeign = (address: string, own: URL) => {
  const url = new URL(address);
  return ['http:', 'https:', 'ws:', 'wss:'].includes(url.protocol) && url.host !== own.host;
};

type Fixtures = {
  /** What went wrong without a test looking: filled while a test runs, and empty at its end but for what is tolerated. */
  complaints: string[];
  /** Complaints that a test brings about on purpose. */
  tolerated: RegExp[];
  /** The page as its visitors meet it. Nothing is loaded yet. */
  explorer: Explorer;
  /** The address of the same page under a sub-path, ending in `/`. */
  subUrl: string;
};

export const test = base.extend<Fixtures>({
  // A laptop's; layout.spec.ts looks at the others.
  viewport: { width: 1440, height: 900 },

  tolerated: async ({}, use) => {
    await use([]);
  },

  complaints: [
    async ({ context, baseURL, tolerated }, use) => {
      const complaints: string[] = [];
      const own = new URL(baseURL ?? 'http://127.0.0.1/');
      const listen = (page: Page) => {
        page.on('console', (message) => {
          if (message.type() === 'error') complaints.push(`console: ${message.text()} (${message.location().url})`);
        });
        page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
      };
      context.on('page', listen);
      context.pages().forEach(listen);
      context.on('request', (request) => {
        if (isForeign(request.url(), own)) complaints.push(`request: ${request.url()}`);
      });
      await context.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', (event) => {
          console.error(`policy: ${event.violatedDirective} forbids ${event.blockedURI || event.sample}`);
        });
      });
      await use(complaints);
      const unexpected = complaints.filter((complaint) => !tolerated.some((pattern) => pattern.test(complaint)));
      expect(unexpected, 'console errors, uncaught errors, policy violations and requests to other hosts').toEqual([]);
    },
    { auto: true },
  ],

  explorer: async ({ page }, use) => {
    await use(new Explorer(page));
  },

  subUrl: async ({ baseURL }, use) => {
    await use(process.env.ARENA_SUB_URL ?? baseURL ?? '');
  },
});

export { expect };

/** A window in which the whole table is on screen: rows far outside of it are not in the document. */
export const TALL = { width: 1440, height: 4800 };

// The page.

/** The table as it reads: each row by the names of its columns. */
export type Sheet = {
  caption: string;
  /** Names of the columns, from left to right, without the one that holds the checkboxes. */
  columns: string[];
  /** Column by which the rows are sorted, and how: what assistive technology is told. */
  sorted: Record<string, string>;
  rows: Record<string, string>[];
};

/** What stands where a figure is missing. */
export const MISSING = '–';

/** The page as its visitors meet it: by role, name and text. */
export class Explorer {
  readonly main: Locator;
  readonly title: Locator;
  readonly boards: Locator;
  readonly boardMenu: Locator;
  readonly lenses: Locator;
  readonly benchmark: Locator;
  readonly search: Locator;
  readonly add: Locator;
  readonly theme: Locator;
  readonly rankAll: Locator;
  readonly table: Locator;
  /** What scrolls when the table is larger than its place. */
  readonly region: Locator;
  readonly figures: Locator;

  constructor(readonly page: Page) {
    this.main = page.getByRole('main');
    this.title = page.getByRole('heading', { level: 1 });
    this.boards = page.getByRole('navigation', { name: 'Boards' });
    this.boardMenu = page.getByRole('combobox', { name: 'Board', exact: true });
    this.lenses = page.getByRole('navigation', { name: 'Lens' });
    this.benchmark = page.getByRole('combobox', { name: 'Benchmark', exact: true });
    this.search = page.getByRole('combobox', { name: 'Search models' });
    this.add = page.getByLabel('Add your scores');
    this.theme = page.getByRole('button', { name: 'Switch between light and dark' });
    this.rankAll = page.getByRole('checkbox', { name: 'Include models with low coverage' });
    this.table = page.getByRole('grid', { name: /models?, in percent/ });
    this.region = page.getByRole('region', { name: /models?, in percent/ });
    this.figures = page.getByRole('figure');
  }

  /** Loads a view and waits until it can be used. */
  async open(address = './') {
    await this.page.goto(address);
    await this.ready();
  }

  /** Waits until the program runs: what the document itself came with cannot be used yet. */
  async ready() {
    await expect(this.search).toBeVisible();
    await expect(this.page.getByText('Loading the scores')).toBeHidden();
  }

  board(name: string) {
    return this.boards.getByRole('link', { name, exact: true });
  }

  lens(name: string) {
    return this.lenses.getByRole('link', { name, exact: true });
  }

  /** Opens how the models are ranked, and gives it. */
  async openRanking() {
    await this.page.getByRole('button', { name: /^Ranking/ }).click();
    return this.page.getByRole('region', { name: 'Ranking' });
  }

  head(name: string) {
    return this.table.getByRole('columnheader', { name, exact: true });
  }

  /** The button in a column's head that sorts. */
  sort(name: string) {
    return this.head(name).getByRole('button').first();
  }

  /** Opens what else can be done with a column, and gives it. */
  async columnMenu(name: string) {
    await this.head(name).hover();
    await this.head(name).getByRole('button', { name: `Options for ${name}` }).click();
    return this.page.getByRole('dialog', { name: `Column ${name}` });
  }

  row(model: string) {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('link', { name: model, exact: true }) });
  }

  /** The link in a model's row. */
  model(name: string) {
    return this.table.getByRole('link', { name, exact: true });
  }

  /** What chooses a model for the charts. */
  choose(name: string) {
    return this.row(name).getByRole('checkbox');
  }

  figure(name: string | RegExp) {
    return this.page.getByRole('figure', { name });
  }

  /** What the visitor's files come to, above the page. */
  get summary() {
    return this.page.getByRole('region', { name: 'Your files' });
  }

  /** The line of a file in the summary, by the name of its model or, where there is none, of the file. */
  line(name: string) {
    return this.summary.getByRole('listitem').filter({ has: this.page.getByText(name, { exact: true }) });
  }

  /** Unfolds the summary, which is folded on other pages than where files were added. */
  async unfold() {
    await this.summary.getByText(/^\d+ files?(: .*)?( · kept in this browser)?$/).click();
  }

  /** The list of files in the workspace. */
  get files() {
    return this.page.getByRole('listbox', { name: 'Files' });
  }

  /** A file in that list, by the name of its model or its own. */
  file(name: string) {
    return this.files.getByRole('option').filter({ has: this.page.getByText(name, { exact: true }) });
  }

  /** The file that is open in the workspace. */
  opened(name: string) {
    return this.page.getByRole('article', { name, exact: true });
  }

  /** Opens the workspace. */
  async openWorkspace() {
    if (await this.files.isVisible()) return;
    if (!/[?&]page=files/.test(this.page.url())) await this.page.getByRole('link', { name: /^Your files \(\d+\)$/ }).click();
    await expect(this.title).toHaveText('Your files');
    await this.show('Files');
    await expect(this.files).toBeVisible();
  }

  /** Shows a pane of the workspace where each is a tab. */
  async show(pane: 'Files' | 'Standing' | 'Editor' | 'Issues') {
    const tab = this.page.getByRole('tab', { name: pane, exact: true });
    if (await tab.isVisible()) await tab.click();
  }

  /** Opens a file in the workspace. Gives its name, state, standing, editor and issues. */
  async openFile(name: string) {
    await this.openWorkspace();
    await this.file(name).first().click();
    await expect(this.opened(name)).toBeVisible();
    return this.opened(name);
  }

  /** A pane of the open file. */
  pane(name: 'Standing' | 'Editor' | 'Issues') {
    return this.page.getByRole('region', { name, exact: true });
  }

  /** The field of the editor. */
  source(file: string) {
    return this.page.getByRole('textbox', { name: `Source of ${file}`, exact: true });
  }

  /** Goes back to the board from the workspace. */
  async toBoard(name = BOARDS[0].name) {
    await this.board(name).click();
    await expect(this.table).toBeVisible();
  }

  /** Brings files, as with the button. */
  async bring(...files: (string | { name: string; text: string })[]) {
    const inMemory = files.map((file) =>
      typeof file === 'string'
        ? { name: path.basename(file), buffer: readFileSync(fromRoot(file)) }
        : { name: file.name, buffer: Buffer.from(file.text) },
    );
    await this.add.setInputFiles(inMemory.map((file) => ({ ...file, mimeType: 'text/markdown' })));
  }

  /** Reads the table, or one of the others. */
  read(table = this.table): Promise<Sheet> {
    return table.evaluate(async (element) => {
      // What lies beyond the screen follows a few frames later.
      for (let frame = 0; frame < 4; frame += 1) await new Promise(requestAnimationFrame);
      const table = element as HTMLTableElement;
      const text = (cell: HTMLElement) => (cell.querySelector<HTMLElement>('a, :scope.rank > span') ?? cell).innerText.replace(/\s+/g, ' ').trim();
      const name = (cell: HTMLElement) => (cell.querySelector<HTMLElement>('button span') ?? cell).innerText.trim();
      // Over the heads of columns there may be those of groups.
      const heads = [...([...(table.tHead?.rows ?? [])].at(-1)?.cells ?? [])];
      const columns = heads.map((head) => (head.querySelector('.hidden') ? '' : name(head)));
      const sorted = heads.flatMap((head, at) => {
        const how = head.getAttribute('aria-sort');
        return how === null || how === 'none' ? [] : [[columns[at], how]];
      });
      const rows = [...table.tBodies[0].rows].filter((row) => !row.ariaHidden && row.cells.length === columns.length);
      return {
        caption: table.caption?.innerText.trim() ?? '',
        columns: columns.filter((name) => name !== ''),
        sorted: Object.fromEntries(sorted),
        rows: rows.map((row) =>
          Object.fromEntries([...row.cells].flatMap((cell, at) => (columns[at] ? [[columns[at], text(cell)]] : []))),
        ),
      };
    });
  }

  /** What stands in a column, from top to bottom. */
  async column(name: string) {
    return (await this.read()).rows.map((row) => row[name]);
  }

  /** The figures behind a chart. Opens them if need be. */
  async figuresOf(figure: Locator): Promise<Sheet> {
    const table = figure.getByRole('table');
    if (!(await table.isVisible())) await figure.getByText('Figures', { exact: true }).click();
    await expect(table).toBeVisible();
    return this.read(table);
  }

  /** The models over which the chart is drawn: rows of a radar's figures, or columns of a dot plot's. */
  async compared(): Promise<string[]> {
    const { columns, rows } = await this.figuresOf(this.figures.first());
    if (columns[0] === 'Model') return rows.map((row) => row.Model);
    return columns.slice(1).filter((name) => name !== 'best' && name !== 'median');
  }
}

// The command line.

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
/** The command line. */
export const PROGRAM = path.resolve(root, process.env.ARENA_CLI ?? 'target/debug/arena-explorer');

/** A path of the project, from its root. */
export const fromRoot = (...parts: string[]) => path.resolve(root, ...parts);

export type RankReport = {
  board: string;
  lens: string;
  columns: { code: string; name: string }[];
  rows: {
    rank: number | null;
    rank_low: number | null;
    rank_high: number | null;
    could_be_first: boolean | null;
    code: string;
    name: string;
    total: number | null;
    average_rank: number | null;
    coverage: { scored: number; of: number };
    scores: (number | null)[];
  }[];
};

export type CheckReport = {
  files: number;
  models: number;
  findings: {
    code: string;
    severity: 'error' | 'warning' | 'notice';
    certainty: 'certain' | 'likely' | 'worth-a-look';
    file: string;
    line: number;
    column: number;
    benchmarks: string[];
    message: string;
    why: string | null;
    help: string;
  }[];
};

/** Where the bundled score files are. */
export const MODELS = 'public/models';

/** Runs the command line in the project's root and gives its JSON. */
const command = (...parameters: string[]) => {
  try {
    return JSON.parse(
      execFileSync(PROGRAM, [...parameters, '--format', 'json'], { cwd: root, encoding: 'utf8', stdio: 'pipe' }),
    );
  } catch (error) {
    // 1 says that a file has an error, and the report is there all the same.
    const { status, stdout } = error as { status?: number; stdout?: string };
    if (status === 1 && stdout) return JSON.parse(stdout);
    throw error;
  }
};

/** What `compare` says of two models on a board. */
export const compare = (pair: string[], board: string): { sentences: string[] } =>
  command('compare', ...pair, '--board', board, MODELS);

/** What `rank` says of a board, by lens or benchmark. */
export const rank = (
  view: { board: string; lens?: string; benchmark?: string; without?: string; query?: string; rule?: string; weights?: string },
  paths: string[] = [MODELS],
): RankReport => {
  const options = Object.entries(view).map(([name, value]) => `--${name}=${value}`);
  return command('rank', ...options, ...paths);
};

/** What `check` says of files and folders. */
export const checkReport = (...paths: string[]): CheckReport => command('check', ...paths);

/** The same as the page shows it: what it has in backticks is set as code there. */
export const check = (...paths: string[]): CheckReport => {
  const report = checkReport(...paths);
  const shown = <T extends string | null | undefined>(text: T) => text?.replaceAll('`', '') as T;
  const findings = report.findings.map((finding) => ({
    ...finding,
    message: shown(finding.message),
    help: shown(finding.help),
    why: shown(finding.why),
  }));
  return { ...report, findings };
};

/** A figure as the page writes it: an exact half goes to the even digit, where JavaScript alone would round it up. */
export const figure = (value: number | null) => {
  if (value === null) return MISSING;
  return Math.abs(value % 1) === 0.25 ? `${Math.trunc(value)}.2` : value.toFixed(1);
};

// Things that several specs look at.

/** That a finding quotes its source line, or the part of a long one that matters. */
export const expectQuote = async (finding: Locator, source: string) => {
  // What stands in backticks in a message is code too.
  const code = finding.locator('pre code, code:has(bdi)').first();
  await expect(code).toBeVisible();
  // The number of the line stands before it.
  const quote = (await code.innerText()).replace(/^\d+/, '').replaceAll('…', '').trim();
  expect(quote.length).toBeGreaterThan(1);
  expect(source).toContain(quote);
};

export const BOARDS = [
  { code: 'qa-2d', name: '2D embodied QA' },
  { code: 'qa-3d', name: '3D embodied QA' },
  { code: 'navigation', name: 'Navigation (unified framework)' },
  { code: 'navigation-custom', name: 'Navigation (custom frameworks)' },
  { code: 'task-planning', name: 'Task planning' },
];

export const LENSES = [
  { code: 'benchmarks', name: 'Benchmarks', caption: 'scores by benchmark' },
  { code: 'core', name: 'Core capabilities', caption: 'scores by core capability' },
  { code: 'fine', name: 'Fine capabilities', caption: 'scores by fine-grained capability' },
];

/** A score file with these totals on benchmarks. */
export const scoreFile = (name: string, totals: Record<string, number>, more = '') =>
  `---\nname: ${name}\n${more}score:\n  benchmark:\n${Object.entries(totals)
    .map(([code, total]) => `    ${code}: {columns: {Total Score: ${total}}}\n`)
    .join('')}---\n`;

/** All of the first board, at the same score: it ranks between the bundled models' totals. */
export const onFirstBoard = (score: number) =>
  Object.fromEntries(
    ['uni-eqa', 'open-eqa', 'vsi', 'erqa', 'robo-vqa', 'where2place', 'embspatial-bench', 'cosmos', 'va-bench-point'].map(
      (code) => [code, score],
    ),
  );

