import { boundPauses } from '../clock/bound-pauses.ts';
import { calendarOf } from '../clock/reading.ts';
import { droppableKeys } from '../ladder/keys.ts';
import type { Policy } from '../service/service.ts';
import type { TicketEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { Ticket } from './ticket.ts';

/** Long stories stay small: old pauses are summed, spent step keys dropped; what they say stays exact. */
function bounded(ticket: Ticket, policy: Policy): Ticket {
  const clocks = ticket.clocks.map((clock) => boundPauses(clock, calendarOf(clock, policy.calendars)));
  const spent = new Set(droppableKeys(ticket.steps));
  const kept = () => Object.fromEntries(Object.entries(ticket.steps).filter(([key]) => !spent.has(key)));
  // What stays as it is is not written again.
  const same = clocks.every((clock, i) => clock === ticket.clocks[i]);
  if (same && spent.size === 0) return ticket;
  return {
    ...ticket,
    ...(!same && { clocks }),
    ...(spent.size > 0 && { steps: kept() }),
  };
}

/** A ticket after the events of one version, as it is stored. */
export const afterEvents = (ticket: Ticket, events: TicketEvent[], policy: Policy): Ticket =>
  bounded(events.reduce(evolve, ticket), policy);

/** The first ticket of a history; undefined when the history doesn't begin with an opening. */
export function openedIn([first]: TicketEvent[][]): Ticket | undefined {
  const opening = first?.[0];
  return opening?.type === 'TicketOpened' ? opening.ticket : undefined;
}

/**
 * A ticket's whole life told again, version by version: how it was after each. What the store keeps of a
 * ticket is nothing but the last of these.
 */
export function replay(history: TicketEvent[][], opened: Ticket, policy: Policy): Ticket[] {
  const folds: Ticket[] = [];
  let ticket = opened;
  for (const events of history) {
    ticket = afterEvents(ticket, events, policy);
    folds.push(ticket);
  }
  return folds;
}
