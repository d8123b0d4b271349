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
});
