import type { Verb } from '../report/reading.ts';
import { undoable } from './decide/claiming.ts';
import { recordOwed } from './decide/noting.ts';
import type { Ticket } from './ticket.ts';

export interface Actions {
  /** At most three, for the present state. */
  main: Verb[];
  more: Verb[];
}

/** What the card offers now: the next steps as buttons, the rest in the overflow. */
export function actionsOf(ticket: Ticket, now: Date): Actions {
  const { main, more } = offered(ticket);
  const rest = [...main.slice(3), ...more].filter((verb) => verb !== 'unclaim' || undoable(ticket, now));
  return { main: main.slice(0, 3), more: rest };
}

function offered(ticket: Ticket): Actions {
  const owesRecord = recordOwed(ticket).length > 0;
  if (ticket.status === 'closed')
    return {
      main: owesRecord && ticket.outcome !== 'void' ? ['record'] : [],
      more: ['note', 'why', 'trace'],
    };
  if (ticket.status === 'fixed')
    return {
      main: owesRecord ? ['record'] : [],
      more: ['confirmed', 'denied', 'say', 'note', 'offer', 'why', 'trace'],
    };
  const always: Verb[] = ['say', 'note', 'offer', 'assign', 'title', 'severity', 'void', 'why', 'trace'];
  if (!ticket.claimed) return { main: ['claim'], more: always };
  if (ticket.pause) return { main: ['resume', 'fix'], more: ['arrive', 'parts', ...always] };
  const unanswered = ticket.clocks.some((c) => c.clock === 'answer' && !c.stoppedAt);
  const onTheWay = ticket.onsite === 'going' || ticket.onsite === 'agreed';
  if (unanswered && onTheWay)
    return { main: ['answer', 'arrive', 'fix'], more: ['unreachable', 'parts', 'pause', ...always] };
  if (unanswered)
    return {
      main: ['answer', 'onsite', 'fix'],
      more: ['unreachable', 'arrive', 'parts', 'pause', 'unclaim', ...always],
    };
  if (onTheWay) return { main: ['arrive', 'parts', 'fix'], more: ['pause', ...always] };
  if (ticket.onsite === 'arrived') return { main: ['fix', 'parts', 'pause'], more: always };
  return { main: ['fix', 'onsite', 'parts'], more: ['arrive', 'pause', ...always] };
}
