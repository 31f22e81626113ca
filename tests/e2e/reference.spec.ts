// What a benchmark and a capability are: the page of a benchmark, the index of all, how ranks are made. What describes them is
// fetched when one of these is looked at, and nothing breaks without it.

import { MISSING, expect, figure, rank, test, type Explorer } from './fixtures';

const FILE = '**/reference.bin*';

const columns = (explorer: Explorer) => explorer.page.getByRole('region', { name: 'Columns of the benchmark' }).getByRole('table');
const index = (explorer: Explorer) => explorer.page.getByRole('region', { name: 'Table of benchmarks' }).getByRole('table');

test('a benchmark says what it is, how a score is made and what each column means', async ({ page, explorer }) => {
  await explorer.open('?page=benchmark&benchmark=vsi');
  await expect(explorer.title).toHaveText('VSI');
  await expect(page).toHaveTitle('VSI · Arena Explorer');
  await expect(explorer.main.getByText('There are 5,130 questions on 288 videos')).toBeVisible();
  await expect(explorer.main.getByText('the share of ten thresholds')).toBeVisible();
  const facts = page.getByRole('complementary', { name: 'Facts' });
  for (const fact of ['New York University', '2024-12-18', 'Apache-2.0', '45']) await expect(facts).toContainText(fact);
  for (const [name, address] of [
    ['Paper on arXiv', 'https://arxiv.org/abs/2412.14171'],
    ['Repository', 'https://github.com/vision-x-nyu/thinking-in-space'],
  ]) {
    const link = facts.getByRole('link', { name });
    await expect(link).toHaveAttribute('href', address);
    await expect(link).toHaveAttribute('rel', 'noopener noreferrer');
  }
  const { rows } = await explorer.read(columns(explorer));
  expect(rows).toHaveLength(9);
  expect(rows[1]).toMatchObject({
    Column: 'Absolute Distance',
    Description: 'Distance in metres between two objects.',
    Metric: 'Mean relative accuracy (MRA)',
    Items: '834',
    Range: '0 to 100',
    'Contributes to': 'Spatial Distance',
    Models: '41',
  });
  expect(rows[8].Column).toMatch(/^Total Score/);
  const asks = await explorer.figuresOf(explorer.figure(/^Weight of VSI/));
  expect(asks.rows.find((row) => row.Capability === 'Spatial Distance')).toMatchObject({ Questions: '1544' });
});

test('its first models and those that agree with it are those of the command line', async ({ page, explorer }) => {
  await explorer.open('?page=benchmark&benchmark=vsi');
  const report = rank({ board: 'qa-2d', benchmark: 'vsi' });
  const first = await explorer.read(page.getByRole('region', { name: 'Top models' }).getByRole('table'));
  expect(first.rows).toEqual(
    report.rows.slice(0, 10).map((row) => ({ Model: row.name, Rank: String(row.rank), Total: figure(row.total) })),
  );
  const relations = await explorer.read(page.getByRole('region', { name: 'Agreement with other benchmarks' }).getByRole('table'));
  const rho = relations.rows.map((row) => row['Rank correlation']).filter((text) => text !== MISSING);
  const values = rho.map((text) => Number(text.replace('−', '-')));
  expect(values).toEqual(values.toSorted((a, b) => b - a));
  expect(values.length).toBeGreaterThan(8);
  const other = relations.rows[0].Benchmark;
  await page.getByRole('link', { name: other, exact: true }).click();
  await expect(explorer.title).toHaveText(other);
  await page.goBack();
  await expect(explorer.title).toHaveText('VSI');
  await page.getByRole('link', { name: 'All 45 models, by column' }).click();
  await expect(explorer.table.getByRole('caption')).toContainText('VSI: its own columns');
  // And from the table back to what it is.
  await page.getByRole('link', { name: 'About VSI' }).click();
  await expect(page).toHaveURL(/page=benchmark&.*benchmark=vsi/);
});

test('it is cited as BibTeX with one press', async ({ page, explorer, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await explorer.open('?page=benchmark&benchmark=uni-eqa');
  await page.getByRole('button', { name: 'Copy BibTeX' }).click();
  await expect(page.getByText('The BibTeX entry copied.')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^@misc\{zhang2025unieqa,\n {2}title = \{\{UniEQA \\& UniEval: /);
  expect(copied.trim()).toBe((await page.getByLabel('BibTeX entry').innerText()).trim());
});

test('the index is an entry of the navigation, and can be searched, filtered and sorted', async ({ page, explorer }) => {
  await explorer.open();
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Benchmarks' }).click();
  await expect(explorer.title).toHaveText('Benchmarks');
  const names = async () => (await explorer.read(index(explorer))).rows.map((row) => row.Benchmark);
  expect(await names()).toHaveLength(30);
  const search = page.getByRole('searchbox', { name: 'Search benchmarks' });
  await search.fill('success rate planning');
  await expect.poll(names).toEqual(['ET-Plan-Bench', 'EB-ALFRED', 'EB-Habitat']);
  await expect(page.getByText('3 of 30 benchmarks')).toBeVisible();
  await search.fill('nothing like it');
  await expect(page.getByText('No benchmark matches.')).toBeVisible();
  await search.fill('');
  await page.getByRole('combobox', { name: 'Filter by board' }).selectOption('Navigation (custom frameworks)');
  await expect.poll(names).toEqual(['MP3D', 'HM3D']);
  // What narrows the index is in the link too.
  await search.fill('HM3D');
  await expect.poll(names).toEqual(['HM3D']);
  await page.reload();
  await explorer.ready();
  expect(await names()).toEqual(['HM3D']);
  await expect(search).toHaveValue('HM3D');
  await expect(page.getByRole('combobox', { name: 'Filter by board' })).toHaveValue('navigation-custom');
  await search.fill('');
  await page.getByRole('combobox', { name: 'Filter by board' }).selectOption('All boards');
  const items = index(explorer).getByRole('columnheader', { name: 'Items' });
  await items.getByRole('button').click();
  await expect(items).toHaveAttribute('aria-sort', 'descending');
  const counts = (await explorer.read(index(explorer))).rows.map((row) => row.Items);
  expect(counts[0]).toBe('11120');
  expect(counts.at(-1)).toBe(MISSING);
  // The order is in the link; the way to a benchmark is in its name.
  await expect(page).toHaveURL(/page=benchmarks&sort=-items/);
  await page.reload();
  await explorer.ready();
  await expect(items).toHaveAttribute('aria-sort', 'descending');
  await page.getByRole('link', { name: 'Multi3DRefer' }).click();
  await expect(explorer.title).toHaveText('Multi3DRefer');
});

test('a capability leads to its definition', async ({ page, explorer }) => {
  await explorer.open('?page=benchmark&benchmark=vsi');
  await columns(explorer).getByRole('link', { name: 'Spatial Size' }).click();
  await expect(explorer.title).toHaveText('Benchmarks');
  const term = page.getByRole('term').filter({ hasText: 'Spatial Size' });
  await expect(term).toBeFocused();
  await expect(term).toBeInViewport();
  await expect(page.getByText('The extent of a space as a whole, such as the floor area of a room.')).toBeVisible();
});

test('the head of a capability’s column says what it is, once one points at it', async ({ page, explorer }) => {
  const asked: string[] = [];
  page.on('request', (request) => request.url().includes('reference.bin') && asked.push(request.url()));
  await explorer.open('?lens=core');
  expect(asked).toEqual([]);
  await explorer.head('Object Perception').hover();
  await expect(explorer.sort('Object Perception').first()).toHaveAttribute('title', /^Seeing single objects: what they are/);
});

test('the menu of a capability’s column says what it is, without a mouse', async ({ page, explorer }) => {
  await explorer.open('?lens=core');
  await explorer.head('Object Perception').getByRole('button', { name: 'Options for Object Perception' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Column Object Perception' })).toContainText(/Seeing single objects: what they are/);
});

test('an explanation speaks of weights only where figures weigh differently', async ({ page, explorer }) => {
  const weight = page.getByRole('dialog').getByRole('columnheader', { name: 'Weight (questions)' });
  await explorer.open('?q=o3');
  await explorer.row('o3').getByRole('gridcell', { name: /^\d+\.\d/ }).first().click();
  await expect(page.getByRole('dialog', { name: 'Total of o3' }).getByRole('columnheader', { name: 'Figure' })).toBeVisible();
  await expect(weight).toHaveCount(0);
  await explorer.open('?lens=fine&q=o3');
  await explorer.row('o3').getByRole('gridcell', { name: /^\d+\.\d/ }).last().click();
  await expect(weight).toBeVisible();
});

test('how ranks are made is said with the figures of the data', async ({ page, explorer }) => {
  await explorer.open();
  await page.getByRole('contentinfo').getByRole('link', { name: 'How ranks are made' }).click();
  await expect(explorer.title).toHaveText('How ranks are made');
  await expect(explorer.main).toContainText('104 models, 30 benchmarks and 5 boards are loaded.');
  await expect(explorer.main).toContainText('A model with less than 50 % of them is listed without a rank');
  await page.getByText('Where its documents differ').click();
  await expect(page.getByText('RoboVQA is judged by a language model in the rules')).toBeVisible();
});

test('the descriptions are fetched once, when somebody asks, with the build’s id', async ({ page, explorer }) => {
  const asked: string[] = [];
  page.on('request', (request) => request.url().includes('reference.bin') && asked.push(request.url()));
  await explorer.open();
  await explorer.sort('VSI').click();
  expect(asked).toEqual([]);
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Benchmarks' }).click();
  await expect(page.getByText('Naming the category of an object')).toBeVisible();
  await page.getByRole('link', { name: 'ERQA' }).click();
  await expect(page.getByText('Four hundred multiple-choice questions')).toBeVisible();
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatch(/reference\.bin\?v=[0-9a-f]{10}$/);
});

for (const { what, answer, said } of [
  { what: 'a server that fails', answer: { status: 503, body: '' }, said: 'the server answered 503' },
  { what: 'a file of another kind', answer: { status: 200, body: '<!doctype html>' }, said: 'another version' },
]) {
  test(`${what} is said, and asking again helps`, async ({ page, explorer, tolerated }) => {
    tolerated.push(/503/);
    await page.route(FILE, (route) => route.fulfill(answer));
    await explorer.open('?page=benchmark&benchmark=vsi');
    await expect(page.getByText(said)).toBeVisible();
    // Everything else is there.
    expect((await explorer.read(columns(explorer))).rows[1]).toMatchObject({ Metric: 'Relative accuracy', Items: '834' });
    await page.unroute(FILE);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(explorer.main.getByText('There are 5,130 questions on 288 videos')).toBeVisible();
    await expect(page.getByText(said)).toHaveCount(0);
  });
}

test('a host without such a file has pages that say less', async ({ page, explorer, tolerated }) => {
  tolerated.push(/404/);
  await page.route(FILE, (route) => route.fulfill({ status: 404, body: '' }));
  await explorer.open('?page=benchmark&benchmark=vsi');
  await expect(page.getByText('Loading the descriptions')).toHaveCount(0);
  await expect(explorer.main).not.toContainText('could not be loaded');
  await expect(explorer.figure(/^Weight of VSI/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Copy BibTeX' })).toHaveCount(0);
  await page.getByRole('link', { name: '← All benchmarks' }).click();
  await expect(index(explorer)).toBeVisible();
});

test('a benchmark that does not exist leads to those that do', async ({ page, explorer }) => {
  await explorer.open('?page=benchmark&benchmark=nothing');
  await expect(explorer.title).toHaveText('No such benchmark');
  await page.getByRole('link', { name: '← All benchmarks' }).click();
  await expect(explorer.title).toHaveText('Benchmarks');
});
