import type { Context } from '../src/app/context.ts';
import { isVoid, type Ticket } from '../src/domain/ticket/ticket.ts';
import type { Sender } from './who.ts';

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
