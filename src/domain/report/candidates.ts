import type { ReadingContext } from './reading.ts';

export type OwnTicket = ReadingContext['tickets'][number];

const hourMs = 3_600_000;
/** A bare 3–5 rates, and "still broken" reopens, for so long after closing. */
const rateWithinMs = 72 * hourMs;
/** 之后仍可回2: so long a bare 2 reopens what was closed as unconfirmed; later we ask first. */
const reopenWithinMs = 14 * 24 * hourMs;

const closedWithin = (ticket: OwnTicket, now: Date, ms: number): boolean => {
  if (ticket.status !== 'closed' || !ticket.closedAt) return false;
  return now.getTime() - ticket.closedAt.getTime() <= ms;
};

export const isOwn =
  (context: ReadingContext) =>
  (number: number): boolean =>
    number === context.proven || context.tickets.some((ticket) => ticket.number === number);

export const ticketOf = (context: ReadingContext, number: number): OwnTicket | undefined =>
  context.tickets.find((ticket) => ticket.number === number);

export const openTickets = (context: ReadingContext): OwnTicket[] =>
  context.tickets.filter(({ status }) => status !== 'closed');

/** "Fixed?" stands: these a bare 1 or 2 can mean. */
export const awaiting = (context: ReadingContext): OwnTicket[] =>
  openTickets(context).filter(({ status, asked }) => status === 'fixed' || asked);

/** Closed as unconfirmed not long ago: "fixed?" was never answered. */
export const lateAsked = (context: ReadingContext): OwnTicket[] =>
  context.tickets.filter((ticket) => ticket.asked && closedWithin(ticket, context.now, reopenWithinMs));

export const everAsked = (context: ReadingContext): OwnTicket[] =>
  context.tickets.filter(({ asked, status }) => asked && status === 'closed');

/** Closed within 72 hours, latest first. */
export const justClosed = (context: ReadingContext): OwnTicket[] =>
  context.tickets
    .filter((ticket) => closedWithin(ticket, context.now, rateWithinMs))
    .sort((a, b) => (b.closedAt?.getTime() ?? 0) - (a.closedAt?.getTime() ?? 0));

export const rateable = (context: ReadingContext): OwnTicket[] =>
  justClosed(context).filter(({ rated }) => !rated);

/** The ticket that a word is most likely about, where nothing depends on it. */
export function aboutTicket(context: ReadingContext, number?: number): { ticket?: number } {
  const { question, proven } = context;
  const questioned =
    question && 'ticket' in question && isOwn(context)(question.ticket) ? question.ticket : undefined;
  const open = openTickets(context);
  const ticket =
    number ?? proven ?? questioned ?? (open.length === 1 ? open : justClosed(context))[0]?.number;
  return ticket === undefined ? {} : { ticket };
}
