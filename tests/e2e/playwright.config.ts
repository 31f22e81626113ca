// How the end-to-end tests run. `cargo xtask test` serves the page and names its address; by hand, `cargo xtask serve`
// in one terminal and `npx playwright test` in another do.

import { defineConfig } from '@playwright/test';
import { launchOptions } from './browser.js';

const report = process.env.ARENA_REPORT;

export default defineConfig({
  testDir: '.',
  outputDir: '../../target/e2e/results',
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: true,
  retries: 0,
  workers: 2,
  // A shared machine is at times three times slower than a quiet one.
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: report ? [['list'], ['json', { outputFile: report }]] : 'list',
  use: {
    baseURL: process.env.ARENA_URL ?? 'http://127.0.0.1:8080/',
    browserName: 'chromium',
    launchOptions,
    screenshot: 'only-on-failure',
    // Recording every test makes all of them a quarter slower; `-- --trace on` records those that are looked into.
    trace: 'off',
  },
});
