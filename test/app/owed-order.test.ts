import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { skewLimitMs } from '../../src/app/business-clock.ts';
import { executeTicketCommand } from '../../src/app/execute.ts';
import { relayTicket } from '../../src/app/move.ts';
import { createTicketTurns } from '../../src/app/ticket-turns.ts';
import type { NoticeDoc } from '../../src/store/documents.ts';
import { type Kernel, openKernel, seedDue } from '../support/kernel.ts';
import { testDatabase } from '../support/mongo.ts';

const { uri } = testDatabase();
const address = 'sms:+8613900000001';
let kernel: Kernel;
beforeAll(async () => {
  kernel = await openKernel(uri);
});
afterAll(() => kernel.store.close());

/** The versions whose notices to the staff stand in the lanes, in the order in which they will go out. */
async function ordered(number: number): Promise<number[]> {
  const rows = await kernel.store.connection
    .collection<NoticeDoc>('outbox')
    .find({ ticket: number, kind: 'notice', seq: { $gte: 3000 }, audience: 'staff' })
    .sort({ at: 1, seq: 1 })
    .toArray();
  return rows.map(({ seq }) => Math.floor(seq / 1000)).filter((version, i, all) => version !== all[i - 1]);
}

/** A ticket whose reporter hurries by one hub after the other, the clocks of which are so far ahead. */
async function hurriedBy(from: number, clocksAheadMs: number[]): Promise<number> {
  const { ctx, store } = kernel;
  const [number = 0] = await seedDue(kernel, { due: 1, agoMs: 60_000, from });
  for (const aheadMs of clocksAheadMs) {
    const now = () => new Date(ctx.clock.now().getTime() + aheadMs);
    const hub = { ...ctx, clock: { ...ctx.clock, now }, turns: createTicketTurns(store.tickets) };
    const text = `${aheadMs} ms ahead`;
    await executeTicketCommand(number, { type: 'Hurry', address, text, now: now() }, text, hub);
  }
  await relayTicket(number, ctx);
  return number;
}

describe('what a ticket owes to one person', () => {
  it('keeps the order of its versions, also when a command was given before the one that is written first', async () => {
    const { ctx } = kernel;
    const [number = 0] = await seedDue(kernel, { due: 1, agoMs: 60_000 });
    const hurry = (text: string, now: Date) =>
      executeTicketCommand(number, { type: 'Hurry', address, text, now }, text, ctx);
    const given = new Date();
    await hurry('written first', new Date(given.getTime() + 5));
    await hurry('given first', given);
    await relayTicket(number, ctx);
    expect(await ordered(number)).toEqual([3, 4]);
  });

  // Each is believed: neither is further from the store's clock than it may be.
  it('keeps it between two hubs of which the one that writes first has the clock that is ahead', async () => {
    const number = await hurriedBy(20_000, [skewLimitMs, -skewLimitMs]);
    expect(await ordered(number)).toEqual([3, 4]);
  });

  it('is not late because a clock was an hour ahead before', async () => {
    const number = await hurriedBy(30_000, [3_600_000, 0]);
    expect(await ordered(number)).toEqual([4, 3]);
  });
});
