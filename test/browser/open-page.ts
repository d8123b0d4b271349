import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { openBrowser, openPage, type sizes, type Watched } from './browser.ts';
import { createHand, type Hand } from './hand.ts';

type Size = (typeof sizes)[number];

/** The sandbox page as one reader sees it: a browser for the file, a page and a hand for each test. */
export function sandboxPage(url: () => string, language: Size[0], width: Size[1]) {
  let browser: Browser;
  let watched: Watched;
  let hand: Hand;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  beforeEach(async () => {
    watched = await openPage(browser, url(), { width, language });
    hand = createHand(watched.page, width);
  });
  afterEach(() => watched.close());
  afterAll(() => browser.close());
  return {
    get watched() {
      return watched;
    },
    get hand() {
      return hand;
    },
  };
}
