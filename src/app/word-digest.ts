import { channelOf } from '../domain/address.ts';
import type { Outgoing } from '../domain/channel.ts';
import type { Wording } from '../domain/notice/catalogue.ts';
import { digestItem, onlyTicket } from '../domain/notice/digest.ts';
import type { NoticeDoc } from '../store/documents.ts';
import type { Context } from './context.ts';

/** One message that tells of several notices: each ticket by its number, and what it is about. */
export async function wordDigest(notices: [NoticeDoc, ...NoticeDoc[]], ctx: Context): Promise<Outgoing> {
  const [carrier] = notices;
  const tickets = await ctx.tickets.these([...new Set(notices.flatMap(({ ticket }) => ticket ?? []))]);
  const items = notices.flatMap(({ ticket, name, facts }) => {
    if (ticket === undefined) return [];
    return [
      digestItem({ name, facts } as Wording, { number: ticket, title: tickets.get(ticket)?.title ?? '' }),
    ];
  });
  const ticket = onlyTicket(notices);
  const message = ctx.word(
    { name: 'digest', facts: { items } },
    {
      organisation: ctx.service().organisation,
      now: ctx.clock.now(),
      locale: carrier.locale,
      audience: carrier.audience,
      channel: channelOf(carrier.lane),
    },
  );
  return {
    id: carrier._id,
    to: carrier.lane,
    message,
    ...(ticket !== undefined && { ticket, token: ctx.token(ticket) }),
  };
}
