// What every engine must manage: each view, a file dropped, edited and kept, and a comparison.

import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { start } from './driver.js';
import { Page } from './page.js';

const URL = process.env.ARENA_URL || 'http://127.0.0.1:8080/';

/** Time limits in milliseconds: for the start of a browser, and for each test. */
const START = 60_000;
const TEST = 120_000;

/** The views: where each is, its main heading, and how many charts are on the first screen of it at least. */
const VIEWS = [
  { view: 'a board', address: '', heading: '2D embodied QA', charts: 1 },
  { view: 'a board by core capabilities', address: '?lens=core', heading: '2D embodied QA', charts: 1 },
  { view: 'a board by fine-grained capabilities', address: '?lens=fine', heading: '2D embodied QA', charts: 1 },
  { view: 'a benchmark', address: '?benchmark=vsi', heading: 'VSI', charts: 1 },
  { view: 'a model', address: '?model=rynnbrain-8b', heading: /RynnBrain-8B$/, charts: 0 },
  { view: 'a comparison', address: '?page=compare&select=o3,gpt-4o', heading: 'o3 · GPT-4o', charts: 1 },
  { view: 'the coverage', address: '?page=data', heading: 'Coverage', charts: 1 },
  { view: 'the data quality', address: '?page=findings', heading: 'Data quality', charts: 0 },
  { view: 'all benchmarks', address: '?page=benchmarks', heading: 'Benchmarks', charts: 0 },
  { view: 'the page of a benchmark', address: '?page=benchmark&benchmark=vsi', heading: 'VSI', charts: 0 },
  { view: 'how ranks are made', address: '?page=method', heading: 'How ranks are made', charts: 0 },
  { view: 'the workspace without files', address: '?page=files', heading: 'Your files', charts: 0 },
  { view: 'a new file', address: '?page=new', heading: 'New score file', charts: 0 },
];

/** Without fences, so that what is typed at its end belongs to its scores. */
const MINE = `name: Mine-7B
score:
  benchmark:
    vsi: {columns: {Total Score: 51.3}}
    erqa: {columns: {Total Score: 48.2}}
    cosmos: {columns: {Total Score: 50.1}}
    robo-vqa: {columns: {Total Score: 49.9}}
    open-eqa: {columns: {Total Score: 52.4}}
`;

/** Runs all of it in an engine, in one window. */
export const smoke = (engine) =>
  describe(engine, () => {
    let page;

    before(async () => {
      page = new Page(await start(engine), URL);
    }, { timeout: START });

    after(() => page?.session.stop(), { timeout: START });

    afterEach(async () => {
      assert.deepEqual(await page.complaints(), [], 'console errors, uncaught errors and policy violations');
    });

    for (const { view, address, heading, charts } of VIEWS) {
      test(`${view} appears`, { timeout: TEST }, async () => {
        await page.open(address);
        await page.see('heading', heading);
        await page.charts(charts);
      });
    }

    test('two models are compared', { timeout: TEST }, async () => {
      await page.open();
      await page.click('checkbox', 'Choose o3 for the charts');
      await page.click('checkbox', 'Choose RynnBrain-8B for the charts');
      await page.click('link', /^Compare/);
      await page.see('heading', /o3/);
      await page.charts(1);
    });

    test('a dropped file is ranked, follows what is typed, and is still there after a reload', { timeout: TEST }, async () => {
      await page.open();
      await page.drop('mine.yaml', MINE);
      await page.row(/Mine-7B.*51\.3/);
      await page.click('link', 'Open Mine-7B');
      await page.type('textbox', 'Source of mine.yaml', '    where2place: {columns: {Total Score: 61.7}}');
      await page.text(/with a total of 52\.3/);
      await page.text(/kept in this browser/);

      await page.open();
      await page.row(/Mine-7B.*61\.7.*51\.3|Mine-7B.*51\.3.*61\.7/);
    });
  });
