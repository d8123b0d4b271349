import type { Address } from '../domain/address.ts';
import { isCombinable, mostInDigest, mostSingly, sendingsOf } from '../domain/notice/digest.ts';
import type { Unless } from '../domain/notice/owed.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { NoticeDoc } from '../store/documents.ts';
import type { Context } from './context.ts';
import { isDead } from './dead.ts';
import { isObsolete } from './obsolete.ts';

/** With some beside a whole digest that go by themselves. */
const most = mostInDigest + 40;

/**
 * How what a lane has due goes out: each notice by itself, or, when one person would get many at once, most of them as
 * one digest, whose first notice carries the others (`covers`). `due` may be all there is, or the first `limit`.
 */
export async function gather(
  lane: Address,
  due: NoticeDoc[],
  limit: number,
  ctx: Context,
): Promise<NoticeDoc[]> {
  if (due.filter(isCombinable).length <= mostSingly && !due.some(({ covers }) => covers)) return due;
  const identity = await ctx.identities.find(lane);
  // Each finds another way of its own.
  if (isDead(identity, ctx.clock.now()) || identity.optedOut) return due;
  const all = due.length < limit ? due : await ctx.outbox.dueIn(lane, ctx.clock.now(), most);
  const tickets = await ctx.tickets.these([...new Set(all.flatMap(({ ticket }) => ticket ?? []))]);
  const ticketOf = ({ ticket }: NoticeDoc): Ticket | undefined => tickets.get(ticket ?? 0);
  const still = await withoutObsolete(all, ticketOf, ctx);
  return sendingsOf(still, (notice) => isGrave(ticketOf(notice))).map(({ notice, covers }) =>
    covers.length > 0 ? { ...notice, covers: covers.map(({ _id }) => _id) } : notice,
  );
}

/** One that can't be read here is no case for a digest either. */
const isGrave = (ticket: Ticket | undefined): boolean =>
  !ticket || ticket.severity === 'urgent' || ticket.danger.length > 0;

/** A digest tells nothing that is over; one that has begun stays as it was. */
async function withoutObsolete(
  notices: NoticeDoc[],
  ticketOf: (notice: NoticeDoc) => Ticket | undefined,
  ctx: Context,
): Promise<NoticeDoc[]> {
  const begun = new Set(notices.flatMap(({ covers = [] }) => covers));
  const over = new Map<Unless, string[]>();
  for (const notice of notices) {
    const { _id, unless } = notice;
    if (!unless || begun.has(_id) || !isCombinable(notice) || !isObsolete(unless, ticketOf(notice))) continue;
    over.set(unless, [...(over.get(unless) ?? []), _id]);
  }
  for (const [unless, ids] of over) await ctx.outbox.supersede(ids, unless);
  const gone = new Set([...over.values()].flat());
  return notices.filter(({ _id }) => !gone.has(_id));
}
