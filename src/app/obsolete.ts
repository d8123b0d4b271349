import type { Unless } from '../domain/notice/owed.ts';
import { assertNever } from '../domain/result.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';

/** Is a notice no longer worth sending, as its ticket stands now? `wrote`: its subject has written since. */
export function isObsolete(unless: Unless, ticket: Ticket | undefined, wrote = false): boolean {
  if (unless === 'has-ticket') return wrote;
  if (!ticket) return false;
  switch (unless) {
    case 'claimed':
      return ticket.claimed || ticket.status !== 'open';
    case 'not-open':
      return ticket.status !== 'open';
    case 'not-fixed':
      return ticket.status !== 'fixed';
    case 'closed':
      return ticket.status === 'closed';
    case 'answered':
      return !ticket.clocks.some((c) => c.clock === 'answer' && !c.stoppedAt);
    default:
      return assertNever(unless);
  }
}
