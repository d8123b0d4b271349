import { groupById } from '../domain/notice/cast.ts';
import type { Policy } from '../domain/service/service.ts';
import type { TicketEvent } from '../domain/ticket/events.ts';
import { afterEvents } from '../domain/ticket/replay.ts';
import { type LaddersNext, nextAlarmAt } from '../domain/ticket/ring.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { PendingDoc } from '../store/documents.ts';
import type { NextTicket, StoredTicket } from '../store/tickets.ts';
import { skewLimitMs } from './business-clock.ts';
import { cardFiles } from './card-files.ts';
import type { Context } from './context.ts';
import { journalEntry } from './journal-entry.ts';
import { noticesOf } from './owe.ts';

/** Other tickets that these events move. */
function followers(ticket: Ticket, events: TicketEvent[]): PendingDoc['follow'] {
  return events.flatMap((event): PendingDoc['follow'] => {
    if (event.type === 'PartLinked') return [{ ticket: event.part, kind: 'link', by: event.by }];
    if (event.type !== 'TicketFixed') return [];
    const { note, by, asked, recordDueAt } = event;
    const times = { remindAt: asked.remindAt, closeAt: asked.closeAt, recordDueAt };
    return ticket.parts.map((part) => ({ ticket: part, kind: 'major-fixed', note, by, times }));
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

/** As far as two hubs may be apart, each of which is believed. */
const apartMs = 2 * skewLimitMs;

/**
 * Later than what it follows, which may be of a hub whose clock is ahead of ours. What is further ahead is of a clock
 * that was wrong: nobody is told late because of it.
 */
function after(written: Date | undefined, now: Date): Date {
  const aheadMs = written ? written.getTime() - now.getTime() : -1;
  return aheadMs >= 0 && aheadMs <= apartMs ? new Date(now.getTime() + aheadMs + 1) : now;
}

/**
 * What one atomic write makes of these events: state, alarm, journal entry, notices. `ladders`: known already of the
 * time after them.
 */
export function nextOf(
  before: Pick<StoredTicket, 'ticket' | 'version' | 'head' | 'writtenAt'> | undefined,
  events: TicketEvent[],
  cause: string,
  policy: Policy,
  looked: Date,
  ctx: Context,
  ladders?: LaddersNext,
): NextTicket {
  const opened = events[0]?.type === 'TicketOpened' ? events[0].ticket : undefined;
  const start = before?.ticket ?? opened;
  if (!start) throw new TypeError('the first event of a ticket must open it');
  const ticket = afterEvents(start, events, policy);
  const version = (before?.version ?? 0) + 1;
  const now = after(before?.writtenAt, looked);
  const { number } = ticket;
  const { journal, contents } = journalEntry(
    { ticket: number, version, at: now, cause, events, prev: before?.head ?? '' },
    ctx,
  );
  const card = groupById(ctx.service(), ticket.group).channel;
  // What the audit makes good says so to whoever gets it.
  const mark = events[0]?.type === 'AuditRepaired' ? { repaired: true as const } : {};
  const notices = noticesOf(before?.ticket, events, { version, now }, policy, ctx);
  return {
    ...(before && { before: before.ticket }),
    ticket,
    version,
    head: journal.hash,
    nextAlarmAt: nextAlarmAt(ticket, policy, now, ladders),
    cause,
    pending: {
      id: journal._id,
      journal,
      contents,
      ...toFetch(events),
      notices: [
        ...notices.map((notice) => ({ ...notice, ...mark })),
        ...(card ? cardFiles(ticket, events, { version, lane: card, now }, ctx) : []),
      ],
      ...(card && { card }),
      follow: followers(ticket, events),
      ...spamProven(ticket, events),
    },
  };
}
