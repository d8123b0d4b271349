import { channelOf } from '../domain/address.ts';
import type { InboundReceipt } from '../domain/inbound.ts';
import type { NoticeDoc } from '../store/documents.ts';
import type { Context } from './context.ts';
import { foundDead } from './dead.ts';
import { executeTicketCommand } from './execute.ts';
import { tellOfStoppedTexts } from './keepers.ts';
import { notDelivered } from './not-delivered.ts';

/** The answering text arrived: the answer clock stops, as of when it was sent. */
export async function proveAnswer(notice: NoticeDoc, ctx: Context): Promise<void> {
  if (notice.ticket === undefined) return;
  const now = ctx.clock.now();
  const command = { type: 'ProveAnswer', saidAt: notice.at, proof: 'provider', now } as const;
  await executeTicketCommand(notice.ticket, command, `proof/${notice._id}`, ctx);
}

const againMs = 3 * 60_000;

/** A provider's word on something we sent. False while we don't know that message yet: ask again soon. */
export async function onReceipt(receipt: InboundReceipt, ctx: Context): Promise<boolean> {
  const { providerId, state, failure, reason } = receipt;
  const known = await ctx.outbox.byProvider(providerId);
  if (!known) return false;
  if (state !== 'failed') {
    await ctx.outbox.receipt(known, state);
    // Also when the state is no news: a crash may have come between the two.
    if (state === 'delivered' && known.proves === 'answer') await proveAnswer(known, ctx);
    return true;
  }
  if (failure === 'dead') await ctx.identities.note(known.lane, foundDead(ctx.clock.now()));
  if (failure === 'opted-out') await ctx.identities.note(known.lane, { optedOut: true });
  if (known.state === 'delivered' || known.state === 'failed') return true;
  const ticket = known.ticket === undefined ? undefined : (await ctx.tickets.find(known.ticket))?.ticket;
  if (failure === 'ours') await tellOfStoppedTexts(known, reason ?? 'blocked', ticket, ctx);
  if (failure === 'full') ctx.breakers.slowDown(channelOf(known.lane));
  const failedBefore = known.attempts.filter((a) => a.result === 'sent').length > 1;
  const [lane, ...fallbacks] = known.fallbacks;
  const now = ctx.clock.now();
  if ((failure === 'later' || failure === 'full') && !failedBefore) {
    // One retry after some minutes, then the next channel (F40).
    const nextAt = new Date(now.getTime() + againMs);
    await ctx.outbox.move(known, { lane: known.lane, fallbacks: known.fallbacks, nextAt }, 'carried');
  } else if (lane) {
    await ctx.outbox.move(known, { lane, fallbacks, nextAt: now }, 'carried');
  } else {
    // Told first: once it counts as failed, nobody looks at it again.
    await notDelivered(known, reason ?? 'the provider could not deliver it', ticket, ctx);
    await ctx.outbox.receipt(known, 'failed', reason);
  }
  ctx.poke('outbox');
  return true;
}
