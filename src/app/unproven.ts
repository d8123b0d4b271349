import { channelOf } from '../domain/address.ts';
import type { NoticeDoc } from '../store/documents.ts';
import type { Context } from './context.ts';
import { notDelivered } from './not-delivered.ts';
import { onReceipt } from './receipts.ts';

/** Sent, and no receipt came in time: the provider is asked, then it counts as unproven and a page goes on (F41). */
export async function chaseUnproven(notice: NoticeDoc, ctx: Context): Promise<void> {
  // A receipt that came while no hub was there is told to nobody again.
  const receipt = await ctx.channels.get(channelOf(notice.lane))?.receiptOf?.(notice.providerId ?? '');
  if (receipt) {
    await onReceipt(receipt, ctx);
    return;
  }
  const [lane, ...fallbacks] = notice.fallbacks;
  if (notice.loud === 'page' && lane) {
    await ctx.outbox.move(notice, { lane, fallbacks, nextAt: ctx.clock.now() }, 'carried');
    return;
  }
  if (notice.loud === 'page') {
    const ticket = notice.ticket === undefined ? undefined : (await ctx.tickets.find(notice.ticket))?.ticket;
    await notDelivered(notice, 'no-receipt', ticket, ctx);
  }
  // Last: whatever stops us before, the next minute looks at it again.
  await ctx.outbox.unproven(notice._id);
}
