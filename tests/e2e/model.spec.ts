// A model's page: who, when, how large, how open, where it stands, its profile, what was noticed in its file.

import { readFileSync } from 'node:fs';
import { MISSING, MODELS, check, expect, expectQuote, figure, fromRoot, rank, test, type Explorer } from './fixtures';

const definition = (explorer: Explorer, term: string) =>
  explorer.page
    .getByRole('term')
    .filter({ hasText: new RegExp(`^${term}$`) })
    .locator('xpath=following-sibling::dd');

const section = (explorer: Explorer, name: string) =>
  explorer.page.getByRole('region', { name, exact: true }).first();

test('it says who made the model, when, how large and how open it is, and links to it', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.model('Mimo-Embodied-7B').click();
  await expect(explorer.title).toContainText('Mimo-Embodied-7B');
  await expect(page).toHaveTitle('Mimo-Embodied-7B · Arena Explorer');
  expect(page.url()).toContain('?model=mimo-embodied-7b');
  for (const [term, value] of Object.entries({
    By: 'Xiaomi MiMo',
    Category: 'embodied',
    Released: '2025',
    Size: '8 billion parameters',
    Weights: 'open',
    Vision: 'ViT',
    Language: 'MiMo-vl',
  })) {
    await expect(definition(explorer, term)).toHaveText(value);
  }
  const link = definition(explorer, 'Website').getByRole('link');
  await expect(link).toHaveAttribute('href', 'https://github.com/XiaomiMiMo/MiMo-Embodied');
  await expect(link).toHaveAttribute('rel', /\bnoopener\b/);
});

test('what a file does not state is left out', async ({ explorer }) => {
  await explorer.open('?model=gemini-2-5-pro');
  await expect(definition(explorer, 'Weights')).toHaveText('closed');
  await expect(definition(explorer, 'Size')).toHaveCount(0);
});

test('it says how the model stands on each benchmark, and which line of its file says so', async ({ explorer }) => {
  await explorer.open('?model=gpt-4o');
  const { rows } = await explorer.read(section(explorer, 'On every benchmark').getByRole('table'));
  const cases = [
    { board: 'qa-2d', benchmark: 'vsi', name: 'VSI' },
    { board: 'qa-2d', benchmark: 'ost-bench', name: 'OST-Bench' },
    { board: 'navigation', benchmark: 'vln-ce-r2r', name: 'VLN-CE R2R' },
    { board: 'task-planning', benchmark: 'eb-habitat', name: 'EB-Habitat' },
  ];
  for (const { board, benchmark, name } of cases) {
    const population = rank({ board, benchmark }).rows.filter((row) => row.total !== null);
    const own = population.find((row) => row.code === 'gpt-4o')!;
    const totals = population.map((row) => row.total!).toSorted((a, b) => a - b);
    const middle = (totals.length - 1) / 2;
    const below = totals.filter((total) => total < own.total! - 1e-9).length;
    const same = totals.filter((total) => Math.abs(total - own.total!) < 1e-9).length - 1;
    const shown = rows.find((row) => row.Benchmark === name);
    expect(shown, name).toMatchObject({
      Score: figure(own.total),
      Rank: `${own.rank} of ${population.length}`,
      // Those below, and half of those with the same, among the others.
      Percentile: String(Math.floor((100 * (below + 0.5 * same)) / (population.length - 1))),
      Best: figure(totals.at(-1)!),
      Median: figure((totals[Math.floor(middle)] + totals[Math.ceil(middle)]) / 2),
    });
  }
  // One row for each benchmark that it has, and no other.
  expect(rows.map((row) => row.Score)).not.toContain(MISSING);

  // Each figure says on which line of the file it stands.
  const lines = readFileSync(fromRoot(MODELS, 'gpt-4o.md'), 'utf8').split('\n');
  for (const row of rows) {
    // Names of columns may hold figures too, so the score is looked for behind a colon.
    const totals = [...lines[Number(row['Line in the file']) - 1].matchAll(/Total[^:]*: ([\d.]+)/g)];
    expect(totals.map((total) => figure(Number(total[1]))), row.Benchmark).toContain(row.Score);
  }
});

test('a benchmark leads to the board whose table has the score that the page shows', async ({ page, explorer }) => {
  for (const [name, board, benchmark] of [['VSI', 'qa-2d', 'vsi'], ['VLN-CE R2R', 'navigation', 'vln-ce-r2r'], ['EB-Habitat', 'task-planning', 'eb-habitat']]) {
    await explorer.open('?board=navigation&model=gpt-4o');
    const table = section(explorer, 'On every benchmark').getByRole('table');
    const score = (await explorer.read(table)).rows.find((row) => row.Benchmark === name)!.Score;
    await table.getByRole('link', { name, exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`benchmark=${benchmark}(&|$)`));
    const own = rank({ board, benchmark }).rows.find((row) => row.code === 'gpt-4o')!;
    expect(score).toBe(figure(own.total));
    await expect(explorer.row('GPT-4o').getByRole('gridcell', { name: new RegExp(`^${score.replace('.', '\\.')}`) }).first()).toBeVisible();
  }
});

test('it says how the model stands on each board', async ({ page, explorer }) => {
  await explorer.open('?model=gpt-4o');
  const table = section(explorer, 'On the boards').getByRole('table');
  const { rows } = await explorer.read(table);
  const boards = [
    { board: 'qa-2d', name: '2D embodied QA' },
    { board: 'navigation', name: 'Navigation (unified framework)' },
    { board: 'task-planning', name: 'Task planning' },
  ];
  expect(rows.map((row) => row.Board)).toEqual(boards.map(({ name }) => name));
  for (const { board, name } of boards) {
    const report = rank({ board }).rows;
    const own = report.find((row) => row.code === 'gpt-4o')!;
    expect(rows.find((row) => row.Board === name)).toMatchObject({
      Rank: `${own.rank} of ${report.filter((row) => row.rank !== null).length}`,
      Total: figure(own.total),
      'Average rank': figure(own.average_rank),
      Coverage: `${own.coverage.scored}/${own.coverage.of}`,
    });
  }
  // For this model by itself, which is a narrower statement than that about all.
  for (const { board, name } of boards) {
    const own = rank({ board }).rows.find((row) => row.code === 'gpt-4o')!;
    const certain = rows.find((row) => row.Board === name)!['Possible ranks'];
    const [low, high] = [...certain.matchAll(/\d+/g)].map(Number);
    expect(certain).toMatch(/^\d+ to \d+$/);
    expect(own.rank_low! <= low && low <= own.rank! && own.rank! <= high && high <= own.rank_high!, `${certain} on ${name}`).toBe(true);
  }
  await table.getByRole('link', { name: 'Task planning' }).click();
  await expect(explorer.title).toHaveText('Task planning');
  await page.goBack();
  await expect(explorer.title).toContainText('GPT-4o');
});

test('its profile stands against the best and the median', async ({ explorer }) => {
  await explorer.open('?model=gpt-4o');
  const cores = rank({ board: 'qa-2d', lens: 'core' });
  const picture = explorer.figure('2D embodied QA: core capabilities against the best and the median');
  await expect(picture.getByRole('img')).toHaveAccessibleName(/^GPT-4o: highest at Object Perception with 62\.9/);
  const { rows } = await explorer.figuresOf(picture);
  expect(rows.map((row) => row.Model).toSorted()).toEqual(['GPT-4o', 'best', 'median']);
  const own = cores.rows.find((row) => row.code === 'gpt-4o')!;
  for (const [at, { name }] of cores.columns.entries()) {
    const all = cores.rows.map((row) => row.scores[at]).filter((score) => score !== null);
    expect(rows.find((row) => row.Model === 'GPT-4o')![name], name).toBe(figure(own.scores[at]));
    expect(rows.find((row) => row.Model === 'best')![name], name).toBe(figure(all.length ? Math.max(...all) : null));
  }
});

test('it lists what was noticed in the model’s file, with line and source line', async ({ explorer }) => {
  const file = `${MODELS}/gpt-4o-mini.md`;
  const source = readFileSync(fromRoot(file), 'utf8').split(/\r?\n/);
  const { findings } = check(MODELS);
  // The gravest first, each in the order of the file.
  const gravity = ({ severity }: (typeof findings)[number]) => ['error', 'warning', 'notice'].indexOf(severity);
  const own = findings.filter((finding) => finding.file === file).toSorted((a, b) => gravity(a) - gravity(b));
  expect(own.length).toBeGreaterThan(3);
  await explorer.open('?model=gpt-4o-mini');
  const items = section(explorer, 'Issues in its file').getByRole('listitem');
  await expect(items).toHaveCount(own.length);
  for (const [at, { line, message, severity, help }] of own.entries()) {
    const item = items.nth(at);
    await expect(item).toContainText(message, { ignoreCase: true });
    await expect(item).toContainText(severity);
    await expect(item).toContainText(help);
    await expect(item).toContainText(`line ${line}`);
    await expectQuote(item, source[line - 1]);
  }
});

test('a code that no model has is said to be unknown', async ({ explorer }) => {
  await explorer.open('?model=no-such-model&board=navigation');
  await expect(explorer.title).toHaveText('No such model');
  await expect(explorer.main.getByText(/No model here goes by “no-such-model”/)).toBeVisible();
  await explorer.main.getByRole('link', { name: '← Navigation (unified framework)' }).click();
  await expect(explorer.title).toHaveText('Navigation (unified framework)');
});

test('a model’s page begins at its top, wherever its link stood', async ({ explorer }) => {
  await explorer.open();
  const name = (await explorer.column('Model')).at(-1)!;
  const link = explorer.model(name);
  await link.scrollIntoViewIfNeeded();
  await link.click();
  await expect(explorer.title).toContainText(name);
  await expect(explorer.title).toBeInViewport();
});

test('a website that is not http(s) is never a link', async ({ page, explorer }) => {
  await explorer.open();
  await explorer.bring('tests/data/findings/bad-website.md', 'tests/data/findings/bad-website-no-scheme.md');
  await explorer.openFile('Small');
  await expect(explorer.main.getByText('javascript:alert(1)').first()).toBeVisible();
  await explorer.page.getByRole('link', { name: 'All of its scores and ranks' }).click();
  await expect(explorer.title).toContainText('Small');
  await expect(definition(explorer, 'Website')).toHaveCount(0);
  const links = await page.getByRole('link').evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).protocol));
  expect(links.filter((protocol) => !['http:', 'https:'].includes(protocol))).toEqual([]);
});
