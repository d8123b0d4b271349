import { relimitClock } from '../../clock/moves.ts';
import { ok } from '../../result.ts';
import type { TicketCommand } from '../commands.ts';
import type { TicketEvent } from '../events.ts';
import { refuse } from '../refusal.ts';
import type { Ticket } from '../ticket.ts';
import type { Decision } from './rights.ts';
import { mayWork } from './rights.ts';

type Of<T extends TicketCommand['type']> = Extract<TicketCommand, { type: T }>;

export function say(ticket: Ticket, { by, text, now }: Of<'Say'>): Decision {
  if (!text.trim()) return refuse('needs-note');
  if (ticket.claimed && !mayWork(ticket, by)) return refuse('not-claimed-by-you', { who: ticket.owner });
  return ok([{ type: 'Said', by: by.person, text, at: now }]);
}

export function addNote(_ticket: Ticket, { by, text, now }: Of<'AddNote'>): Decision {
  return text.trim() ? ok([{ type: 'NoteAdded', by: by.person, text, at: now }]) : refuse('needs-note');
}

export function changeTitle(ticket: Ticket, { by, title, now }: Of<'ChangeTitle'>): Decision {
  if (!title.trim()) return refuse('needs-note');
  return ok(title === ticket.title ? [] : [{ type: 'TitleChanged', by: by.person, title, at: now }]);
}

export function changeSeverity(
  ticket: Ticket,
  { by, severity, promises, now }: Of<'ChangeSeverity'>,
): Decision {
  if (ticket.status === 'closed') return refuse('closed');
  if (severity === ticket.severity) return ok([]);
  const clocks = ticket.clocks.map((clock) => {
    const promised = promises.find((p) => p.clock === clock.clock);
    return promised && !clock.stoppedAt ? relimitClock(clock, promised, severity) : clock;
  });
  return ok([{ type: 'SeverityChanged', by: by.person, severity, clocks, at: now }]);
}

export function fillRecord(_ticket: Ticket, { by, fields, now }: Of<'FillRecord'>): Decision {
  const filled = Object.values(fields).some((text) => text?.trim());
  return filled ? ok([{ type: 'RecordFilled', by: by.person, fields, at: now }]) : refuse('needs-note');
}

/** Which of the R11 fields are still missing. */
export const recordOwed = (ticket: Ticket) =>
  (['method', 'measure', 'progress', 'result'] as const).filter((field) => !ticket.record[field]?.trim());

/** Everything on this ticket that has fallen due by `now`, beside the ladder's steps that the caller planned. */
export function ringAlarms(ticket: Ticket, { steps, superseded, now }: Of<'RingAlarms'>): Decision {
  const due = (at: Date | undefined): boolean => at !== undefined && at <= now;
  const events: TicketEvent[] = [];
  if (ticket.pause && due(ticket.pause.until)) {
    events.push({ type: 'PauseEnded', by: 'faultline', because: 'limit', at: now });
  } else if (ticket.pause && !ticket.pause.approved && due(ticket.pause.approveBy)) {
    events.push({ type: 'PauseEnded', by: 'faultline', because: 'not-approved', at: now });
  }
  if (ticket.offer && due(ticket.offer.answerBy)) {
    events.push({ type: 'HandOffLapsed', to: ticket.offer.to, from: ticket.owner, at: now });
  }
  if (ticket.status === 'fixed') {
    if (due(ticket.asked.closeAt)) events.push({ type: 'TicketUnconfirmed', at: now });
    else if (!ticket.asked.reminded && due(ticket.asked.remindAt))
      events.push({ type: 'ReporterReminded', at: now });
  }
  if (
    ticket.recordDueAt &&
    due(ticket.recordDueAt) &&
    !ticket.recordReminded &&
    recordOwed(ticket).length > 0
  ) {
    events.push({ type: 'RecordReminded', at: now });
  }
  if (steps.length + superseded.length > 0) events.push({ type: 'StepsFired', steps, superseded, at: now });
  return ok(events);
}

/** A linked outage was fixed at its root: the part asks its own reporter. */
export function majorFixed(ticket: Ticket, { major, now }: Of<'MajorFixed'>): Decision {
  return ok(
    ticket.status === 'open' && ticket.partOf === major ? [{ type: 'MajorFixed', major, at: now }] : [],
  );
}
