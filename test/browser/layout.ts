import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

/** Plain script: it runs in the page, where nothing of ours is compiled. */
const lookAround = readFileSync(new URL('./look-around.js', import.meta.url), 'utf8').replace('export ', '');

/** What is cut off, covered or too small. On a phone what is tapped is 40 px high; a mouse needs less. */
export const layoutFaults = (page: Page, width: number): Promise<string[]> =>
  page.evaluate(`${lookAround}; lookAround(${width < 760 ? 40 : 22})`);
