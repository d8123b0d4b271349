import type { Context } from '../src/app/context.ts';
import type { InboundText } from '../src/domain/inbound.ts';
import { dangerIn } from '../src/domain/report/danger.ts';
import { isAnswer, withSubject } from '../src/domain/report/subject.ts';
import { troubleIn } from '../src/domain/report/trouble.ts';
import { isVoid, type Ticket } from '../src/domain/ticket/ticket.ts';
import type { Sender } from './who.ts';

/**
 * The ticket that somebody in copy goes on about, without our token: named by its tag, or the latest, when they answer
 * a mail or tell of no fault. A fault that they tell of by themselves is a report of their own.
 */
export function copiedThread(message: InboundText, text: string, copiedIn: Ticket[]): number | undefined {
  const tagged = copiedIn.find((t) => t.number === message.named?.ticket);
  if (tagged) return tagged.number;
  const latest = copiedIn.find((t) => t.status !== 'closed');
  if (!latest) return undefined;
  const heard = withSubject(message, text);
  const goesOn =
    isAnswer(message.subject ?? '') || (troubleIn(heard) === undefined && !dangerIn(heard).length);
  return goesOn ? latest.number : undefined;
}

const namedAtMost = 3;

/** Tickets of the sender's own customer that a text names, though the sender had no part in them so far. */
export async function namedByContact(
  text: string,
  known: Ticket[],
  { contact, customer }: Sender,
  ctx: Context,
): Promise<Ticket[]> {
  if (!contact || !customer || contact.role === 'supervisor') return [];
  const numbers = [...new Set(text.match(/\d{4,9}/g) ?? [])].map(Number).slice(0, namedAtMost);
  const fresh = numbers.filter((number) => !known.some((t) => t.number === number));
  const found = await Promise.all(fresh.map((number) => ctx.tickets.find(number)));
  return found
    .flatMap((stored) => (stored ? [stored.ticket] : []))
    .filter((ticket) => ticket.customer === customer.id && !isVoid(ticket));
}
