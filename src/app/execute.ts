import { boundPauses } from '../domain/clock/bound-pauses.ts';
import { calendarOf } from '../domain/clock/reading.ts';
import { droppableKeys } from '../domain/ladder/keys.ts';
import { groupById } from '../domain/notice/cast.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Policy } from '../domain/service/service.ts';
import type { TicketCommand } from '../domain/ticket/commands.ts';
import type { Decision } from '../domain/ticket/decide/rights.ts';
import { decide } from '../domain/ticket/decide.ts';
import type { TicketEvent } from '../domain/ticket/events.ts';
import { evolve } from '../domain/ticket/evolve.ts';
import type { Refusal } from '../domain/ticket/refusal.ts';
import { nextAlarmAt } from '../domain/ticket/ring.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { AppError } from '../lib/errors.ts';
import type { PendingDoc } from '../store/documents.ts';
import type { NextTicket } from '../store/tickets.ts';
import type { Context } from './context.ts';
import { journalEntry } from './journal-entry.ts';
import { noticesOf } from './owe.ts';

/** Too many others wrote to the same ticket at once; the command may be tried again. */
export class StaleVersion extends AppError {
  readonly code = 'stale-version';
}

export interface Executed {
  ticket: Ticket;
  events: TicketEvent[];
}

/** Other tickets that these events move. */
function followers(ticket: Ticket, events: TicketEvent[]): PendingDoc['follow'] {
  return events.flatMap((event): PendingDoc['follow'] => {
    if (event.type === 'PartLinked') return [{ ticket: event.part, kind: 'link', by: event.by }];
    if (event.type !== 'TicketFixed') return [];
    return ticket.parts.map((part) => ({ ticket: part, kind: 'major-fixed', note: event.note }));
  });
}

/** What a version says of its reporter's number: voided as spam, or fixed after all. */
function spamProven({ parties }: Ticket, events: TicketEvent[]): Pick<PendingDoc, 'spam'> {
  const address = parties[0]?.address;
  const said = events.find(
    (e) => e.type === 'TicketFixed' || (e.type === 'TicketVoided' && e.reason === 'spam'),
  );
  return address && said ? { spam: [{ address, is: said.type === 'TicketVoided' }] } : {};
}

/** Files that these events brought, to be fetched once they are written. */
function toFetch(events: TicketEvent[]): Pick<PendingDoc, 'fetch'> {
  const reports = events.flatMap((event) => {
    if (event.type === 'TicketOpened') return event.ticket.reports;
    return event.type === 'ReportAdded' ? [event.report] : [];
  });
  const fetch = reports.flatMap(({ id, files = [] }) => {
    const wanted = files.flatMap(({ ref, name, type }, at) =>
      ref ? [{ at, ref, name, type, tries: 0 }] : [],
    );
    return wanted.length > 0 ? [{ id, files: wanted }] : [];
  });
  return fetch.length > 0 ? { fetch } : {};
}

/** Long stories stay small: old pauses are summed, spent step keys dropped; what they say stays exact. */
function bounded(ticket: Ticket, policy: Policy): Ticket {
  const clocks = ticket.clocks.map((clock) => boundPauses(clock, calendarOf(clock, policy.calendars)));
  const spent = new Set(droppableKeys(ticket.steps));
  const steps = Object.fromEntries(Object.entries(ticket.steps).filter(([key]) => !spent.has(key)));
  return { ...ticket, clocks, steps };
}

/** What one atomic write makes of these events: state, alarm, journal entry, notices. */
export function nextOf(
  before: { ticket: Ticket; version: number; head: string } | undefined,
  events: TicketEvent[],
  cause: string,
  policy: Policy,
  now: Date,
  ctx: Context,
): NextTicket {
  const opened = events[0]?.type === 'TicketOpened' ? events[0].ticket : undefined;
  const start = before?.ticket ?? opened;
  if (!start) throw new TypeError('the first event of a ticket must open it');
  const ticket = bounded(events.reduce(evolve, start), policy);
  const version = (before?.version ?? 0) + 1;
  const { number } = ticket;
  const { journal, contents } = journalEntry(
    { ticket: number, version, at: now, cause, events, prev: before?.head ?? '' },
    ctx,
  );
  const card = groupById(ctx.service(), ticket.group).channel;
  return {
    ticket,
    version,
    head: journal.hash,
    nextAlarmAt: nextAlarmAt(ticket, policy, now),
    cause,
    pending: {
      id: journal._id,
      journal,
      contents,
      ...toFetch(events),
      notices: noticesOf(before?.ticket, events, version, policy, ctx),
      ...(card && { card }),
      follow: followers(ticket, events),
      ...spamProven(ticket, events),
    },
  };
}

/**
 * Decides on the stored ticket and writes what follows, once per `cause`: a repeated cause, a crash after
 * the write, a second hub change nothing. An empty list of events: it was already so.
 * @throws StaleVersion after 20 lost races.
 */
export async function decideOn(
  number: number,
  cause: string,
  rule: (ticket: Ticket, policy: Policy) => Decision,
  ctx: Context,
): Promise<Result<Executed, Refusal>> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const stored = await ctx.tickets.find(number);
    if (!stored) return err({ reason: 'no-such-ticket', number });
    if (stored.causes.includes(cause)) return ok({ ticket: stored.ticket, events: [] });
    const policy = await ctx.policy(stored.ticket.policy);
    const decision = rule(stored.ticket, policy);
    if (!decision.ok) return decision;
    const events = decision.value;
    if (events.length === 0) return ok({ ticket: stored.ticket, events });
    const now = ctx.clock.now();
    const next = nextOf(stored, events, cause, policy, now, ctx);
    if (await ctx.tickets.save(stored.version, next, now)) {
      ctx.poke('relay');
      ctx.poke('alarms');
      return ok({ ticket: next.ticket, events });
    }
    // Somebody wrote in between: look again, a little apart from the others.
    await new Promise((resolve) => setTimeout(resolve, 1 + ((attempt * 7) % 23)));
  }
  throw new StaleVersion(`ticket ${number} is being written by too many at once`);
}

/** Carries out one command. */
export const executeTicketCommand = (number: number, command: TicketCommand, cause: string, ctx: Context) =>
  decideOn(number, cause, (ticket) => decide(ticket, command), ctx);
