import type { InboxDoc, JournalDoc, LaneDoc, NoticeDoc, TicketDoc } from '../../src/store/documents.ts';
import type { FindingDoc } from '../../src/store/findings.ts';
import type { Desk } from './desk.ts';
import { toldByDigests } from './invariants/digests.ts';
import { filesKept } from './invariants/files.ts';
import { grouped } from './invariants/grouped.ts';
import { inLogs } from './invariants/logs.ts';
import {
  everyNoticeEnds,
  inOrder,
  mailedAsOften,
  owedOnce,
  sentAsOften,
  textedAsOften,
} from './invariants/sends.ts';
import { ticketHolds } from './invariants/ticket.ts';

/** What a test knows of what happened, and what its fault may have cost. */
export interface Allowed {
  /** Words that an acknowledged report or note carries, after a space; each must be on one ticket, once. */
  reports: string[];
  /** Whoever may own a ticket. */
  owners?: RegExp;
  /** Notices that may end as failed. */
  failed?: number;
  /** Messages that nobody could handle, by id: kept aside with their raw. */
  aside?: string[];
  /** What the hubs' audit may have found, by id. */
  found?: RegExp;
}

/** Everything the store knows, at one moment. */
export interface Seen {
  tickets: TicketDoc[];
  journal: JournalDoc[];
  outbox: (NoticeDoc & { open?: boolean })[];
  inbox: InboxDoc[];
  lanes: LaneDoc[];
}

type Database = Desk['db'];

const allIn =
  (db: Database) =>
  async <T>(name: string) =>
    (await db.collection(name).find({}).toArray()) as unknown as T[];

/** Reads all that is asked of the store. */
export async function seenIn(db: Database): Promise<Seen> {
  const all = allIn(db);
  return {
    tickets: await all('tickets'),
    journal: await all('journal'),
    outbox: await all('outbox'),
    inbox: await all('inbox'),
    lanes: await all('lanes'),
  };
}

/** Whoever is late by more than this has been forgotten. */
const lateMs = 5000;

/**
 * Everything that is wrong, as sentences that begin with the invariant's number; an empty list is what a fault
 * test expects once all is settled. Read from the store, the journals of the look-alikes and the hubs' logs.
 */
export async function violations(desk: Desk, allowed: Allowed): Promise<string[]> {
  const all = allIn(desk.db);
  // Before a long reading: what falls due meanwhile is nobody's fault.
  const now = desk.now();
  const seen = await seenIn(desk.db);
  const journalOf = grouped(seen.journal, ({ ticket }) => ticket);
  return [
    ...everythingTaken(seen, allowed.aside ?? []),
    ...reportsOnce(seen, allowed.reports),
    ...seen.tickets.flatMap((ticket) =>
      ticketHolds(ticket, journalOf.get(ticket._id) ?? [], allowed.owners ?? /./),
    ),
    ...everyNoticeEnds(seen, new Date(now.getTime() + 60_000), allowed.failed ?? 0),
    ...owedOnce(seen),
    ...sentAsOften(desk, seen),
    ...textedAsOften(desk, seen),
    ...mailedAsOften(desk, seen),
    ...toldByDigests(desk, seen),
    ...inOrder(seen),
    ...nothingAhead(seen, new Date(now.getTime() + lateMs)),
    ...nothingLate(seen, new Date(now.getTime() - lateMs)),
    ...filesKept(seen, await all('fetches'), await all('files')),
    ...nothingFound(await all('findings'), allowed.found),
    ...inLogs(desk, seen),
  ];
}

export const everythingTaken = ({ inbox }: Seen, aside: string[]): string[] =>
  inbox
    .filter(({ _id, state }) => state !== (aside.includes(_id) ? 'quarantined' : 'done'))
    .map((row) => `I1: ${row._id} is ${row.state}: ${row.error}`);

/** The hubs' own audit, which looks all the time, had nothing to say. */
const nothingFound = (findings: FindingDoc[], allowed = /^never$/): string[] =>
  findings.filter(({ _id }) => !allowed.test(_id)).map(({ _id, what }) => `audit: ${_id}: ${what}`);

export function reportsOnce({ tickets }: Seen, words: string[]): string[] {
  const texts = tickets.flatMap(({ reports, notes }) => [...reports, ...notes].map(({ text }) => text));
  return words.flatMap((word) => {
    const times = texts.filter((text) => text.includes(` ${word}`)).length;
    if (times === 1) return [];
    return [`I1: "${word}" was acknowledged and is ${times > 1 ? 'doubled, ' : ''}on tickets ${times} times`];
  });
}

/** I4: nothing has happened that is yet to come. */
const nothingAhead = ({ journal }: Seen, after: Date): string[] =>
  journal
    .filter(({ at }) => at > after)
    .map(({ _id, at }) => `I4: ${_id} happened ahead of its time, at ${at.toISOString()}`);

/** I8: the cause has ended, so nothing that fell due waits any more. */
const nothingLate = ({ tickets, inbox, lanes }: Seen, before: Date): string[] => [
  ...tickets
    .filter(({ nextAlarmAt }) => nextAlarmAt && nextAlarmAt <= before)
    .map(
      ({ _id, nextAlarmAt }) => `I8: the alarm of ticket ${_id} waits since ${nextAlarmAt?.toISOString()}`,
    ),
  ...inbox
    .filter(({ state, nextAt }) => state === 'new' && nextAt <= before)
    .map(({ _id, nextAt }) => `I8: ${_id} waits since ${nextAt.toISOString()}`),
  ...lanes
    .filter(({ nextAt }) => nextAt && nextAt <= before)
    .map(({ _id, nextAt }) => `I8: the lane ${_id} waits since ${nextAt?.toISOString()}`),
];
