// The `test` that specs use: one that fails when the page complains, or asks another host for anything.

import { expect, test as base, type Page } from '@playwright/test';

/** A host that the page has to do without. */
const isForeign = (address: string, own: URL) => {
  const url = new URL(address);
  return ['http:', 'https:', 'ws:', 'wss:'].includes(url.protocol) && url.host !== own.host;
};

type Fixtures = {
  /** What went wrong without a test looking: filled while a test runs, and empty at its end unless the test empties it. */
  complaints: string[];
  /** The address of the same page under a sub-path, ending in `/`. */
  subUrl: string;
};

export const test = base.extend<Fixtures>({
  complaints: [
    async ({ context, baseURL }, use) => {
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
      await use(complaints);
      expect(complaints, 'console errors, uncaught errors and requests to other hosts').toEqual([]);
    },
    { auto: true },
  ],

  subUrl: async ({ baseURL }, use) => {
    await use(process.env.ARENA_SUB_URL ?? baseURL ?? '');
  },
});

export { expect };
