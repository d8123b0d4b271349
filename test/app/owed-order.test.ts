import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { executeTicketCommand } from '../../src/app/execute.ts';
import { relayTicket } from '../../src/app/move.ts';
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

describe('what a ticket owes to one person', () => {
  it('keeps the order of its versions, also when a command was given before the one that is written first', async () => {
    const { ctx, store } = kernel;
    const [number = 0] = await seedDue(kernel, { due: 1, agoMs: 60_000 });
    const hurry = (text: string, now: Date) =>
      executeTicketCommand(number, { type: 'Hurry', address, text, now }, text, ctx);
    const given = new Date();
    await hurry('written first', new Date(given.getTime() + 5));
    await hurry('given first', given);
    await relayTicket(number, ctx);
    const rows = await store.connection
      .collection<NoticeDoc>('outbox')
      .find({ ticket: number, kind: 'notice', seq: { $gte: 3000 }, audience: 'staff' })
      .sort({ at: 1, seq: 1 })
      .toArray();
    const seqs = rows.map(({ seq }) => seq);
    expect(new Set(seqs.map((seq) => Math.floor(seq / 1000))).size).toBe(2);
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
  });
});
