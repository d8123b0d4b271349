import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { layoutFaults } from './layout.ts';

/** The Chromium of this machine; undefined when there is none. CHROMIUM names another one. */
export const chromiumPath: string | undefined = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
].find((path) => path !== undefined && existsSync(path));

/** In which languages, and how wide, the page is looked at. */
export const sizes = [
  ['zh', 1440],
  ['zh', 390],
  ['en', 1440],
  ['en', 390],
] as const;

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    ...(chromiumPath && { executablePath: chromiumPath }),
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
      '--disable-gpu',
    ],
  });

export interface Watched {
  page: Page;
  /** Fails when the page complained, asked another place, or shows something cut off, too small or covered. */
  fine(what: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens the sandbox's page and notes all that a person with the console open would see go wrong. */
export async function openPage(
  browser: Browser,
  url: string,
  options: { width: number; language: 'zh' | 'en' },
): Promise<Watched> {
  const { width, language } = options;
  const context = await browser.newContext({
    viewport: { width, height: width < 800 ? 844 : 900 },
    locale: language === 'en' ? 'en-GB' : 'zh-CN',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const wrong: string[] = [];
  page.on('console', (line) => {
    if (line.type() === 'error' || line.type() === 'warning') wrong.push(`console: ${line.text()}`);
  });
  page.on('pageerror', (error) => wrong.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    wrong.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    // `blob:` is what the page itself holds.
    if (
      !request
        .url()
        .replace(/^blob:/, '')
        .startsWith(new URL(url).origin)
    )
      wrong.push(`asked another place: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) wrong.push(`${response.status()} ${response.url()}`);
  });
  await page.goto(url);
  await page.waitForSelector('.step-now');
  let count = 0;

  return {
    page,
    async fine(what) {
      expect(wrong).toEqual([]);
      const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(wide, `${what}: the page is wider than the screen`).toBeLessThanOrEqual(0);
      expect(await layoutFaults(page, width), what).toEqual([]);
      // A folder for pictures to look at; nothing is compared with them.
      const folder = process.env['SCREENSHOTS'];
      count += 1;
      if (folder)
        await page.screenshot({
          path: join(folder, `${language}-${width}-${String(count).padStart(2, '0')}-${what}.png`),
        });
    },
    close: () => context.close(),
  };
}
