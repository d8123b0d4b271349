import { type Address, bareOf, channelOf } from '../domain/address.ts';
import type { Outgoing } from '../domain/channel.ts';
import type { Message } from '../domain/message.ts';
import type { Wording } from '../domain/notice/catalogue.ts';
import { factsInEnglish } from '../domain/notice/names.ts';
import { contactByAddress } from '../domain/service/directory.ts';
import type { Service } from '../domain/service/service.ts';
import { mayConfirm, partyOf, type Ticket } from '../domain/ticket/ticket.ts';
import { ticketView } from '../domain/ticket/to-view.ts';
import type { NoticeDoc } from '../store/documents.ts';
import type { Context } from './context.ts';

/** How many of the sender's tickets a bare digit could mean: with two, texts say `1 4821`. */
async function openCount(notice: NoticeDoc, ctx: Context): Promise<number> {
  if (notice.audience !== 'reporter') return 1;
  const theirs = await ctx.tickets.ofParty(notice.lane, 10);
  return theirs.filter(
    ({ ticket }) =>
      mayConfirm(partyOf(ticket, notice.lane)) &&
      (ticket.status !== 'closed' || ticket.number === notice.ticket),
  ).length;
}

/** Only who has a part in the ticket, or is listed for its customer, is shown the way to its page. */
const maySee = (ticket: Ticket, address: Address, service: Service): boolean =>
  partyOf(ticket, address) !== undefined ||
  (ticket.customer !== undefined && contactByAddress(service, address)?.customer.id === ticket.customer);

/** The thread under the ticket's card, and the file that is handed over there. */
async function underCard(
  { ticket, lane }: NoticeDoc,
  file: string,
  ctx: Context,
): Promise<Pick<Outgoing, 'place' | 'upload'>> {
  const [card, upload] = await Promise.all([ctx.outbox.find(`card/${ticket}`), ctx.files.find(file)]);
  return {
    ...(card?.ref && { place: { conversation: bareOf(lane), thread: card.ref } }),
    ...(upload && { upload }),
  };
}

/** The words of a notice as they are true now, in its reader's language. */
export async function wordNotice(
  notice: NoticeDoc,
  ticket: Ticket | undefined,
  ctx: Context,
): Promise<Outgoing> {
  const service = ctx.service();
  const now = ctx.clock.now();
  const policy = ticket && (await ctx.policy(ticket.policy));
  const facts = notice.locale === 'en' ? factsInEnglish(notice.facts as object, service) : notice.facts;
  const wording = { name: notice.name, facts } as Wording;
  const reporter = notice.audience === 'reporter' && ticket !== undefined;
  const page =
    reporter && maySee(ticket, notice.lane, service) ? ctx.page(ticket.number, notice.lane) : undefined;
  const message: Message = ctx.word(wording, {
    ...(ticket && policy && { view: ticketView(ticket, service, policy, now) }),
    organisation: service.organisation,
    now,
    locale: notice.locale,
    audience: notice.audience,
    channel: channelOf(notice.lane),
    fileUrl: ctx.fileUrl,
    openCount: await openCount(notice, ctx),
    ...(page && { page }),
    ...(notice.repaired && { repaired: true }),
    ...(reporter && {
      oneWay: ctx.oneWay(
        notice.lane,
        ticket.reports.some((r) => r.from === notice.lane),
      ),
    }),
  });
  const under = notice.underCard && (await underCard(notice, notice.underCard.file, ctx));
  return {
    id: notice._id,
    to: notice.lane,
    message,
    ...(notice.ticket !== undefined && { ticket: notice.ticket, token: ctx.token(notice.ticket) }),
    ...(page && { page }),
    ...(notice.place && { place: notice.place }),
    ...under,
    ...(notice.kind === 'card' && notice.ref && { replace: notice.ref }),
  };
}

/** Everything a reader sees, as one text: for answers to scripts and for `trace`. */
export function flat(message: Message): string {
  const body = message.body.map((block) => {
    switch (block.kind) {
      case 'facts':
        return block.facts.map(([label, value]) => `${label} ${value}`).join('\n');
      case 'call':
        return `${block.label} ${block.phone}`;
      case 'link':
        return `${block.label} ${block.url}`;
      case 'picture':
        return block.label;
      default:
        return block.text;
    }
  });
  // A headline that the first line repeats is said once.
  const lines = body[0] === message.title ? body : [message.title, ...body];
  return lines.filter(Boolean).join('\n');
}

export const readable = (message: Message, channel: string): string =>
  channel === 'sms' ? message.short : flat(message);
