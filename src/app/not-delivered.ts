import { masked } from '../domain/address.ts';
import { castOf, groupById, named } from '../domain/notice/cast.ts';
import type { Catalogue } from '../domain/notice/catalogue.ts';
import type { PersonId } from '../domain/service/service.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { NoticeDoc } from '../store/documents.ts';
import type { Context } from './context.ts';
import { tellOfLostConversation } from './keepers.ts';
import { noticeRows } from './owe.ts';

/** Who is to hear that somebody could not be reached, in this order. */
function responders(notice: NoticeDoc, ticket: Ticket | undefined, ctx: Context): PersonId[] {
  const service = ctx.service();
  const cast = ticket && castOf(service, ticket, ctx.clock.now());
  const { leader, manager } = cast ?? groupById(service, '');
  if (notice.audience === 'reporter') return [ticket?.owner ?? leader, leader];
  // Nobody has the ticket yet: whoever would be called next is called now.
  const next = notice.loud === 'page' && ticket && !ticket.claimed ? (cast?.inRole('deputy') ?? []) : [];
  return [...next, leader, manager];
}

/** The next one after all who were tried in vain; never one of them again, so that it ends. */
export function nextResponder(
  notice: NoticeDoc,
  ticket: Ticket | undefined,
  ctx: Context,
): PersonId | undefined {
  const unreachable = unreachableOf(notice);
  return responders(notice, ticket, ctx).find((id) => !unreachable.includes(id));
}

/** Everybody this notice did not reach: its own reader, and those it had been told of. */
function unreachableOf(notice: NoticeDoc): PersonId[] {
  const own = notice.to.kind === 'person' ? [notice.to.id] : [];
  const before = notice.name === 'undelivered' ? (notice.facts as Catalogue['undelivered']).tried : undefined;
  return [...(before ?? []), ...own];
}

/** A page rings on several channels at once, a row each: what they share, and the others. */
function ringOf({ _id, loud, to }: NoticeDoc, ctx: Context): { id: string; beside: string[] } {
  const names = [...ctx.channels.keys()];
  const cut = _id.lastIndexOf('/');
  if (loud !== 'page' || to.kind !== 'person' || !names.includes(_id.slice(cut + 1)))
    return { id: _id, beside: [] };
  const id = _id.slice(0, cut);
  return { id, beside: names.map((name) => `${id}/${name}`).filter((other) => other !== _id) };
}

/** Has another row of a page reached its reader, or may it yet? The last one to fail sees that all did. */
async function mayArrive(beside: string[], ctx: Context): Promise<boolean> {
  if (beside.length === 0) return false;
  const rows = await ctx.outbox.where({ _id: { $in: beside } }, beside.length);
  return rows.some(({ state, reason, unproven, unless }) =>
    state === 'superseded' ? reason === unless : state !== 'failed' && !unproven && !reason,
  );
}

/** A notice failed for good on every channel: the next responder hears at once, and the trace shows it. */
export async function notDelivered(
  notice: NoticeDoc,
  reason: string,
  ticket: Ticket | undefined,
  ctx: Context,
): Promise<void> {
  await ctx.outbox.givenUp(notice._id, reason);
  if (notice.to.kind === 'conversation') return tellOfLostConversation(notice, reason, ticket, ctx);
  const { id, beside } = ringOf(notice, ctx);
  if (await mayArrive(beside, ctx)) {
    ctx.log.warn({ notice: notice._id, reason }, 'a page did not arrive by one of its channels');
    return;
  }
  ctx.log.error({ notice: notice._id, reason }, 'a notice could not be delivered on any channel');
  const next = nextResponder(notice, ticket, ctx);
  if (next === undefined) return;
  const at = ctx.clock.now();
  const rows = noticeRows(
    {
      purpose: 'undelivered',
      to: { kind: 'person', id: next },
      loud: notice.loud === 'page' ? 'page' : 'notice',
      wording: { name: 'undelivered', facts: factsOf(notice, reason, ctx) },
      ...(notice.loud === 'page' && notice.unless && { unless: notice.unless }),
    },
    { id, ...(notice.ticket !== undefined && { ticket: notice.ticket }), at, seq: notice.seq },
    ctx,
  );
  await ctx.outbox.add(rows);
  ctx.poke('outbox');
}

/** News that did not reach its reader either goes on as it is: what matters is whom the first one missed. */
function factsOf(notice: NoticeDoc, reason: string, ctx: Context): Catalogue['undelivered'] {
  const tried = unreachableOf(notice);
  if (notice.name === 'undelivered') return { ...(notice.facts as Catalogue['undelivered']), tried };
  const staff = notice.to.kind === 'person' && named(ctx.service(), notice.to.id);
  return {
    to: masked(notice.lane),
    what: notice.covers ? 'digest' : notice.name,
    reason,
    tried,
    ...(staff && { staff }),
  };
}
