import type { Ticket } from '../domain/ticket/ticket.ts';
import { type PendingDoc, schemaVersion, type TicketDoc } from './documents.ts';
import { NewerDocument } from './errors.ts';

/** A ticket with what the store knows of it. */
export interface StoredTicket {
  ticket: Ticket;
  version: number;
  head: string;
  /** When its newest version was written, by the clock of the hub that wrote it. */
  writtenAt?: Date | undefined;
  causes: string[];
  nextAlarmAt: Date | undefined;
}

/** One to be fired: what it owes already goes before what this will add. */
export type DueTicket = Omit<StoredTicket, 'causes'> & { owes: PendingDoc[] };

/** What one write makes of a ticket: the new state, its next alarm, and everything it owes. */
export interface NextTicket {
  /** As it was read; given, only what differs is written. */
  before?: Ticket;
  ticket: Ticket;
  version: number;
  head: string;
  nextAlarmAt: Date | undefined;
  cause: string;
  pending: PendingDoc;
}

/** A ticket's fields that come and go: absent means `$unset`. */
const optional = [
  'worker',
  'claimedBy',
  'claimedAt',
  'heldBefore',
  'unclaimedSince',
  'customer',
  'site',
  'quietUntil',
  'pause',
  'unjudged',
  'offer',
  'voiding',
  'recordDueAt',
  'proposed',
  'partOf',
  'quotes',
  'rating',
  'complaint',
  'contact',
  'held',
  'reopenedAt',
  'fixedAt',
  'fixedBy',
  'fixNote',
  'asked',
  'closedAt',
  'outcome',
  'closedBy',
  'proof',
  'voidReason',
];

/** @throws NewerDocument */
function toTicket(doc: TicketDoc) {
  const {
    _id,
    schema,
    version,
    head,
    writtenAt,
    causes,
    nextAlarmAt,
    pending,
    pendingSince,
    firedBy,
    ...fields
  } = doc;
  if (schema > schemaVersion)
    throw new NewerDocument(`ticket ${_id} was written by a newer version; it is left to that one`);
  const ticket = Object.assign(fields, { number: _id }) as unknown as Ticket;
  return { stored: { ticket, version, head, writtenAt, nextAlarmAt }, causes, owes: pending ?? [] };
}

export function toStored(doc: TicketDoc): StoredTicket {
  const { stored, causes } = toTicket(doc);
  return { ...stored, causes };
}

export function toDue(doc: TicketDoc): DueTicket {
  const { stored, owes } = toTicket(doc);
  return { ...stored, owes };
}

type Fields = Record<string, unknown>;

/** Rules make new values and never change one: what is the same object is what is stored. */
function differing(ticket: Ticket, before: Ticket | undefined): { set: Fields; unset: string[] } {
  const { number: _number, ...fields } = ticket as unknown as Fields;
  const old = before as unknown as Fields | undefined;
  const gone = (key: string) => fields[key] === undefined && (!old || old[key] !== undefined);
  const changed = old ? Object.entries(fields).filter(([key, value]) => value !== old[key]) : undefined;
  return { set: changed ? Object.fromEntries(changed) : fields, unset: optional.filter(gone) };
}

/** The part of a write that says how a ticket is now. */
export function toSet({ ticket, before, version, head, nextAlarmAt, pending }: NextTicket) {
  const writtenAt = pending.journal.at;
  const { set, unset } = differing(ticket, before);
  if (!nextAlarmAt) unset.push('nextAlarmAt');
  return {
    $set: { ...set, schema: schemaVersion, version, head, writtenAt, ...(nextAlarmAt && { nextAlarmAt }) },
    ...(unset.length > 0 && { $unset: Object.fromEntries(unset.map((key) => [key, ''])) }),
  };
}

/** A ticket as it was read and what an alarm makes of it. */
export interface Fire {
  expected: number;
  next: NextTicket;
}

/**
 * The same compare-and-set as `save`. The version alone makes an alarm come once: its cause is named by it,
 * and leaves the place among the last causes to those that may be repeated.
 */
export function fired({ expected, next }: Fire, stamp: string) {
  const { $set, ...rest } = toSet(next);
  return {
    filter: { _id: next.ticket.number, version: expected, schema: { $lte: schemaVersion } },
    update: { ...rest, $set: { ...$set, firedBy: stamp } },
  };
}

/** The same, and what it owes stays on the ticket until it is moved. */
export function firing(fire: Fire, stamp: string, now: Date) {
  const { filter, update } = fired(fire, stamp);
  return {
    filter,
    update: { ...update, $push: { pending: fire.next.pending }, $min: { pendingSince: now } },
  };
}
