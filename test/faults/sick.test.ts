import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InboxDoc, LaneDoc, NoticeDoc } from '../../src/store/documents.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { violations } from '../support/invariants.ts';
import { testDatabase } from '../support/mongo.ts';
import { aNotice } from '../support/store.ts';

const { uri } = testDatabase();
const minute = 60_000;
const reports: string[] = [];
let desk: Desk;

const outbox = () => desk.db.collection<NoticeDoc & { open?: boolean }>('outbox');
async function report(word: string, from: string): Promise<void> {
  await desk.text(from, `打印机坏了 ${word}`);
  reports.push(word);
}
const receiptTo = (from: string) =>
  desk.until(`the receipt to ${from} arrives`, () =>
    outbox().findOne({ lane: `sms:${from}`, state: 'delivered', name: 'receipt' }),
  );

beforeAll(async () => {
  desk = await openDesk({ uri });
  await desk.hubs[0]?.start();
});
afterAll(() => desk.close());

describe('one that can not be handled', () => {
  // Without the count of attempts it would be tried for ever; without the pool it would stand before others.
  it('is kept aside with its raw when it was received, and the others flow (F47)', async () => {
    const poison = {
      _id: 'fax:1',
      channel: 'fax',
      payload: { words: 'from a channel that is no more' },
      receivedAt: desk.now(),
      state: 'new',
      attempts: 0,
      nextAt: desk.now(),
      leaseUntil: new Date(0),
      fence: 0,
    } satisfies InboxDoc;
    const inbox = desk.db.collection<InboxDoc>('inbox');
    await inbox.insertOne(poison);
    await report('RBESIDE1', '+8613900005001');
    await receiptTo('+8613900005001');
    const aside = await desk.until('it is put aside', async () => {
      const row = await inbox.findOne({ _id: 'fax:1' });
      if (row?.state === 'quarantined') return row;
      await desk.advance(minute);
      return undefined;
    });
    expect(aside).toMatchObject({ attempts: 5, payload: poison.payload });
    await desk.until('the log says so', () => desk.hubs[0]?.log().includes('kept aside'));
    await inbox.updateOne({ _id: 'fax:1' }, { $set: { state: 'done' } });
  });

  // Without `setAside` the lane would try it for ever and nothing behind it would go out.
  it('steps aside in the outbox, ends as failed, and somebody is told (F48)', async () => {
    const lane = 'sms:+8613900005002';
    const at = desk.now();
    const to = { kind: 'party', address: lane, locale: 'zh-CN' } as const;
    const poison = aNotice('poison', {
      lane,
      to,
      audience: 'reporter',
      at,
      nextAt: at,
      name: 'no such' as never,
    });
    await outbox().insertOne({ ...poison, open: true });
    await desk.db
      .collection<LaneDoc>('lanes')
      .updateOne(
        { _id: lane },
        { $set: { nextAt: at, leaseUntil: new Date(0), fence: 0, rev: 0 } },
        { upsert: true },
      );
    await desk.until('it was tried', () =>
      outbox().findOne({ _id: 'poison', 'attempts.0': { $exists: true } }),
    );
    await report('RBEHIND', '+8613900005002');
    await receiptTo('+8613900005002');
    await desk.until('it ends', async () => {
      if (await outbox().findOne({ _id: 'poison', state: 'failed' })) return true;
      await desk.advance(5 * minute);
      return undefined;
    });
    const told = await outbox().findOne({ name: 'undelivered' });
    expect(told?.to).toMatchObject({ kind: 'person' });
    await outbox().deleteOne({ _id: 'poison' });
  });
});

describe('a provider in trouble with everybody', () => {
  // Without the breaker each notice burns its own attempts; with attempts counted while it rests they end as failed.
  it('is asked by one at a time, nothing is counted, and all goes out once when it is back (F39)', async () => {
    const phones = Array.from({ length: 5 }, (_, n) => `+86139000051${String(n).padStart(2, '0')}`);
    desk.twilio.failNext({ status: 503, times: 6 });
    await Promise.all(phones.map((from, n) => report(`RTROUBLE${n}`, from)));
    await desk.until('the log says so', () => desk.hubs[0]?.log().includes('a provider is in trouble'));
    for (const from of phones)
      await desk.until(`the receipt to ${from} arrives`, async () => {
        if (await outbox().findOne({ lane: `sms:${from}`, state: 'delivered', name: 'receipt' })) return true;
        await desk.advance(3000);
        return undefined;
      });
    expect(desk.hubs[0]?.log()).toContain('a provider is back');
    const vain = await outbox()
      .find({ lane: /^sms:\+86139000051/ })
      .toArray();
    const counted = vain
      .flatMap(({ attempts }) => attempts)
      .filter(({ result, spared }) => result === 'try-later' && !spared);
    // Those three from which it was told.
    expect(counted.length).toBeLessThanOrEqual(3);
  });
});

describe('a provider that is away', () => {
  it('gets everything once when it is back, in order', async () => {
    const from = '+8613900005003';
    desk.twilio.failNext({ to: from, status: 503, times: 4 });
    await report('RPROVIDER', from);
    await desk.until('it was tried in vain', () =>
      outbox().findOne({ lane: `sms:${from}`, 'attempts.result': 'try-later' }),
    );
    await desk.text(from, '0');
    await desk.until('it arrived', async () => {
      const arrived = desk.twilio.look().texts.filter((text) => text.to === from);
      if (arrived.length >= 2) return true;
      await desk.advance(30_000);
      return undefined;
    });
    await desk.settled();
    const names = await Promise.all(
      desk.twilio
        .look()
        .texts.filter((text) => text.to === from)
        .map(async ({ sid }) => (await outbox().findOne({ providerId: sid }))?.name),
    );
    expect(names).toEqual(['receipt', 'status']);
    expect(await violations(desk, { reports })).toEqual([]);
  });
});
