// Takes the README's picture of the first board from a page that is being served: `node screenshot.js` in `tests/e2e`
// while `cargo xtask serve` runs, or with its address in ARENA_URL.

import { stat } from 'node:fs/promises';
import { chromium } from '@playwright/test';
import { launchOptions } from './browser.js';

const LARGEST = 260_000;

const out = new URL('screenshot.png', import.meta.url).pathname;
const browser = await chromium.launch(launchOptions);
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' });
  await page.goto(process.env.ARENA_URL ?? 'http://127.0.0.1:8080/');
  await page.getByRole('combobox', { name: 'Search models' }).waitFor();
  // Charts are drawn in a frame after the page is there.
  await page.waitForFunction(() =>
    [...document.querySelectorAll('canvas')].every((canvas) => {
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      return data.some((value, at) => value !== data[at % 4]);
    }),
  );
  await page.screenshot({ path: out });
} finally {
  await browser.close();
}
const { size } = await stat(out);
if (size > LARGEST) throw new Error(`${out} has ${size} bytes; the README's picture has at most ${LARGEST}`);
process.stdout.write(`${out}: ${size} bytes\n`);
