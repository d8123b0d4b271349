import { startClock } from '../../clock/moves.ts';
import { ok } from '../../result.ts';
import type { TicketCommand } from '../commands.ts';
import type { TicketEvent } from '../events.ts';
import { refuse } from '../refusal.ts';
import type { Ticket } from '../ticket.ts';
import { claimFirst, type Decision, leads, mayWork, notYours, promised } from './rights.ts';
import { overBecause } from './waiting.ts';

type Of<T extends TicketCommand['type']> = Extract<TicketCommand, { type: T }>;

/** Refuses unless the ticket is open and the actor works on it (or nobody claimed it yet). */
function working(
  ticket: Ticket,
  command: Extract<TicketCommand, { by: unknown }>,
  events: TicketEvent[],
): Decision {
  if (ticket.status !== 'open') return refuse('not-open');
  if (ticket.claimed && !mayWork(ticket, command.by)) return notYours(ticket);
  return ok([...claimFirst(ticket, command.by, command.now), ...events]);
}

export function answer(ticket: Ticket, command: Of<'Answer'>): Decision {
  const complaint = answeredComplaint(ticket, command);
  const fault = answeredFault(ticket, command);
  // A leader's answer to a complaint counts whatever the fault's state is.
  return complaint.length > 0 ? ok([...(fault.ok ? fault.value : []), ...complaint]) : fault;
}

/** Somebody above answers a complaint: first the response, then the result, which must be in writing. */
function answeredComplaint(ticket: Ticket, { by, how, text, proof, now }: Of<'Answer'>): TicketEvent[] {
  if (!leads(by) || how === 'page') return [];
  const runs = (name: string) => ticket.clocks.some((c) => c.clock === name && !c.stoppedAt);
  const clock = runs('complaint-response')
    ? 'complaint-response'
    : how === 'text' && runs('complaint')
      ? 'complaint'
      : undefined;
  return clock ? [{ type: 'ComplaintAnswered', by: by.person, how, text, proof, clock, at: now }] : [];
}

function answeredFault(ticket: Ticket, command: Of<'Answer'>): Decision {
  const { by, how, text, proof, now } = command;
  const promisedRuns = ticket.clocks.filter((c) => c.clock === 'answer');
  // Where nothing is promised a call is noted as often as it is made.
  if (how === 'call' && promisedRuns.length > 0 && promisedRuns.every((c) => c.stoppedAt))
    return ticket.status === 'open' ? refuse('already-answered') : refuse('not-open');
  const reached = { by: by.person, because: 'resumed', at: now } as const;
  return working(ticket, command, [
    ...(how === 'call' ? overBecause(ticket, ['unreachable'], reached) : []),
    { type: 'Answered', by: by.person, how, text, proof, at: now },
  ]);
}

/** The text arrived. Nothing to do when a call has answered meanwhile. */
export function proveAnswer(ticket: Ticket, { saidAt, proof, now }: Of<'ProveAnswer'>): Decision {
  const running = ticket.clocks.some((c) => c.clock === 'answer' && !c.stoppedAt && c.startedAt <= saidAt);
  return ok(running ? [{ type: 'AnswerProven', saidAt, proof, at: now }] : []);
}

export function logTry(ticket: Ticket, command: Of<'LogTry'>): Decision {
  return working(ticket, command, [{ type: 'TryLogged', by: command.by.person, at: command.now }]);
}

/** When this round of it began. */
const reportedAt = (ticket: Ticket): Date => ticket.reopenedAt ?? ticket.openedAt;

/** On-site is promised only once it is agreed, though it is measured from the report (R3). */
function agreed(ticket: Ticket, { by, promises, now }: Of<'GoOnsite'> | Of<'Arrive'>): TicketEvent[] {
  if (ticket.onsite !== 'no') return [];
  const clocks = promised(ticket, promises, 'on-site-agreed').map((p) =>
    startClock(p, p.from === 'report' ? reportedAt(ticket) : now, ticket.severity),
  );
  return [{ type: 'OnsiteAgreed', by: by.person, clocks, at: now }];
}

export function goOnsite(ticket: Ticket, command: Of<'GoOnsite'>): Decision {
  const { by, expectedAt, now } = command;
  if (ticket.status === 'open' && ticket.onsite === 'arrived') return refuse('already-onsite');
  if (expectedAt && expectedAt < now) return refuse('impossible-time');
  // A second tap, without another time: the reporter knows already.
  const known = ticket.status === 'open' && ticket.onsite === 'going' && ticket.worker === by.person;
  if (known && !expectedAt) return ok([]);
  return working(ticket, command, [
    ...agreed(ticket, command),
    { type: 'WentOnsite', by: by.person, at: now, ...(expectedAt && { expectedAt }) },
  ]);
}

export function arrive(ticket: Ticket, command: Of<'Arrive'>): Decision {
  const { by, saidAt, now } = command;
  if (ticket.status === 'open' && ticket.onsite === 'arrived') return refuse('already-onsite');
  if (saidAt && saidAt > now) return refuse('impossible-time');
  const inside = { by: by.person, because: 'resumed', at: now } as const;
  return working(ticket, command, [
    ...overBecause(ticket, ['no-access', 'appointment'], inside),
    ...agreed(ticket, command),
    { type: 'Arrived', by: by.person, proof: 'declared', at: now, ...(saidAt && { saidAt }) },
  ]);
}

export function parts(ticket: Ticket, command: Of<'NeedParts'> | Of<'DeliverParts'>): Decision {
  const type = command.type === 'NeedParts' ? 'PartsNeeded' : 'PartsDelivered';
  return working(ticket, command, [{ type, by: command.by.person, text: command.text, at: command.now }]);
}

export function fix(ticket: Ticket, command: Of<'Fix'>): Decision {
  const { by, note, now, remindAt, closeAt, recordDueAt } = command;
  if (ticket.status === 'fixed') return refuse('already-done');
  if (!note.trim()) return refuse('needs-note');
  const asked = { at: now, remindAt, reminded: false, closeAt };
  return working(ticket, command, [
    { type: 'TicketFixed', by: by.person, note, asked, recordDueAt, at: now },
  ]);
}
