// The data quality page: all findings by kind and model, narrowed, with reason and certainty, each leading to its line.

import { readFileSync } from 'node:fs';
import { type Page } from '@playwright/test';
import { MODELS, check, expect, expectQuote, fromRoot, scoreFile, test, type CheckReport, type Explorer } from './fixtures';

type Finding = CheckReport['findings'][number];

/** What the page shows of a kind before somebody asks for more. */
const FIRST = 12;

const words = (certainty: Finding['certainty']) => certainty.replace('worth-a-look', 'possible');

/** The findings by kind, as programs call it. */
const byKind = (findings: Finding[]) => {
  const kinds = new Map<string, Finding[]>();
  for (const finding of findings) kinds.set(finding.code, [...(kinds.get(finding.code) ?? []), finding]);
  return kinds;
};

const section = (page: Page, title: string) => page.getByRole('region', { name: new RegExp(`^${title} \\d`) });

const count = (findings: Finding[], severity: Finding['severity']) => findings.filter((finding) => finding.severity === severity).length;

const box = (explorer: Explorer, group: string, label: string) =>
  explorer.page.getByRole('group', { name: group, exact: true }).getByRole('checkbox', { name: new RegExp(`^${label} \\d+$`) });

test('all findings of the command line are there, by kind, with line, reason and certainty', async ({ page, explorer }) => {
  await explorer.open();
  await page.getByRole('contentinfo').getByRole('link', { name: 'Data quality' }).click();
  await expect(explorer.title).toHaveText('Data quality');
  const { findings } = check(MODELS);
  const files = new Set(findings.map((finding) => finding.file)).size;
  await expect(explorer.main.getByRole('status').last()).toHaveText(
    `${count(findings, 'warning')} warnings and ${count(findings, 'notice')} notices in ${files} files.`,
  );
  const kinds = byKind(findings);
  const heads = explorer.main.getByRole('heading', { level: 2 });
  await expect(heads).toHaveCount(kinds.size);
  // The gravest first.
  const severities = await heads.locator('small').allInnerTexts();
  const gravity = severities.map((text) => ['error', 'warning', 'notice'].findIndex((word) => text.includes(word)));
  expect(gravity).toEqual(gravity.toSorted());

  for (const [code, all] of kinds) {
    const region = page.getByRole('region').filter({ has: page.locator(`h2[id="${code}"]`) });
    await expect(region.getByRole('heading'), code).toContainText(`${all.length} ${all[0].severity}`);
    // One row for each model, the surest first; what to do is said once if it is the same for all.
    const order = ['certain', 'likely', 'worth-a-look'];
    const sorted = all.toSorted((a, b) => order.indexOf(a.certainty) - order.indexOf(b.certainty));
    const rows = [...new Map(sorted.toReversed().map((finding) => [finding.file, finding])).values()].toSorted((a, b) => sorted.indexOf(a) - sorted.indexOf(b));
    const items = region.getByRole('listitem').filter({ has: page.getByText(all[0].severity, { exact: true }) });
    await expect(items, code).toHaveCount(Math.min(rows.length, FIRST));
    const isShared = all.length > 1 && all.every(({ help }) => help === all[0].help);
    if (isShared) await expect(region.getByText(all[0].help, { exact: true }), code).toHaveCount(1);
    const texts = await items.allInnerTexts();
    for (const [at, finding] of rows.slice(0, FIRST).entries()) {
      const help = isShared ? [] : [finding.help];
      const others = all.filter(({ file }) => file === finding.file).length - 1;
      const more = others > 0 ? [`${others} more like it`] : [];
      for (const said of [finding.message, ...help, ...more, words(finding.certainty), `, line ${finding.line}`, ...(finding.why ? [`Why: ${finding.why}.`] : [])]) {
        // In the page a message is a sentence, with a capital at its beginning.
        expect(texts[at].toLowerCase(), code).toContain(said.toLowerCase());
      }
    }
    expect(await items.first().getByRole('paragraph').nth(1).innerText(), 'a message is a sentence').toMatch(/^[^a-z].*[.?…]$|^[a-z]+[-.\d]/s);
    await expectQuote(items.first(), readFileSync(fromRoot(rows[0].file), 'utf8').split('\n')[rows[0].line - 1]);
  }
});

test('it is narrowed by severity, file and benchmark, with counts, and the link says how', async ({ page, explorer }) => {
  const { findings } = check(MODELS);
  await explorer.open('?page=findings');
  const headline = explorer.main.getByRole('status').last();
  const warnings = count(findings, 'warning');
  await box(explorer, 'Severity', 'warning').check();
  await expect(headline).toHaveText(new RegExp(`^${warnings} of ${findings.length} findings: ${warnings} warnings in`));
  await expect(page).toHaveURL(/severity=warning/);
  // What the other boxes would leave is counted among what is left.
  await page.getByText('Benchmark', { exact: true }).click();
  const about = findings.filter((finding) => finding.severity === 'warning' && finding.benchmarks.includes('robo-vqa')).length;
  await expect(box(explorer, 'Benchmark', 'RoboVQA')).toHaveAccessibleName(`RoboVQA ${about}`);
  await box(explorer, 'Benchmark', 'RoboVQA').check();
  await expect(headline).toContainText(`${about} of ${findings.length} findings`);
  await page.reload();
  await explorer.ready();
  await expect(headline).toContainText(`${about} of ${findings.length} findings`);
  await expect(box(explorer, 'Benchmark', 'RoboVQA')).toBeChecked();

  await page.getByRole('button', { name: 'Clear all filters' }).click();
  await expect(headline).toContainText(`${warnings} warnings`);
  await page.getByText('Model', { exact: true }).click();
  const file = findings[0].file;
  const name = /^name: (.*)$/m.exec(readFileSync(fromRoot(file), 'utf8'))![1];
  const own = findings.filter((finding) => finding.file === file);
  await page.getByRole('group', { name: 'Model' }).getByRole('checkbox', { name: `${name} ${own.length}`, exact: true }).check();
  await expect(headline).toContainText(`${own.length} of ${findings.length} findings`);
  await expect(headline).toContainText('in 1 file.');
});

test('a finding leads to its line on the model’s page, and to the benchmark', async ({ page, explorer }) => {
  await explorer.open('?page=findings&severity=warning');
  const { findings } = check(MODELS);
  const finding = findings.find((finding) => finding.code === 'short-list')!;
  const item = section(page, 'Lists that are too short').getByRole('listitem');
  await item.getByRole('link', { name: `line ${finding.line}` }).click();
  await expect(explorer.title).toContainText('GPT-4o');
  const there = page.getByRole('region', { name: 'Issues in its file' }).getByRole('listitem').filter({ hasText: finding.message });
  await expect(there).toBeFocused();
  await expect(there).toBeInViewport();
  await expectQuote(there, readFileSync(fromRoot(finding.file), 'utf8').split('\n')[finding.line - 1]);
  await there.getByRole('link', { name: 'RoboVQA' }).click();
  await expect(explorer.title).toContainText('RoboVQA');
});

test('a finding in a file that was added leads to its place among the issues of the file', async ({ page, explorer }) => {
  await explorer.open('?page=findings');
  const before = check(MODELS).findings.length;
  await explorer.bring({ name: 'mine.md', text: scoreFile('Mine-7B', { vsi: 50 }, 'opensorce: true\n') });
  await expect(explorer.main.getByRole('status').filter({ hasText: 'notices in' })).toContainText(`${before + 1 - count(check(MODELS).findings, 'warning')} notices`);
  await section(page, 'Unknown keys').getByRole('link', { name: 'Mine-7B, line 3' }).click();
  const there = explorer.pane('Issues').getByRole('listitem').filter({ hasText: /^Line 3\b/ });
  await expect(there).toBeFocused();
  await expect(there).toContainText('opensorce');
  // Removed, it is gone from the audit.
  await page.getByRole('button', { name: 'Remove Mine-7B' }).click();
  await explorer.open('?page=findings');
  await expect(section(page, 'Unknown keys')).toHaveCount(0);
});

test('long groups are folded, and grow in pieces by the keyboard', async ({ page, explorer }) => {
  await explorer.open('?page=findings');
  const many = Array.from({ length: 100 }, (_, n) => `unknown${n}: 1\n`).join('');
  await explorer.bring({ name: 'many.md', text: scoreFile('Many', { vsi: 50 }, many) });
  const group = section(page, 'Unknown keys');
  await expect(group.getByRole('heading')).toContainText('100 notices');
  const items = group.getByRole('listitem');
  await expect(items, 'one row for the model').toHaveCount(1);
  await group.getByText('99 more like it', { exact: true }).click();
  await expect(items).toHaveCount(1 + FIRST);
  await group.getByRole('button', { name: 'Show 60 of 87 more' }).focus();
  await page.keyboard.press('Enter');
  await expect(items).toHaveCount(1 + FIRST + 60);
  await expect(items.nth(1 + FIRST)).toBeFocused();
  await group.getByRole('button', { name: 'Show 27 of 27 more' }).click();
  await expect(items).toHaveCount(100);
  await expect(group.getByRole('button')).toHaveCount(0);
});

test('more files than can be listed are found by typing', async ({ page, explorer }) => {
  await explorer.open('?page=findings');
  const files = Array.from({ length: 45 }, (_, n) => ({
    name: `file-${n}.md`,
    text: scoreFile(`Model ${n}`, { vsi: n + 0.5 }, 'opensorce: true\n'),
  }));
  await explorer.bring(...files);
  await page.getByText('Model', { exact: true }).click();
  const list = page.getByRole('group', { name: 'Model' });
  await expect(list.getByRole('checkbox')).toHaveCount(40);
  await page.getByRole('searchbox', { name: 'Look for a model' }).fill('Model 44');
  await expect(list.getByRole('checkbox')).toHaveCount(1);
  await list.getByRole('checkbox', { name: /^Model 44 \d/ }).check();
  await expect(page).toHaveURL(/file=file-44\.md/);
  await expect(section(page, 'Unknown keys').getByRole('listitem')).toHaveCount(1);
});

test('hundreds of findings of a kind are one issue: the first places are in sight, the others unfold', async ({ page, explorer }) => {
  await explorer.open();
  const keys = Array.from({ length: 250 }, (_, n) => `unheard-of-${n}: 1\n`).join('');
  await explorer.bring({ name: 'mine.md', text: scoreFile('Mine-7B', { vsi: 150 }, keys) });
  await expect(explorer.line('Mine-7B')).toContainText('1 warning, 250 notices');
  await explorer.openFile('Mine-7B');
  const issues = explorer.pane('Issues').locator('.issues > li');
  await expect(issues).toHaveCount(2);
  await expect(issues.first(), 'the gravest first, although it is last in the file').toContainText('150');
  await expect(issues.last()).toContainText('250 places');
  const places = issues.last().getByRole('listitem').filter({ visible: true });
  await expect(places).toHaveCount(12);
  await issues.last().getByText('Show 238 more places').click();
  await expect(places).toHaveCount(250);

  // A link of the audit leads to any of them, in sight or not.
  await page.goto('./?page=findings&severity=warning,notice&file=mine.md');
  await explorer.ready();
  const group = section(page, 'Unknown keys');
  // The file comes out of storage a moment after the page runs.
  await group.getByText('249 more like it', { exact: true }).click();
  for (const left of [237, 177, 117, 57]) await group.getByRole('button', { name: new RegExp(`^Show \\d+ of ${left} more`) }).click();
  await group.getByRole('link', { name: 'line 240', exact: true }).click();
  const there = explorer.pane('Issues').getByRole('listitem').filter({ hasText: /^Line 240\b/ });
  await expect(there).toBeFocused();
  await expect(there).toBeInViewport();
});

test('the explanation of a figure says what the file states and which issues are about it, and leads there', async ({ page, explorer }) => {
  await explorer.open('?lens=core&q=o4-mini');
  await explorer.row('o4-mini').getByRole('gridcell').first().waitFor();
  const { rows } = await explorer.read();
  expect(rows.find((row) => row.Model === 'o4-mini')?.['Embodied Reasoning']).toBe('41.3');
  await explorer.row('o4-mini').getByRole('gridcell', { name: '41.3', exact: true }).click();
  const explanation = page.getByRole('dialog', { name: 'Embodied Reasoning of o4-mini' });
  const issues = explanation.getByRole('region', { name: 'Issues that may concern it' });
  await issues.getByRole('link', { name: 'The file states 31.23; its own scores give 41.26.' }).click();
  await expect(explorer.title).toContainText('o4-mini');
  const there = page.getByRole('region', { name: 'Issues in its file' }).getByRole('listitem').filter({ hasText: 'is stated as 31.2283' }).first();
  await expect(there).toBeFocused();
});
