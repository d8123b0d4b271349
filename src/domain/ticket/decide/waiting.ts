import { ok } from '../../result.ts';
import type { TicketCommand } from '../commands.ts';
import type { TicketEvent } from '../events.ts';
import { refuse } from '../refusal.ts';
import type { PauseReason, Ticket } from '../ticket.ts';
import { claimFirst, type Decision, leads, mayWork, notYours } from './rights.ts';

type Of<T extends TicketCommand['type']> = Extract<TicketCommand, { type: T }>;

const hour = 3_600_000;
/** The longest that each reason may hold the clocks. */
export const pauseLimitMs: Record<PauseReason, number> = {
  unreachable: 24 * hour,
  appointment: 14 * 24 * hour,
  'no-access': 3 * 24 * hour,
  'third-party': 7 * 24 * hour,
};

/** Three logged tries over 30 minutes. */
function triedEnough(tries: Date[]): boolean {
  const first = tries[0];
  const last = tries.at(-1);
  return (
    tries.length >= 3 &&
    first !== undefined &&
    last !== undefined &&
    last.getTime() - first.getTime() >= hour / 2
  );
}

export function pause(ticket: Ticket, command: Of<'Pause'>): Decision {
  const { by, reason, until, approveBy, note, now } = command;
  if (ticket.status !== 'open') return refuse('not-open');
  if (ticket.claimed && !mayWork(ticket, by)) return notYours(ticket);
  if (ticket.pause) return refuse('already-paused');
  if (reason === 'unreachable' && !triedEnough(ticket.tries)) return refuse('too-few-tries');
  const latest = new Date(now.getTime() + pauseLimitMs[reason]);
  const end = until ?? latest;
  if (end <= now) return refuse('impossible-time');
  if (end > latest) return refuse('limit-too-long', { until: latest });
  return ok([
    ...claimFirst(ticket, by, now),
    { type: 'ClockPaused', reason, by: by.person, until: end, approveBy, note, at: now },
    // Who approves pauses needs nobody's approval.
    ...(leads(by) ? [{ type: 'PauseApproved', by: by.person, at: now } as const] : []),
  ]);
}

/** What happened shows that the reason to wait is gone: they were reached, or somebody is inside. */
export const overBecause = (
  ticket: Ticket,
  reasons: PauseReason[],
  event: { by: string; because: 'resumed' | 'heard'; at: Date },
): TicketEvent[] =>
  ticket.status === 'open' && ticket.pause && reasons.includes(ticket.pause.reason)
    ? [{ type: 'PauseEnded', ...event }]
    : [];

export function resume(ticket: Ticket, { by, now }: Of<'Resume'>): Decision {
  if (!ticket.pause) return refuse('not-paused');
  if (!mayWork(ticket, by)) return notYours(ticket);
  return ok([{ type: 'PauseEnded', by: by.person, because: 'resumed', at: now }]);
}

export function judgePause(ticket: Ticket, command: Of<'ApprovePause'> | Of<'RejectPause'>): Decision {
  const { by, now } = command;
  const { pause, unjudged = [] } = ticket;
  const ended = unjudged.length > 0;
  if (!pause && !ended) return refuse('nothing-to-approve');
  if (!leads(by)) return refuse('leader-only');
  const who = { by: by.person, at: now };
  if (command.type === 'ApprovePause')
    return ok(pause?.approved && !ended ? [] : [{ type: 'PauseApproved', ...who }]);
  return ok([
    ...(pause ? [{ type: 'PauseEnded', because: 'rejected', ...who } as const] : []),
    ...(ended ? [{ type: 'PausesDisallowed', because: 'rejected', pauses: unjudged, ...who } as const] : []),
  ]);
}

/** The owner proposes; for known customers the leader approves, so that a void can't hide a failure. */
export function proposeVoid(ticket: Ticket, command: Of<'Void'>): Decision {
  const { by, reason, other, known, now } = command;
  if (ticket.status === 'closed') return refuse('closed');
  if (ticket.claimed && !mayWork(ticket, by)) return notYours(ticket);
  const about = { reason, ...(other !== undefined && { other }) };
  if (other === ticket.number) return refuse('same-ticket');
  if (known && !leads(by)) {
    if (ticket.voiding) return refuse('needs-approval');
    return ok([...claimFirst(ticket, by, now), { type: 'VoidProposed', by: by.person, ...about, at: now }]);
  }
  return ok([{ type: 'TicketVoided', by: by.person, ...about, at: now }]);
}

export function judgeVoid(ticket: Ticket, command: Of<'ApproveVoid'> | Of<'RejectVoid'>): Decision {
  const { by, now } = command;
  const { voiding } = ticket;
  if (!voiding) return refuse('nothing-to-approve');
  if (!leads(by)) return refuse('leader-only');
  if (command.type === 'RejectVoid') return ok([{ type: 'VoidRejected', by: by.person, at: now }]);
  const { reason, other } = voiding;
  return ok([
    { type: 'TicketVoided', by: by.person, reason, at: now, ...(other !== undefined && { other }) },
  ]);
}

const quietLimitMs = 12 * hour;

export function quiet(ticket: Ticket, { by, until, now }: Of<'Quiet'>): Decision {
  // A complaint may ring on after the ticket closed.
  if (ticket.status !== 'open' && ticket.clocks.every((c) => c.stoppedAt)) return refuse('nothing-to-quiet');
  if (!mayWork(ticket, by)) return notYours(ticket);
  if (until <= now) return refuse('impossible-time');
  const latest = new Date(now.getTime() + quietLimitMs);
  if (until > latest) return refuse('limit-too-long', { until: latest });
  return ok([{ type: 'AlarmsQuieted', by: by.person, until, at: now }]);
}

export function takeContact(ticket: Ticket, { by, callBy, now }: Of<'TakeContact'>): Decision {
  if (ticket.status === 'closed') return refuse('closed');
  if (!leads(by)) return refuse('leader-only');
  return ok([{ type: 'ContactTaken', by: by.person, callBy, at: now }]);
}
