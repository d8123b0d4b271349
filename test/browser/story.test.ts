import { describe, expect, it } from 'vitest';
import { testHub } from '../support/hub.ts';
import { chromiumPath, sizes } from './browser.ts';
import { sandboxPage } from './open-page.ts';
import { said } from './words.ts';

describe.skipIf(!chromiumPath).each(sizes)(
  'the sandbox page in %s, %d px wide (needs Chromium)',
  (language, width) => {
    const hub = testHub();
    const words = said[language];
    const shown = sandboxPage(() => hub.url('/sandbox'), language, width);

    it('plays a fault from the first text to the rating', async () => {
      const { page, fine } = shown.watched;
      const { go, done, tap, be, advance, phoneSays } = shown.hand;
      await fine('start');

      // 1. A text comes in, the receipt goes back.
      await go('phone');
      await page.fill('#phone-text', words.report);
      await done(() => page.press('#phone-text', 'Enter'));
      await phoneSays(words.receipt);
      await page.locator('.news button').first().waitFor();
      await fine('1-receipt');

      // 2. The duty engineer is paged, a card appears; unclaimed, the deputy is called.
      await advance('1m');
      await done(() => page.click('.step-acts .go'));
      await go('chat');
      await page.locator('#chat-talk .card h3', { hasText: words.card }).waitFor();
      const paged = (await hub.messages({ ticket: 1001 })).filter(
        ({ to, channel: by }) => by === 'slack' && to.startsWith('U'),
      );
      const [engineer = '', deputy = ''] = [...new Set(paged.map(({ to }) => to))];
      expect(deputy).not.toBe('');
      await fine('2-card');

      // 3. The first tap claims; the second is told who was first.
      await be(engineer, 'direct');
      await tap(words.claim);
      await page.locator('#chat-talk .card a[href^="tel:"]').waitFor();
      await fine('3-claimed');
      await be(deputy, 'direct');
      await tap(words.claim);
      await page.locator('#chat-talk .message', { hasText: words.wasFirst }).waitFor();
      await fine('3-second');

      // 4. Time passes: the manager hears, the reporter gets an apology.
      await advance('31m');
      await phoneSays(words.sorry);
      await go('alerts');
      await page.locator('#alerts-talk .alert b', { hasText: words.missed }).first().waitFor();
      await fine('4-alert');
      await tap(words.got, { pane: 'alerts' });
      await fine('4-acknowledged');

      // 5. Answered, on site, arrived, fixed, each by its button.
      await be(engineer, 'channel');
      for (const label of words.work) await tap(label);
      await page.locator('#chat-talk .card dd', { hasText: words.arrived }).first().waitFor();
      await fine('5-arrived');
      await tap(words.fixed, { note: words.fix, look: () => fine('5-form') });
      await phoneSays(words.check);
      await fine('5-fixed');

      // 6. Not fixed opens it again; then fixed for good, and a rating.
      await done(() => page.click('[data-reply^="2 "]'));
      await phoneSays(words.again);
      await be(engineer, 'channel');
      await tap(words.fixed, { note: words.fix });
      await phoneSays(words.check);
      await done(() => page.locator('#phone-quick button', { hasText: words.rated }).click());
      await phoneSays(words.thanks);
      await done(() => page.click('[data-reply="5"]'));
      await be(engineer, 'channel');
      await page.locator('#chat-talk .card dd', { hasText: words.closed }).waitFor();
      await fine('6-closed');
      expect(await page.locator('.step.done').count()).toBeGreaterThanOrEqual(6);
      expect(await hub.ticket(1001)).toMatchObject({ status: 'closed', outcome: 'confirmed' });
    });

    // Days of the clock take their time: once wide, once narrow.
    const once = (language === 'zh') === width > 760;
    if (once)
      it('plays mail, chat and an inspection, one click a step, and goes on after a reload', async () => {
        const { page, fine } = shown.watched;
        const { go, step } = shown.hand;
        const at = () => page.locator('.step[aria-current]').getAttribute('aria-label');
        // The first six points are told by a ticket that is over.
        const { number } = await hub.report(words.report, '+8613900000009');
        await hub.end(number);
        await expect.poll(at).toMatch(/^7 /);
        await step();
        await go('mail');
        await page.locator('.mail-read h3', { hasText: words.received }).waitFor();
        await page.frameLocator('.mail-html').locator('body').waitFor();
        await fine('7-mail');
        await page.reload();
        await page.waitForSelector('.step-now');
        await step();
        await go('chat');
        await page.locator('#chat-talk .plain', { hasText: words.chat }).waitFor();
        await fine('7-chat');
        // Eight days of alarms about them would be told otherwise.
        for (const { number: left, status } of await hub.tickets())
          if (status !== 'closed') await hub.end(left);
        // 8. The clock is moved to the first reminder, the checklist is filled, the customer gets the result.
        await step();
        await page.locator('#chat-talk .card h3', { hasText: words.visit }).last().waitFor();
        await fine('8-reminder');
        await step();
        await go('mail');
        await page.locator('.mail-read h3', { hasText: words.result }).waitFor();
        await fine('8-result');
        expect(await page.locator('.step:not(.done)').count()).toBe(0);
        // All is told: the button begins anew.
        await page.click('.step-acts .go');
        expect(await at()).toMatch(/^1 /);
        await step();
        expect(await at()).toMatch(/^2 /);
        // And in the middle of a story: what is in hand stays, another ticket opens.
        const before = (await hub.tickets()).length;
        await page.locator('.step-acts .quiet').first().click();
        await step();
        expect(await at()).toMatch(/^2 /);
        expect((await hub.tickets()).length).toBe(before + 1);
        await fine('again');
      });

    it('shows what people type as they typed it, and runs none of it', async () => {
      const { page, fine } = shown.watched;
      const { go, be, done } = shown.hand;
      const hostile = '<img src=x onerror=alert(1)> <!channel> <https://evil.example|三楼> "\'&amp;';
      const long = `${'沙箱'.repeat(120)} ${'x'.repeat(90)} שלום 🔥👩‍🔧`;
      await go('phone');
      for (const text of [hostile, long]) {
        await page.fill('#phone-text', text);
        await done(() => page.click('#phone-form button[type=submit]'));
        await page.locator('#texts .bubble.mine p', { hasText: text }).waitFor();
      }
      await fine('hostile-phone');
      await be('U0WANGLEI', 'channel');
      await page.locator('#chat-talk blockquote', { hasText: 'onerror=alert(1)' }).waitFor();
      await fine('hostile');
    });

    it('reads and answers mail, as text and as HTML, and loses nothing that is being typed', async () => {
      const { page, fine } = shown.watched;
      const { go, done } = shown.hand;
      await go('mail');
      await page.selectOption('#mail-address', 'visitor@example.com');
      await fine('mail-empty');
      await page.click('#mail-write');
      await page.fill('.mail-write input[name=subject]', words.subject);
      await page.fill('.mail-write textarea', words.mail);
      // Something arrives, and the language changes, while somebody writes.
      await hub.mail({ from: 'visitor@example.com', subject: 'x', text: 'y' });
      await page.click(`[data-lang="${language === 'en' ? 'zh' : 'en'}"]`);
      await page.click(`[data-lang="${language}"]`);
      expect(await page.inputValue('.mail-write textarea')).toBe(words.mail);
      await done(() => page.click('.mail-write button.primary'));
      await page.locator('.mail-row.out').first().click();
      await page.frameLocator('.mail-html').locator('body').waitFor();
      await fine('mail-html');
      await page.locator('.mail-read .segments button').last().click();
      await page.locator('.mail-text').waitFor();
      await fine('mail-text');
      await page.locator('.mail-read button.primary').click();
      await page.fill('.mail-write textarea', '0');
      await done(() => page.click('.mail-write button.primary'));
      await page.locator('.mail-row.out').nth(1).waitFor();
      await fine('mail-answered');
    });

    it('changes its language at once and keeps it', async () => {
      const { page, fine } = shown.watched;
      const other = language === 'en' ? 'zh' : 'en';
      await shown.hand.done(() => page.click(`[data-lang="${other}"]`));
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
