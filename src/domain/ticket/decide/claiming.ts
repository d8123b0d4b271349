import { ok } from '../../result.ts';
import type { TicketCommand } from '../commands.ts';
import { refuse } from '../refusal.ts';
import type { Ticket } from '../ticket.ts';
import { type Decision, leads, mayWork, notYours } from './rights.ts';

/** A wrong claim can be undone so long. */
export const undoWithinMs = 2 * 60_000;
type Of<T extends TicketCommand['type']> = Extract<TicketCommand, { type: T }>;

export function claim(ticket: Ticket, { by, now }: Of<'Claim'>): Decision {
  if (ticket.status !== 'open') return refuse('not-open');
  if (ticket.claimed) {
    // Two taps on the same button: the second one changes nothing.
    return ticket.claimedBy === by.person ? ok([]) : refuse('already-claimed', { who: ticket.owner });
  }
  return ok([{ type: 'TicketClaimed', by: by.person, from: ticket.owner, at: now }]);
}

export const undoable = ({ claimedAt, openedAt }: Ticket, now: Date): boolean =>
  now.getTime() - (claimedAt ?? openedAt).getTime() <= undoWithinMs;

export function unclaim(ticket: Ticket, { by, now }: Of<'Unclaim'>): Decision {
  if (ticket.status !== 'open') return refuse('not-open');
  if (!ticket.claimed || ticket.claimedBy !== by.person) return notYours(ticket);
  if (!undoable(ticket, now)) return refuse('too-late-to-undo');
  return ok([{ type: 'ClaimUndone', by: by.person, backTo: ticket.heldBefore ?? ticket.owner, at: now }]);
}

export function handOff(ticket: Ticket, command: Of<'Offer'> | Of<'Assign'>): Decision {
  const { by, to, now, answerBy, why } = command;
  if (ticket.status === 'closed') return refuse('closed');
  if (command.type === 'Assign' && !leads(by)) return refuse('leader-only');
  if (command.type === 'Offer' && !mayWork(ticket, by)) return notYours(ticket);
  if (to === ticket.owner) return refuse('self', { who: to });
  if (ticket.offer?.to === to) return refuse('already-offered', { who: to });
  const kind = command.type === 'Offer' ? 'offer' : 'assign';
  return ok([{ type: 'HandOffOffered', to, by: by.person, kind, answerBy, why, at: now }]);
}

export function accept(ticket: Ticket, { by, now }: Of<'Accept'>): Decision {
  if (ticket.owner === by.person && !ticket.offer) return ok([]);
  if (ticket.offer?.to !== by.person) return refuse('not-offered-to-you');
  return ok([{ type: 'HandOffAccepted', by: by.person, from: ticket.owner, at: now }]);
}

export function decline(ticket: Ticket, { by, why, now }: Of<'Decline'>): Decision {
  if (ticket.offer?.to !== by.person) return refuse('not-offered-to-you');
  return ok([{ type: 'HandOffDeclined', by: by.person, from: ticket.owner, at: now, ...(why && { why }) }]);
}

export function take(ticket: Ticket, { by, now, why }: Of<'Take'>): Decision {
  if (ticket.status === 'closed') return refuse('closed');
  if (!leads(by)) return refuse('leader-only');
  if (!why.trim()) return refuse('needs-reason');
  if (ticket.owner === by.person && ticket.claimed) return ok([]);
  return ok([{ type: 'TicketTaken', by: by.person, from: ticket.owner, why, at: now }]);
}
