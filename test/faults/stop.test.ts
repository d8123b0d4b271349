import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, openDesk } from '../support/desk.ts';
import { violations } from '../support/invariants.ts';
import { testDatabase } from '../support/mongo.ts';
import { testPort } from '../support/test-port.ts';

const { uri } = testDatabase();
const reports: string[] = [];
let desk: Desk;

beforeAll(async () => {
  desk = await openDesk({ uri, cli: true });
});
afterAll(() => desk.close());

describe('a hub that is told to stop', () => {
  /** Told to as soon as its log has these words: its code. */
  async function endsWhen(words: string, of: Desk): Promise<number | null> {
    const [hub] = of.hubs;
    if (!hub) throw new Error('no hub');
    const started = hub.start().catch(() => undefined);
    // At once: a moment later it would be up, and that is another story.
    while (hub.running() && !hub.log().includes(words)) await sleep(2);
    expect(hub.log()).toContain(words);
    hub.kill('SIGTERM');
    const code = await hub.ended();
    await started;
    return code;
  }

  // Listening for the signal only once it was up, it was ended by it: with what it held still leased.
  it('F62: while it starts, ends by itself with 0 as well', async () => {
    expect(await endsWhen('applied', desk)).toBe(0);
  });

  it('F62: while it waits for its store, ends by itself with 0 as well', async () => {
    const nowhere = `mongodb://127.0.0.1:${await testPort()}/faultline`;
    const waiting = await openDesk({ uri, hubUri: nowhere, cli: true });
    expect(await endsWhen('does not answer yet', waiting)).toBe(0);
    await waiting.close();
  });

  // Without the limit in `hub.stop` it would wait for every send that hangs; without `find` before a resend
  // what was in the air would go out twice.
  it.each([
    ['SIGTERM', 3000],
    ['SIGINT', 4000],
  ] as const)(
    'F62: %s: ends by itself with 0 while dozens of sends hang, and nothing is lost',
    async (signal, first) => {
      const [hub] = desk.hubs;
      if (!hub) throw new Error('no hub');
      if (!hub.running()) await hub.start();
      const many = Array.from({ length: 50 }, (_, n) => `+861390000${first + n}`);
      for (const to of many) desk.twilio.failNext({ hang: true, to });
      const words = many.map((_, n) => `R${signal}${n}X`);
      await Promise.all(many.map((from, n) => desk.text(from, `电梯停了 ${words[n]}`)));
      reports.push(...words);
      await desk.until('many sends are in the air', async () => {
        const sending = await desk.db.collection('outbox').countDocuments({ state: 'sending' });
        return sending > 20;
      });
      hub.kill(signal);
      expect(await hub.ended()).toBe(0);
      // Handed back as they were: it did not wait for the provider.
      expect(await desk.db.collection('outbox').countDocuments({ state: 'sending' })).toBeGreaterThan(0);
      await hub.start();
      await desk.settled();
      expect(await violations(desk, { reports })).toEqual([]);
    },
  );
});
