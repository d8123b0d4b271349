import { masked } from '../domain/address.ts';
import { castOf, groupById } from '../domain/notice/cast.ts';
import type { PersonId } from '../domain/service/service.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { NoticeDoc } from '../store/documents.ts';
import type { Context } from './context.ts';
import { noticeRows } from './owe.ts';

/** Whom to tell that somebody could not be reached: never the unreachable one. */
function nextResponder(notice: NoticeDoc, ticket: Ticket | undefined, ctx: Context): PersonId[] {
  const service = ctx.service();
  const unreachable = notice.to.kind === 'person' ? notice.to.id : undefined;
  const leader = ticket ? castOf(service, ticket, ctx.clock.now()).leader : groupById(service, '').leader;
  const manager = ticket ? castOf(service, ticket, ctx.clock.now()).manager : groupById(service, '').manager;
  const chain = notice.audience === 'reporter' ? [ticket?.owner ?? leader, leader] : [leader, manager];
  return chain.filter((id) => id !== unreachable).slice(0, 1);
}

/** A notice failed for good on every channel: the next responder hears at once, and the journal shows it. */
export async function notDelivered(
  notice: NoticeDoc,
  reason: string,
  ticket: Ticket | undefined,
  ctx: Context,
): Promise<void> {
  ctx.log.error({ notice: notice._id, reason }, 'a notice could not be delivered on any channel');
  // A failure about a failure would never end.
  if (notice.name === 'undelivered' || notice.kind === 'card') return;
  const at = ctx.clock.now();
  const rows = nextResponder(notice, ticket, ctx).flatMap((id) =>
    noticeRows(
      {
        purpose: 'undelivered',
        to: { kind: 'person', id },
        loud: notice.loud === 'page' ? 'page' : 'notice',
        wording: { name: 'undelivered', facts: { to: masked(notice.lane), what: notice.name, reason } },
      },
      { id: notice._id, ...(notice.ticket !== undefined && { ticket: notice.ticket }), at, seq: notice.seq },
      ctx,
    ),
  );
  await ctx.outbox.add(rows);
  ctx.poke('outbox');
}
