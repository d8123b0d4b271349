import type { Page } from 'playwright-core';
import { expect } from 'vitest';

type Pane = 'phone' | 'mail' | 'chat' | 'alerts';

/** What a person does on the page, in one line each. */
export function createHand(page: Page, width: number) {
  const narrow = width < 760;

  /** Does something that sends a request, and waits until the page has shown what became of it. */
  async function done(act: () => Promise<unknown>): Promise<void> {
    const [response] = await Promise.all([
      page.waitForResponse((one) => one.request().method() === 'POST', { timeout: 90_000 }),
      act(),
    ]);
    const turn = Number((await response.allHeaders())['x-sandbox-turn']);
    await expect
      .poll(async () => Number(await page.getAttribute('html', 'data-turn')), { timeout: 30_000 })
      .toBeGreaterThanOrEqual(turn);
  }

  async function go(pane: Pane): Promise<void> {
    if (narrow) await page.click(`#tab-${pane}`);
  }

  return {
    done,
    go,
    async phoneSays(text: string) {
      await go('phone');
      await page.locator('#texts .bubble:not(.mine)', { hasText: text }).last().waitFor();
    },
    async advance(amount: string) {
      if (narrow) await page.click('#clock-more > summary');
      await done(() => page.click(`${narrow ? '.amounts' : '.segments'} [data-advance="${amount}"]`));
    },
    /** The blue button of the story. */
    async step() {
      const go = page.locator('.step-acts .go');
      await done(() => go.click());
      await expect.poll(() => go.isEnabled(), { timeout: 90_000 }).toBe(true);
    },
    /** Taps the newest button with this label; a form that opens is filled with `note` and sent. */
    async tap(
      label: string,
      {
        pane = 'chat',
        note,
        look,
      }: { pane?: 'chat' | 'alerts'; note?: string; look?: () => Promise<void> } = {},
    ) {
      const buttons = page.locator(`#${pane}-talk .act`, { hasText: label });
      // The chat ends with the newest, the list of alerts begins with it.
      await done(() => (pane === 'chat' ? buttons.last() : buttons.first()).click());
      const dialog = page.locator('#modal[open]');
      if ((await dialog.count()) === 0) return;
      await look?.();
      if (note !== undefined) await dialog.locator('textarea').first().fill(note);
      await done(() => dialog.locator('button.primary').click());
      await dialog.waitFor({ state: 'hidden' });
    },
    async be(user: string, place: 'channel' | 'direct') {
      await go('chat');
      await page.selectOption('#chat-me', user);
      await page
        .locator('#chat-places button')
        .nth(place === 'channel' ? 0 : 1)
        .click();
    },
  };
}
export type Hand = ReturnType<typeof createHand>;
