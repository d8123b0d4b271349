import type { Context } from '../src/app/context.ts';
import { channelOf } from '../src/domain/address.ts';
import type { InboundText } from '../src/domain/inbound.ts';
import type { ReadingContext } from '../src/domain/report/reading.ts';
import { partyOf, type Ticket } from '../src/domain/ticket/ticket.ts';
import type { Sender } from './who.ts';

/**
 * The last question put to the sender, as far as it is the last: who was asked "fixed?" since means that with a 1 or a 2,
 * whatever stood open before.
 */
function questionTo(sender: Sender, tickets: Ticket[]): ReadingContext['question'] {
  const question = sender.identity.question as ReadingContext['question'];
  if (!question?.at || (question.kind !== 'another-fault' && question.kind !== 'still-broken'))
    return question;
  const { at } = question;
  return tickets.some((ticket) => ticket.status === 'fixed' && ticket.asked.at > at) ? undefined : question;
}

/** The sender's tickets as the reader of texts needs them. */
export function readingContext(
  message: InboundText,
  tickets: Ticket[],
  sender: Sender,
  ctx: Context,
): ReadingContext {
  const { from, token, attachments } = message;
  const question = questionTo(sender, tickets);
  const proven = token && tickets.some((t) => t.number === token.ticket) ? token.ticket : undefined;
  return {
    now: ctx.clock.now(),
    tickets: tickets.map((ticket) => ({
      number: ticket.number,
      status: ticket.status,
      asked: ticket.status === 'fixed' || (ticket.status === 'closed' && ticket.outcome === 'unconfirmed'),
      ...(ticket.status === 'closed' && { closedAt: ticket.closedAt }),
      rated: ticket.rating !== undefined,
      title: ticket.title,
      lastReportAt: partyOf(ticket, from)?.lastReportAt ?? ticket.openedAt,
    })),
    ...(question && { question }),
    ...(proven !== undefined && { proven }),
    channel: channelOf(from),
    hasAttachments: attachments.length > 0,
  };
}
