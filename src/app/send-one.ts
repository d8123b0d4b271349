import { channelOf } from '../domain/address.ts';
import type { Channel, Found, Outgoing } from '../domain/channel.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { NoticeDoc } from '../store/documents.ts';
import { unsureOf } from './already-sent.ts';
import { askFirst } from './ask-first.ts';
import { overBudget } from './budget.ts';
import type { Context } from './context.ts';
import { isDead } from './dead.ts';
import { type Grant, handOver } from './hand-over.ts';
import { isObsolete } from './obsolete.ts';
import { refused, settle, Unwritten } from './settle.ts';
import { wordDigest } from './word-digest.ts';
import { readable, wordNotice } from './word-notice.ts';

/** Has whom this is about reported something, or added to it, since we owed it? */
async function wroteSince({ about, at }: NoticeDoc, ctx: Context): Promise<boolean> {
  if (!about) return false;
  const reported = { 'parties.address': about, reports: { $elemMatch: { from: about, at: { $gte: at } } } };
  return (await ctx.tickets.where(reported, 1)).length > 0;
}

/** Sends one notice of a leased lane, if it is still to be sent. Answers until when the destination rests, if it does. */
export async function sendOne(notice: NoticeDoc, grant: Grant, ctx: Context): Promise<Date | undefined> {
  const ticket = notice.ticket === undefined ? undefined : (await ctx.tickets.find(notice.ticket))?.ticket;
  // What a digest tells is decided before it begins; then it is the same until its end is known.
  if (!notice.covers && notice.unless && isObsolete(notice.unless, ticket, await wroteSince(notice, ctx)))
    return letGo(notice, notice.unless, ticket, ctx);
  const identity = await ctx.identities.find(notice.lane);
  // A conversation may be restored: it is tried anew each time.
  const conversation = notice.to.kind === 'conversation';
  if (identity.optedOut || (isDead(identity, ctx.clock.now()) && !conversation)) {
    await refused(notice, identity.optedOut ? 'opted-out' : 'dead', ticket, ctx);
    return undefined;
  }
  const over = await overBudget(notice, identity, ctx);
  if (over) {
    await ctx.outbox.mark(notice._id, { state: 'superseded', reason: over });
    return undefined;
  }
  const channel = ctx.channels.get(channelOf(notice.lane));
  if (!channel) {
    await refused(notice, 'no-channel', ticket, ctx);
    return undefined;
  }
  return attempt(notice, ticket, channel, grant, ctx);
}

/** No longer worth sending. Where it may have gone out before, it is asked for: then that is what became of it. */
async function letGo(
  notice: NoticeDoc,
  reason: string,
  ticket: Ticket | undefined,
  ctx: Context,
): Promise<Date | undefined> {
  const channel = ctx.channels.get(channelOf(notice.lane));
  if (channel && unsureOf(notice).length > 0) {
    const outgoing = await wordNotice(notice, ticket, ctx);
    const already = await askFirst(notice, outgoing, channel, ctx);
    if (already instanceof Date) return already;
    if (already) return noteFound(notice, already, { outgoing, ticket, channel }, ctx);
  }
  await ctx.outbox.mark(notice._id, { state: 'superseded', reason });
  return undefined;
}

/** Handed over before: it belongs to the grant that began it. A card shows what was true then, and is edited right away. */
function noteFound(
  notice: NoticeDoc,
  { providerId, ref, text }: Found,
  { outgoing, ticket, channel }: { outgoing: Outgoing; ticket: Ticket | undefined; channel: Channel },
  ctx: Context,
): Promise<Date | undefined> {
  ctx.meters.sent(channel.name, 'sent');
  const result = { kind: 'sent', proof: 'accepted', providerId, ...(ref && { ref }) } as const;
  const said = text ?? readable(outgoing.message, channel.name);
  return write(notice, result, { text: said, ticket, shownVersion: 0, grant: notice.grant }, ctx);
}

async function attempt(
  row: NoticeDoc,
  ticket: Ticket | undefined,
  channel: Channel,
  grant: Grant,
  ctx: Context,
) {
  const covered = row.covers ? await ctx.outbox.coveredBy(row) : [];
  const { covers: _before, ...alone } = row;
  const notice = covered.length > 0 ? { ...row, covers: covered.map(({ _id }) => _id) } : alone;
  const outgoing =
    covered.length > 0 ? await wordDigest([row, ...covered], ctx) : await wordNotice(notice, ticket, ctx);
  const already = await askFirst(notice, outgoing, channel, ctx);
  if (already instanceof Date) return already;
  if (already) return noteFound(notice, already, { outgoing, ticket, channel }, ctx);
  const result = await handOver(notice, outgoing, channel, grant, ctx);
  if (result === undefined || result instanceof Date) return result;
  ctx.meters.sent(channel.name, result.kind);
  const text = (result.kind === 'sent' ? result.text : undefined) ?? readable(outgoing.message, channel.name);
  return write(notice, result, { text, ticket, shownVersion: notice.want, grant: grant.fence }, ctx);
}

const write = (...[notice, result, said, ctx]: Parameters<typeof settle>): ReturnType<typeof settle> =>
  settle(notice, result, said, ctx).catch((error: unknown) => {
    if (result.kind !== 'sent') throw error;
    throw new Unwritten('what was sent could not be noted', { cause: error });
  });
