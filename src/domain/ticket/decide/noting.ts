import { relimitClock } from '../../clock/moves.ts';
import { ok } from '../../result.ts';
import type { PersonId, Promised, Severity } from '../../service/service.ts';
import type { TicketCommand } from '../commands.ts';
import type { TicketEvent } from '../events.ts';
import { refuse } from '../refusal.ts';
import type { Ticket } from '../ticket.ts';
import type { Decision } from './rights.ts';
import { mayWork, notYours } from './rights.ts';

type Of<T extends TicketCommand['type']> = Extract<TicketCommand, { type: T }>;

export function say(ticket: Ticket, { by, text, now }: Of<'Say'>): Decision {
  if (!text.trim()) return refuse('needs-note');
  if (ticket.claimed && !mayWork(ticket, by)) return notYours(ticket);
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
  return ok([severityChange(ticket, severity, by.person, promises, now)]);
}

/** The running clocks with that severity's limits; time spent stays spent. */
export function severityChange(
  ticket: Ticket,
  severity: Severity,
  by: PersonId,
  promises: Promised[],
  at: Date,
): TicketEvent {
  const clocks = ticket.clocks.map((clock) => {
    const promised = promises.find((p) => p.clock === clock.clock);
    return promised && !clock.stoppedAt ? relimitClock(clock, promised, severity) : clock;
  });
  return { type: 'SeverityChanged', by, severity, clocks, at };
}

export function fillRecord(_ticket: Ticket, { by, fields, now }: Of<'FillRecord'>): Decision {
  const filled = Object.values(fields).some((text) => text?.trim());
  return filled ? ok([{ type: 'RecordFilled', by: by.person, fields, at: now }]) : refuse('needs-note');
}

/** Which of the R11 fields are still missing. */
export const recordOwed = (ticket: Ticket) =>
  (['method', 'measure', 'progress', 'result'] as const).filter((field) => !ticket.record[field]?.trim());
