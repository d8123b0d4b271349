import type { InboundReceipt } from '../domain/inbound.ts';
import { AppError } from '../lib/errors.ts';
import type { InboxDoc } from '../store/documents.ts';
import type { Context } from './context.ts';
import { createPool } from './pool.ts';

const takenAtOnce = 250;
const handledAtOnce = 8;

interface Read {
  row: InboxDoc;
  receipt: InboundReceipt | undefined;
}

/** One that can't be read is no case for a bulk: alone it ends set aside, and the others go on. */
async function read(row: InboxDoc, ctx: Context): Promise<Read> {
  const { _id: id, payload, receivedAt } = row;
  try {
    const inbounds = await ctx.channels.get(row.channel)?.read({ id, payload, receivedAt });
    const [first, ...more] = inbounds ?? [];
    return { row, receipt: first?.kind === 'receipt' && more.length === 0 ? first : undefined };
  } catch (error) {
    ctx.log.warn({ inbox: id, err: error }, 'a receipt could not be read among others');
    return { row, receipt: undefined };
  }
}

/** One of many is at fault; the store being away would meet each of them as well. */
const isRefused = (error: unknown): boolean => error instanceof AppError && error.code === 'store-refused';

/**
 * Works through what providers say of what was sent, with a few commands for hundreds: an outage brings ten of them
 * for each report. Those that more follows from (not delivered, the proof of an answer, not known yet) are
 * handled by `one`, like any message.
 */
export function createReceiptReceiver(one: (row: InboxDoc) => Promise<void>, ctx: Context) {
  const handling = createPool(handledAtOnce);

  /** Answers those that are left. A second time it changes nothing: states never go back. */
  async function takeNoteOf(rows: readonly InboxDoc[]): Promise<InboxDoc[]> {
    const all = await Promise.all(rows.map((row) => read(row, ctx)));
    const notices = await ctx.outbox.byProviders(all.flatMap(({ receipt }) => receipt?.providerId ?? []));
    const noted: { row: InboxDoc; word: Parameters<typeof ctx.outbox.receipts>[0][number] }[] = [];
    const left: InboxDoc[] = [];
    for (const { row, receipt } of all) {
      const notice = receipt && notices.get(receipt.providerId);
      const { state } = receipt ?? {};
      const proof = state === 'delivered' && notice?.proves !== undefined;
      if (!notice || !state || state === 'failed' || proof) left.push(row);
      else noted.push({ row, word: { notice, state } });
    }
    await ctx.outbox.receipts(noted.map(({ word }) => word));
    await ctx.inbox.doneAll(noted.map(({ row }) => row));
    return left;
  }

  async function handleLeft(row: InboxDoc): Promise<void> {
    try {
      // Others may have been before it for longer than its lease.
      if (await ctx.inbox.renew(row)) await one(row);
    } catch (error) {
      // Its lease runs out by itself.
      ctx.log.warn({ inbox: row._id, err: error }, 'a receipt stays leased for a while');
    }
  }

  /** Takes what is due and handles it. False when nothing is. */
  return async (stopping: () => boolean): Promise<boolean> => {
    let any = false;
    while (!stopping()) {
      const rows = await ctx.inbox.takeReceipts(ctx.clock.now(), takenAtOnce);
      if (rows.length === 0) break;
      any = true;
      const left = await takeNoteOf(rows).catch((error: unknown) => {
        if (!isRefused(error)) throw error;
        ctx.log.warn({ err: error }, 'receipts are handled one by one');
        return rows;
      });
      const rest = [...left];
      await handling.fill(async () => rest.shift(), handleLeft, stopping);
      await handling.drain();
    }
    return any;
  };
}
