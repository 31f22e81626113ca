// The audit: everything that was noticed, grouped, narrowed, said with its reason and its certainty, and led to its line.

import { readFileSync } from 'node:fs';
import { type Page } from '@playwright/test';
import { MODELS, check, expect, expectQuote, fromRoot, scoreFile, test, type CheckReport, type Explorer } from './fixtures';

type Finding = CheckReport['findings'][number];

/** What the page shows of a kind before somebody asks for more. */
const FIRST = 12;

const words = (certainty: Finding['certainty']) => certainty.replaceAll('-', ' ');

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
  await page.getByRole('contentinfo').getByRole('link', { name: 'What was noticed in the data' }).click();
  await expect(explorer.title).toHaveText('What was noticed in the data');
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
    const items = region.getByRole('listitem').filter({ has: page.getByText(all[0].severity, { exact: true }) });
    await expect(items, code).toHaveCount(Math.min(all.length, FIRST));
    const order = ['certain', 'likely', 'worth-a-look'];
    const sorted = all.toSorted((a, b) => order.indexOf(a.certainty) - order.indexOf(b.certainty));
    const texts = await items.allInnerTexts();
    for (const [at, finding] of sorted.slice(0, FIRST).entries()) {
      for (const said of [finding.message, finding.help, words(finding.certainty), `, line ${finding.line}`, ...(finding.why ? [`Why: ${finding.why}.`] : [])]) {
        expect(texts[at], code).toContain(said);
      }
    }
    await expectQuote(items.first(), readFileSync(fromRoot(sorted[0].file), 'utf8').split('\n')[sorted[0].line - 1]);
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
  await page.getByText('File', { exact: true }).click();
  const file = findings[0].file;
  const own = findings.filter((finding) => finding.file === file);
  await page.getByRole('group', { name: 'File' }).getByRole('checkbox', { name: new RegExp(`${file.split('/').at(-1)} ${own.length}$`) }).check();
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
  const there = page.getByRole('region', { name: 'What was noticed in its file' }).getByRole('listitem').filter({ hasText: finding.message });
  await expect(there).toBeFocused();
  await expect(there).toBeInViewport();
  await expectQuote(there, readFileSync(fromRoot(finding.file), 'utf8').split('\n')[finding.line - 1]);
  await there.getByRole('link', { name: 'RoboVQA' }).click();
  await expect(explorer.title).toContainText('RoboVQA');
});

test('a finding in a file that was brought leads to its panel, which unfolds', async ({ page, explorer }) => {
  await explorer.open('?page=findings');
  const before = check(MODELS).findings.length;
  // Only a notice, so that the panel keeps it folded up.
  await explorer.bring({ name: 'mine.md', text: scoreFile('Mine-7B', { vsi: 50 }, 'opensorce: true\n') });
  await expect(explorer.main.getByRole('status').filter({ hasText: 'notices in' })).toContainText(`${before + 1 - count(check(MODELS).findings, 'warning')} notices`);
  const there = explorer.panel('Mine-7B').getByRole('listitem').filter({ hasText: 'opensorce' });
  await expect(there).toBeHidden();
  await section(page, 'Unknown keys').getByRole('link', { name: 'mine.md, line 3' }).click();
  await expect(there).toBeVisible();
  await expect(there).toBeFocused();
  await expect(there).toContainText('certain');
  // Removed, it is gone from the audit.
  await page.getByRole('button', { name: 'Remove Mine-7B' }).click();
  await expect(section(page, 'Unknown keys')).toHaveCount(0);
});

test('long groups are folded, and grow in pieces by the keyboard', async ({ page, explorer }) => {
  await explorer.open('?page=findings');
  const many = Array.from({ length: 100 }, (_, n) => `unknown${n}: 1\n`).join('');
  await explorer.bring({ name: 'many.md', text: scoreFile('Many', { vsi: 50 }, many) });
  const group = section(page, 'Unknown keys');
  await expect(group.getByRole('heading')).toContainText('100 notices');
  const items = group.getByRole('listitem');
  await expect(items).toHaveCount(FIRST);
  await group.getByRole('button', { name: 'Show 60 of 88 more' }).focus();
  await page.keyboard.press('Enter');
  await expect(items).toHaveCount(FIRST + 60);
  await expect(items.nth(FIRST)).toBeFocused();
  await group.getByRole('button', { name: 'Show 28 of 28 more' }).click();
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
  await page.getByText('File', { exact: true }).click();
  const list = page.getByRole('group', { name: 'File' });
  await expect(list.getByRole('checkbox')).toHaveCount(40);
  await page.getByRole('searchbox', { name: 'Look for a file' }).fill('file-44');
  await expect(list.getByRole('checkbox')).toHaveCount(1);
  await list.getByRole('checkbox', { name: /^file-44\.md \d/ }).check();
  await expect(page).toHaveURL(/file=file-44\.md/);
  await expect(section(page, 'Unknown keys').getByRole('listitem')).toHaveCount(1);
});

test('of hundreds of findings about a file the first are listed, and all when asked for', async ({ page, explorer }) => {
  await explorer.open();
  const keys = Array.from({ length: 250 }, (_, n) => `unheard-of-${n}: 1\n`).join('');
  await explorer.bring({ name: 'mine.md', text: scoreFile('Mine-7B', { vsi: 150 }, keys) });
  const panel = explorer.panel('Mine-7B');
  await expect(panel.getByText(/^What was noticed in the file: 1 warning, 250 notices$/)).toBeVisible();
  const items = panel.getByRole('listitem').filter({ hasText: /^(warning|notice)\s*certain/ });
  await expect(items).toHaveCount(20);
  await expect(items.first(), 'the gravest first, although it is last in the file').toContainText('150');
  await panel.getByRole('button', { name: 'Show the other 231' }).click();
  await expect(items).toHaveCount(251);
  await expect(items.nth(20)).toBeFocused();
});
