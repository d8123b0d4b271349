import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testHub } from '../support/hub.ts';
import { chromiumPath, openBrowser, openPage, type Watched } from './browser.ts';

/** What the page's own labels and the reporter's messages say. Staff of the example read Chinese. */
const said = {
  zh: {
    report: '三楼机房网络断了',
    receipt: '工单号1001',
    sorry: '非常抱歉',
    check: '请您核实',
    again: '继续处理',
    thanks: '谢谢确认',
    rated: '1 修好了',
  },
  en: {
    report: 'The network in the 3rd floor server room is down',
    receipt: 'ticket 1001',
    sorry: 'sorry',
    check: 'please check',
    again: 'is open again',
    thanks: 'thank you',
    rated: '1 fixed',
  },
} as const;

const sizes = [
  ['zh', 1440],
  ['zh', 390],
  ['en', 1440],
  ['en', 390],
] as const;

describe.skipIf(!chromiumPath).each(sizes)(
  'the sandbox page in %s, %d px wide (needs Chromium)',
  (language, width) => {
    const hub = testHub();
    const words = said[language];
    let browser: Browser;
    let watched: Watched;
    beforeAll(async () => {
      browser = await openBrowser();
    });
    beforeEach(async () => {
      watched = await openPage(browser, hub.url('/sandbox'), { width, language });
    });
    afterEach(() => watched.close());
    afterAll(() => browser.close());

    const go = async (tab: 'phone' | 'mail' | 'chat' | 'alerts') => {
      if (width < 760) await watched.page.click(`#tab-${tab}`);
    };
    const phoneSays = async (text: string) => {
      await go('phone');
      await watched.page.locator('#texts .bubble:not(.mine)', { hasText: text }).last().waitFor();
    };
    /** Does something that sends a request, and waits until the page has shown what became of it. */
    const done = async (act: () => Promise<unknown>) => {
      const { page } = watched;
      const [response] = await Promise.all([
        page.waitForResponse((one) => one.request().method() === 'POST', { timeout: 90_000 }),
        act(),
      ]);
      const turn = Number((await response.allHeaders())['x-sandbox-turn']);
      await expect
        .poll(async () => Number(await page.getAttribute('html', 'data-turn')), { timeout: 30_000 })
        .toBeGreaterThanOrEqual(turn);
    };
    /** Taps the newest button with this label; a form that opens is filled with `note` and sent. */
    const tap = async (
      label: string,
      { pane = 'chat', note }: { pane?: 'chat' | 'alerts'; note?: string } = {},
    ) => {
      const { page } = watched;
      await done(() => page.locator(`#${pane}-talk .act`, { hasText: label }).last().click());
      const dialog = page.locator('#modal[open]');
      if ((await dialog.count()) === 0) return;
      if (note !== undefined) await dialog.locator('textarea').first().fill(note);
      await done(() => dialog.locator('button.primary').click());
      await dialog.waitFor({ state: 'hidden' });
    };
    const be = async (user: string, place: number) => {
      await go('chat');
      await watched.page.selectOption('#chat-me', user);
      await watched.page.locator('#chat-places button').nth(place).click();
    };
    const [channel, direct] = [0, 1];

    it('plays a fault from the first text to the rating', async () => {
      const { page, fine } = watched;
      await fine('start');

      // 1. A text comes in, the receipt goes back.
      await go('phone');
      await page.fill('#phone-text', words.report);
      await done(() => page.press('#phone-text', 'Enter'));
      await phoneSays(words.receipt);
      await fine('1-receipt');

      // 2. The duty engineer is paged, a card appears; unclaimed, the deputy is called.
      await done(() => page.click('[data-advance="1m"]'));
      await done(() => page.click('.step-acts .go'));
      await go('chat');
      await page.locator('#chat-talk .card h4', { hasText: '工单1001' }).waitFor();
      const paged = (await hub.messages({ ticket: 1001 })).filter(
        ({ to, channel: by }) => by === 'slack' && to.startsWith('U'),
      );
      const [engineer = '', deputy = ''] = [...new Set(paged.map(({ to }) => to))];
      expect(deputy).not.toBe('');
      await fine('2-card');

      // 3. The first tap claims; the second is told who was first.
      await be(engineer, direct);
      await tap('认领');
      await page.locator('#chat-talk .card a[href^="tel:"]').waitFor();
      await fine('3-claimed');
      await be(deputy, direct);
      await tap('认领');
      await page.locator('#chat-talk .card', { hasText: '已先认领' }).waitFor();
      await fine('3-second');

      // 4. Time passes: the manager hears, the reporter gets an apology.
      await done(() => page.click('[data-advance="31m"]'));
      await phoneSays(words.sorry);
      await go('alerts');
      await page.locator('#alerts-talk .card h4', { hasText: '超时1001' }).first().waitFor();
      await fine('4-alert');
      await tap('知道了', { pane: 'alerts' });
      await fine('4-acknowledged');

      // 5. Answered, on site, arrived, fixed, each by its button.
      await be(engineer, channel);
      for (const label of ['已电话答复', '要到现场', '已到场']) await tap(label);
      await page.locator('#chat-talk .card dd', { hasText: '已到场' }).waitFor();
      await fine('5-arrived');
      await tap('修好了', { note: '换了电源 <b>模块</b>' });
      await phoneSays(words.check);
      await fine('5-fixed');

      // 6. Not fixed opens it again; then fixed for good, and a rating.
      await done(() => page.click('[data-reply^="2 "]'));
      await phoneSays(words.again);
      await be(engineer, channel);
      await tap('修好了', { note: '换了交换机' });
      await phoneSays(words.check);
      await done(() => page.locator('#phone-quick button', { hasText: words.rated }).click());
      await phoneSays(words.thanks);
      await done(() => page.click('[data-reply="5"]'));
      await be(engineer, channel);
      await page.locator('#chat-talk .card dd', { hasText: '已确认结案' }).waitFor();
      await fine('6-closed');
      expect(await page.locator('.step.done').count()).toBeGreaterThanOrEqual(6);
      expect(await hub.ticket(1001)).toMatchObject({ status: 'closed', outcome: 'confirmed' });
    });

    it('shows what people type as they typed it, and runs none of it', async () => {
      const { page, fine } = watched;
      const hostile = '<img src=x onerror=alert(1)> <!channel> <https://evil.example|三楼> "\'&amp;';
      await go('phone');
      await page.fill('#phone-text', hostile);
      await done(() => page.click('#phone-form button'));
      await page.locator('#texts .bubble.mine p', { hasText: hostile }).waitFor();
      await be('U0WANGLEI', channel);
      await page.locator('#chat-talk blockquote', { hasText: 'onerror=alert(1)' }).waitFor();
      await fine('hostile');
    });

    it('reads and answers mail, as text and as HTML', async () => {
      const { page, fine } = watched;
      await go('mail');
      await fine('mail-empty');
      await page.click('#mail-write');
      await page.fill('.mail-write input[name=subject]', language === 'en' ? 'Printer' : '打印机');
      await page.fill(
        '.mail-write textarea',
        language === 'en' ? 'It does not print since this morning.' : '从早上开始打不出来。',
      );
      await done(() => page.click('.mail-write button.primary'));
      await page.locator('.mail-row.out').first().click();
      await page.locator('.mail-text').waitFor();
      await fine('mail-text');
      await page.locator('.mail-read .seg').last().click();
      await page.frameLocator('.mail-html').locator('body').waitFor();
      await fine('mail-html');
      await page.locator('.mail-read button.primary').click();
      await page.fill('.mail-write textarea', '0');
      await done(() => page.click('.mail-write button.primary'));
      await page.locator('.mail-row.out').nth(1).waitFor();
      await fine('mail-answered');
    });

    it('changes its language at once and keeps it', async () => {
      const { page, fine } = watched;
      const other = language === 'en' ? 'zh' : 'en';
      await page.click(`[data-lang="${other}"]`);
      const title = other === 'en' ? 'Faultline · sandbox' : 'Faultline · 沙箱';
      expect(await page.title()).toBe(title);
      await page.reload();
      await page.waitForSelector('.step-now');
      expect(await page.title()).toBe(title);
      expect(await page.getAttribute('html', 'lang')).toBe(other === 'en' ? 'en' : 'zh-CN');
      await fine('other-language');
    });
  },
);
