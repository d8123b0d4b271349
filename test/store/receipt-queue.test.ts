import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { onReceipt } from '../../src/app/receipts.ts';
import { createReceiptReceiver } from '../../src/app/receive-receipts.ts';
import type { Address } from '../../src/domain/address.ts';
import type { Channel } from '../../src/domain/channel.ts';
import type { InboundReceipt } from '../../src/domain/inbound.ts';
import type { InboxDoc, NoticeDoc } from '../../src/store/documents.ts';
import { StoreRefused, StoreUnavailable } from '../../src/store/errors.ts';
import { type Kernel, openKernel } from '../support/kernel.ts';
import { testDatabase } from '../support/mongo.ts';
import { aNotice, later, nine, testStores } from '../support/store.ts';

const stores = testStores();
const taken = (rows: readonly InboxDoc[]) => rows.map(({ _id }) => _id);
const said = (id: string) =>
  ({ id: `sms:${id}`, payload: { kind: 'status', form: id }, receipt: true }) as const;

async function clear(): Promise<void> {
  await stores.a.connection.collection('inbox').deleteMany({});
}

describe("the queue of providers' words", () => {
  beforeEach(clear);

  it('stands apart from what people write: neither waits behind the other', async () => {
    await stores.a.inbox.accept(said('R1'), nine);
    await stores.a.inbox.accept({ id: 'sms:SM1', payload: {} }, later(1000));
    expect(await stores.a.inbox.nextAt()).toEqual(nine);
    expect((await stores.a.inbox.take(later(2000)))?._id).toBe('sms:SM1');
    expect(await stores.a.inbox.take(later(2000))).toBeUndefined();
    expect(taken(await stores.a.inbox.takeReceipts(later(2000), 10))).toEqual(['sms:R1']);
  });

  it('hands out what is due, the longest waiting first and at most as many as wanted', async () => {
    for (const n of [3, 1, 2, 9]) await stores.a.inbox.accept(said(`R${n}`), later(n * 1000));
    expect(taken(await stores.a.inbox.takeReceipts(later(5000), 2))).toEqual(['sms:R1', 'sms:R2']);
    expect(taken(await stores.b.inbox.takeReceipts(later(5000), 2))).toEqual(['sms:R3']);
    expect(await stores.a.inbox.takeReceipts(later(5000), 2)).toEqual([]);
  });

  // Without the stamp in the write, or the condition on the lease, two hubs have the same rows.
  it('gives each to one hub, however many take at the same moment', async () => {
    for (let round = 0; round < 10; round++) {
      await clear();
      const all = Array.from({ length: 60 }, (_, n) => said(`R${round}.${n}`));
      await stores.a.inbox.acceptAll(all, nine);
      const hubs = [stores.a, stores.b, stores.a, stores.b];
      const got = await Promise.all(hubs.map(({ inbox }) => inbox.takeReceipts(nine, 60)));
      expect(taken(got.flat()).sort()).toEqual(all.map(({ id }) => id).sort());
    }
  });

  it('lets nobody finish what another hub has taken over', async () => {
    await stores.a.inbox.acceptAll([said('R1'), said('R2')], nine);
    const rows = await stores.a.inbox.takeReceipts(nine, 10);
    await stores.a.inbox.doneAll(rows.map((row, n) => (n === 0 ? { ...row, fence: row.fence - 1 } : row)));
    expect((await stores.b.inbox.find('sms:R1'))?.state).toBe('new');
    expect((await stores.b.inbox.find('sms:R2'))?.state).toBe('done');
  });

  it('is found by its index alone, however much else waits', async () => {
    await stores.a.inbox.acceptAll(
      Array.from({ length: 300 }, (_, n) => said(`R${n}`)),
      nine,
    );
    await stores.a.inbox.accept({ id: 'sms:last', payload: {} }, later(1));
    const inbox = stores.a.connection.collection('inbox');
    const plan = await inbox
      .find({ state: 'new', receipt: { $exists: false }, nextAt: { $lte: later(1) } })
      .sort({ nextAt: 1 })
      .limit(1)
      .explain('executionStats');
    expect(plan['executionStats']).toMatchObject({
      nReturned: 1,
      totalKeysExamined: 1,
      totalDocsExamined: 1,
    });
  });
});

const { uri } = testDatabase();
let kernel: Kernel;
let count = 0;

/** Reads what a test put into the row. */
const channel = {
  name: 'fake',
  read: async ({ payload }: { payload: unknown }) => {
    if (payload === 'sick') throw new Error('it can not be read');
    return [payload];
  },
} as unknown as Channel;

beforeAll(async () => {
  kernel = await openKernel(uri);
  kernel.ctx.channels.set('fake', channel);
});
afterAll(() => kernel.store.close());

/** A notice that went out under this id. */
async function sent(id: string, over: Partial<NoticeDoc> = {}): Promise<string> {
  const lane = `fake:${++count}` as Address;
  await kernel.ctx.outbox.add([aNotice(id, { lane, ...over })]);
  await kernel.ctx.outbox.mark(id, { state: 'sent', providerId: `P/${id}` });
  return id;
}
async function word(id: string, over: Partial<InboundReceipt> = {}): Promise<void> {
  const payload = { kind: 'receipt', providerId: `P/${id}`, state: 'delivered', ...over };
  await kernel.ctx.inbox.accept({ id: `fake:${++count}`, payload, receipt: true }, kernel.ctx.clock.now());
}
const stateOf = async (id: string) => (await kernel.ctx.outbox.find(id))?.state;

describe('many words at once', () => {
  let single: unknown[] = [];
  let pass: ReturnType<typeof createReceiptReceiver>;
  beforeAll(() => {
    pass = createReceiptReceiver(async (row) => {
      single.push(row.payload);
      await onReceipt(row.payload as InboundReceipt, kernel.ctx);
      await kernel.ctx.inbox.done(row, { ok: true });
    }, kernel.ctx);
  });
  beforeEach(async () => {
    single = [];
    await kernel.store.connection.collection('inbox').deleteMany({});
  });

  it('are written down with a few commands', async () => {
    const ids = await Promise.all(Array.from({ length: 200 }, (_, n) => sent(`many/${n}`)));
    for (const id of ids) await word(id);
    kernel.commands.clear();
    expect(await pass(() => false)).toBe(true);
    expect([...kernel.commands.values()].reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(7);
    expect(await kernel.ctx.outbox.count({ _id: { $in: ids }, state: 'delivered' })).toBe(200);
    expect(await kernel.ctx.inbox.count('new')).toBe(0);
    expect(single).toEqual([]);
    expect(await pass(() => false)).toBe(false);
  });

  it('leave those alone that more follows from', async () => {
    await sent('plain');
    await sent('failed', { fallbacks: [`fake:other-way` as Address] });
    await sent('proof', { proves: 'answer' });
    await word('plain');
    await word('failed', { state: 'failed', failure: 'blocked' });
    await word('proof');
    await word('nobody knows');
    await pass(() => false);
    expect(await stateOf('plain')).toBe('delivered');
    expect(await stateOf('proof')).toBe('delivered');
    expect(await kernel.ctx.outbox.find('failed')).toMatchObject({ state: 'queued', lane: 'fake:other-way' });
    const ofThem = single.map((payload) => (payload as InboundReceipt).providerId).sort();
    expect(ofThem).toEqual(['P/failed', 'P/nobody knows', 'P/proof']);
  });

  // Without the rank in the bulk a late "sent" would undo "delivered" (F25).
  it('never make a state go back', async () => {
    await sent('late');
    await word('late');
    await pass(() => false);
    await word('late', { state: 'sent' });
    await pass(() => false);
    expect(await stateOf('late')).toBe('delivered');
    expect(await kernel.ctx.inbox.count('new')).toBe(0);
  });

  it('are handled one by one when they can not be handled together', async () => {
    await sent('one');
    await sent('two');
    await word('one');
    await word('two');
    const { receipts } = kernel.ctx.outbox;
    kernel.ctx.outbox.receipts = () => Promise.reject(new StoreRefused('one of them is at fault'));
    await pass(() => false);
    kernel.ctx.outbox.receipts = receipts;
    expect(await stateOf('one')).toBe('delivered');
    expect(await stateOf('two')).toBe('delivered');
    expect(single).toHaveLength(2);
  });

  it('wait for the store when it is away, none of them handled', async () => {
    await sent('waits');
    await word('waits');
    const { receipts } = kernel.ctx.outbox;
    kernel.ctx.outbox.receipts = () => Promise.reject(new StoreUnavailable('it is away'));
    await expect(pass(() => false)).rejects.toThrow('it is away');
    kernel.ctx.outbox.receipts = receipts;
    expect(single).toEqual([]);
    await kernel.store.connection.collection('inbox').updateMany({}, { $set: { leaseUntil: new Date(0) } });
    await pass(() => false);
    expect(await stateOf('waits')).toBe('delivered');
  });

  it('are not held up by one that can not be read', async () => {
    await sent('beside');
    await word('beside');
    const now = kernel.ctx.clock.now();
    await kernel.ctx.inbox.accept({ id: 'fake:sick', payload: 'sick', receipt: true }, now);
    await pass(() => false);
    expect(await stateOf('beside')).toBe('delivered');
    expect(single).toEqual(['sick']);
  });
});
