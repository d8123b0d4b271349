import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Desk } from '../support/desk.ts';
import { violations } from '../support/invariants.ts';
import { testDatabase } from '../support/mongo.ts';
import type { TcpProxy } from '../support/tcp-proxy.ts';
import { openDeskOnWire } from '../support/wired-desk.ts';

const { uri } = testDatabase();
const reports: string[] = [];
let desk: Desk;
let wire: TcpProxy;
let count = 0;

/** Reports until it is taken, as the provider does. */
async function report(): Promise<void> {
  const word = `RCUT${++count}X`;
  reports.push(word);
  await desk.text(`+861390001${String(1100 + count)}`, `空调坏了 ${word}`);
}
const whole = async () => {
  await desk.settled();
  return violations(desk, { reports });
};

let close: () => Promise<void>;
beforeAll(async () => {
  ({ desk, wire, close } = await openDeskOnWire(uri));
});
afterAll(() => close());

describe('a connection to the store that is cut in the middle of a write', () => {
  // The driver's retry carries the number of the first try; without it the ids alone must keep it from being
  // done twice, and the provider's resend or the next look from being lost.
  const cuts = ['inbox', 'tickets', 'journal', 'outbox'].flatMap((collection) => [
    [`F17: after the write to ${collection} was carried out`, collection, 'after'] as const,
    [`F18: before the write to ${collection} was carried out`, collection, 'before'] as const,
  ]);
  it.each(cuts)('%s, it is there once', async (_row, collection, when) => {
    // The loops look for rows of the inbox by such commands too: what is kept of the report is an insert.
    const verbs = collection === 'inbox' ? 'insert' : 'insert|update|findAndModify';
    const write = new RegExp(`(?:${verbs})\\0[\\s\\S]{4}${collection}\\0`);
    const cut = wire.cutAt(write, when);
    await report();
    await cut;
    expect(await whole()).toEqual([]);
  });
});

describe('a store that is there, and yet not', () => {
  // Without limits on sockets and their silence the hub would wait for the system's own, a quarter of an hour.
  it('F56: connections that swallow everything are given up, and all goes on by itself', async () => {
    wire.halfOpen();
    await report();
    expect(await whole()).toEqual([]);
    expect(desk.hubs[0]?.running()).toBe(true);
  });

  // Without limits on the pool and on waiting for it, each webhook would hold a connection more.
  it('F20: two seconds late with every answer, it is not drowned; webhooks say 503, and readiness says why', async () => {
    const before = wire.connections();
    wire.delay(2000);
    const texts = await Promise.all(
      Array.from({ length: 80 }, (_, n) =>
        desk.twilio.incoming({ from: `+8613900012${100 + n}`, body: `空调坏了 RSLOW${n}X` }),
      ),
    );
    expect(texts.filter(({ status }) => status !== 200 && status !== 503)).toEqual([]);
    expect(texts.some(({ status }) => status === 503)).toBe(true);
    const ready = await fetch(`http://127.0.0.1:${desk.hubs[0]?.port}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({
      ready: false,
      checks: { store: expect.stringMatching(/slow|failing/) },
    });
    wire.delay(0);
    expect(desk.hubs[0]?.running()).toBe(true);
    // A pool of forty and its monitors, given up and opened anew a few times: not one for each question.
    expect(wire.connections() - before).toBeLessThan(400);
    for (const { sid } of texts)
      await desk.until('the text is taken', async () => (await desk.again(sid)) === 200);
    reports.push(...texts.map((_, n) => `RSLOW${n}X`));
    expect(await whole()).toEqual([]);
  });
});

describe('a store that lacks an index on which correctness rests', () => {
  // Without the check at start every look at a ticket's story would read the whole journal.
  it('F22: no hub starts on it, and says which one is missing', async () => {
    desk.hubs[0]?.kill('SIGTERM');
    expect(await desk.hubs[0]?.ended()).toBe(0);
    await desk.db.collection('journal').dropIndex('versions');
    await expect(desk.hubs[0]?.start()).rejects.toThrow(/journal lacks the index/);
    expect(await desk.hubs[0]?.ended()).toBe(1);
    await desk.db.collection('journal').createIndex({ ticket: 1, version: 1 }, { name: 'versions' });
    await desk.hubs[0]?.start();
    await report();
    expect(await whole()).toEqual([]);
  });
});
