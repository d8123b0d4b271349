import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { testHub } from '../support/hub.ts';
import { samples } from '../support/pictures.ts';
import { chromiumPath, sizes } from './browser.ts';
import { sandboxPage } from './open-page.ts';
import { said } from './words.ts';

/** It was loaded and is a picture, not only an element for one. */
const drawn = (image: Locator) =>
  expect
    .poll(() => image.evaluate((one) => (one as unknown as { naturalWidth: number }).naturalWidth))
    .toBeGreaterThan(0);

describe.skipIf(!chromiumPath).each(sizes)(
  'pictures on the sandbox page in %s, %d px wide (needs Chromium)',
  (language, width) => {
    const hub = testHub();
    const words = said[language];
    const shown = sandboxPage(() => hub.url('/sandbox'), language, width);

    const attachSample = async (form: string) => {
      await shown.watched.page.click(`${form} .attach summary`);
      await shown.watched.page.locator(`${form} .attach [role=menuitem]`).first().click();
      await shown.watched.page.locator(`${form} .attached img`).waitFor();
    };

    it('the built-in picture, sent from the phone without a word, stands in the text and on the card', async () => {
      const { page, fine } = shown.watched;
      await shown.hand.go('phone');
      await page.click('#phone-form .attach summary');
      await fine('menu');
      await page.keyboard.press('Escape');
      await attachSample('#phone-form');
      await drawn(page.locator('#phone-form .attached img'));
      await fine('attached');
      await page.focus('#phone-text');
      await shown.hand.done(() => page.keyboard.press('Enter'));
      await drawn(page.locator('#texts .bubble.mine .files img'));
      expect(await page.locator('#phone-form .attached').isHidden()).toBe(true);
      await shown.hand.phoneSays(words.receipt);
      await fine('texted');
      await shown.hand.be('U0WANGLEI', 'channel');
      const card = page.locator('#chat-talk .card', { hasText: words.pictureOnly });
      await drawn(card.locator('.pictured img'));
      await fine('on-the-card');
    });

    it('a picture and a file chosen on this machine go by mail; the file is named, the picture drawn', async () => {
      const { page, fine } = shown.watched;
      await shown.hand.go('mail');
      await page.selectOption('#mail-address', 'visitor@example.com');
      await page.click('#mail-write');
      await page.click('.mail-write .attach summary');
      await fine('mail-menu');
      await page.keyboard.press('Escape');
      await page.setInputFiles('.mail-write input[type=file]', [
        { name: `${'三楼机房漏水现场照片'.repeat(6)}.png`, mimeType: 'image/png', buffer: samples.png },
        { name: '接线图.pdf', mimeType: 'application/pdf', buffer: samples.pdf },
        { name: 'not sent.txt', mimeType: 'text/plain', buffer: Buffer.from('x') },
      ]);
      await page.locator('.mail-write .attached button').last().click();
      // What was chosen is there still when the page is redrawn in the other language.
      await page.click(`[data-lang="${language === 'en' ? 'zh' : 'en'}"]`);
      await page.click(`[data-lang="${language}"]`);
      expect(await page.locator('.mail-write .attached > div').count()).toBe(2);
      await fine('mail-attached');
      await shown.hand.done(() => page.click('.mail-write button.primary'));
      await page.locator('.mail-row.in').first().click();
      await drawn(page.locator('.mail-read .files img'));
      expect(await page.locator('.mail-read .files .file').textContent()).toBe('接线图.pdf');
      await fine('mailed');
      await shown.hand.be('U0WANGLEI', 'channel');
      const card = page.locator('#chat-talk .card').last();
      await drawn(card.locator('.pictured img'));
      await card.locator('a[href*="/f/"]', { hasText: '接线图.pdf' }).waitFor();
      await fine('mail-on-the-card');
    });

    it('what is pasted goes into the chat with the next message, not with a command', async () => {
      const { page, fine } = shown.watched;
      await shown.hand.be('U0WANGLEI', 'direct');
      await page.evaluate(`(() => {
        const given = new DataTransfer();
        given.items.add(new File([Uint8Array.from(atob('${samples.png.toString('base64')}'), (c) => c.charCodeAt(0))],
          'pasted.png', { type: 'image/png' }));
        document.querySelector('#chat-text').dispatchEvent(
          new ClipboardEvent('paste', { clipboardData: given, bubbles: true, cancelable: true }));
      })()`);
      await page.locator('#chat-form .attached img').waitFor();
      await page.fill('#chat-text', '/ticket');
      await shown.hand.done(() => page.press('#chat-text', 'Enter'));
      await page.locator('#chat-form .attached img').waitFor();
      await page.fill('#chat-text', words.chat);
      await shown.hand.done(() => page.press('#chat-text', 'Enter'));
      await drawn(page.locator('#chat-talk .plain', { hasText: words.chat }).locator('.files img'));
      await fine('chatted');
      await shown.hand.be('U0WANGLEI', 'channel');
      await drawn(page.locator('#chat-talk .card', { hasText: words.chat }).last().locator('.pictured img'));
    });

    it('nothing that was attached is lost when the sandbox does not answer', async () => {
      const { page } = shown.watched;
      await shown.hand.go('phone');
      await attachSample('#phone-form');
      await page.fill('#phone-text', words.report);
      await page.route('**/sandbox/sms', (route) => route.abort());
      await page.click('#phone-form button[type=submit]');
      await page.locator('.toast.bad').waitFor();
      expect(await page.inputValue('#phone-text')).toBe(words.report);
      await drawn(page.locator('#phone-form .attached img'));
    });
  },
);
