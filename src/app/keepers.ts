import { bareOf, channelOf, masked } from '../domain/address.ts';
import { dateOf } from '../domain/clock/zone.ts';
import { groupById } from '../domain/notice/cast.ts';
import type { Catalogue } from '../domain/notice/catalogue.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { NoticeDoc } from '../store/documents.ts';
import type { Context } from './context.ts';
import { noticeRows } from './owe.ts';

/** What keeps failing until those act who keep the desk: they hear of it once a day, however often it fails. */
async function tellKeepers(
  what: string,
  facts: Catalogue['undelivered'],
  notice: NoticeDoc,
  ticket: Ticket | undefined,
  ctx: Context,
): Promise<void> {
  const at = ctx.clock.now();
  const service = ctx.service();
  const { leader, manager } = groupById(service, ticket?.group ?? '');
  const id = `${what}/${dateOf(at, service.organisation.timezone)}`;
  const rows = [...new Set([leader, manager])].flatMap((person) =>
    noticeRows(
      {
        purpose: 'undelivered',
        to: { kind: 'person', id: person },
        loud: 'notice',
        wording: { name: 'undelivered', facts },
      },
      { id, ...(notice.ticket !== undefined && { ticket: notice.ticket }), at, seq: notice.seq },
      ctx,
    ),
  );
  await ctx.outbox.add(rows);
  ctx.poke('outbox');
}

/** A place in chat that takes nothing: people are called as ever, and who can mend it hears of it. */
export async function tellOfLostConversation(
  notice: NoticeDoc,
  reason: string,
  ticket: Ticket | undefined,
  ctx: Context,
): Promise<void> {
  ctx.log.error({ notice: notice._id, reason }, 'a conversation takes nothing from us');
  const facts = { to: bareOf(notice.lane), what: notice.name, reason, conversation: true } as const;
  await tellKeepers(`lost/${notice.lane}`, facts, notice, ticket, ctx);
}

/** Carriers stop what we send: another way is taken for this reader, and the cause is nothing that a reader can mend. */
export async function tellOfStoppedTexts(
  notice: NoticeDoc,
  reason: string,
  ticket: Ticket | undefined,
  ctx: Context,
): Promise<void> {
  ctx.log.error({ notice: notice._id, reason }, 'what we send is stopped on its way');
  const facts = { to: masked(notice.lane), what: notice.name, reason, ours: true } as const;
  await tellKeepers(`stopped/${channelOf(notice.lane)}/${reason}`, facts, notice, ticket, ctx);
}
