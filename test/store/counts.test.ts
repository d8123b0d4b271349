import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel } from '../../src/domain/channel.ts';
import { gatherCounts } from '../../src/wiring/counts.ts';
import { type Kernel, openKernel } from '../support/kernel.ts';
import { testDatabase } from '../support/mongo.ts';
import { aNotice } from '../support/store.ts';

const { uri } = testDatabase();
let kernel: Kernel;
beforeAll(async () => {
  kernel = await openKernel(uri);
  for (const name of ['sms', 'email'] as const) kernel.ctx.channels.set(name, { name } as Channel);
});
afterAll(() => kernel.store.close());

const counts = () => gatherCounts(kernel.ctx, () => 0);
const ago = (ms: number) => new Date(kernel.ctx.clock.now().getTime() - ms);

describe('what is counted in the store', () => {
  it('waits for nothing when nothing is there', async () => {
    const { waitedSeconds, sending, leases } = await counts();
    expect(waitedSeconds).toEqual({ inbox: 0, pending: 0, outbox: 0, alarms: 0, files: 0 });
    expect(sending).toEqual({ sms: { depth: 0, waitedSeconds: 0 }, email: { depth: 0, waitedSeconds: 0 } });
    expect(leases).toBe(0);
  });

  it('says for how long the first that is due has waited, by channel too', async () => {
    const { ctx, store } = kernel;
    await ctx.inbox.accept({ id: 'sms:1', payload: {} }, ago(30_000));
    await ctx.outbox.add([
      aNotice('n1', { lane: 'sms:+8613800000001', nextAt: ago(10_000) }),
      aNotice('n2', { lane: 'sms:+8613800000002', nextAt: ago(-60_000) }),
    ]);
    await store.connection
      .collection<{ _id: number }>('tickets')
      .insertOne({ _id: 1001, status: 'open', owner: 'wang.lei', pendingSince: ago(20_000) } as never);
    await ctx.leases.hold('timetable', 60_000);
    const { waitedSeconds, sending, leases, storeSeconds } = await counts();
    expect(Math.floor(waitedSeconds['inbox'] ?? 0)).toBeGreaterThanOrEqual(30);
    expect(Math.floor(waitedSeconds['pending'] ?? 0)).toBeGreaterThanOrEqual(20);
    expect(sending['sms']?.depth).toBe(2);
    expect(sending['sms']?.waitedSeconds).toBeGreaterThanOrEqual(10);
    expect(sending['email']).toEqual({ depth: 0, waitedSeconds: 0 });
    expect(leases).toBe(1);
    expect(storeSeconds).toBeGreaterThan(0);
  });

  // Asked every few seconds, for years: a store that answers slower than 2 s is told as one that is away.
  it('reads nothing of what is over', async () => {
    const { connection } = kernel.store;
    const over = Array.from({ length: 500 }, (_, n) => n);
    const rows = <D>(make: (n: number) => D) => over.map(make) as never;
    await connection
      .collection('tickets')
      .insertMany(rows((n) => ({ _id: 5000 + n, status: 'closed', owner: 'wang.lei' })));
    await connection.collection('inbox').insertMany(rows((n) => ({ _id: `sms:over${n}`, state: 'done' })));
    await connection.collection('fetches').insertMany(rows((n) => ({ _id: `sms:over${n}`, state: 'done' })));
    await connection.collection('outbox').insertMany(rows((n) => ({ _id: `over${n}`, state: 'sent' })));
    await connection.db?.command({ profile: 2 });
    const { ticketsByState } = await counts();
    await connection.db?.command({ profile: 0 });
    expect(ticketsByState).toEqual({ open: 1, fixed: 0, closed: 500 });
    const looks = await connection
      .collection('system.profile')
      .find({ op: { $ne: 'insert' } })
      .toArray();
    const long = looks.filter(({ docsExamined = 0, keysExamined = 0 }) => docsExamined + keysExamined > 50);
    expect(looks.length).toBeGreaterThan(10);
    expect(long.map(({ ns, command }) => ({ ns, command: command.pipeline ?? command.filter }))).toEqual([]);
  });

  it('finds a ticket whose owner somebody took away', async () => {
    const tickets = kernel.store.connection.collection('tickets');
    await tickets.insertMany([
      { _id: 7001, status: 'open', owner: '' },
      { _id: 7002, status: 'fixed', owner: null },
      { _id: 7003, status: 'closed' },
    ] as never);
    expect((await counts()).secondsWithoutOwner).toBe(3);
  });
});
