import type { Address } from '../domain/address.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { type PendingDoc, schemaVersion, type TicketDoc } from './documents.ts';
import { isDuplicate, NewerDocument } from './errors.ts';
import type { Models } from './models.ts';

/** A ticket with what the store knows of it. */
export interface StoredTicket {
  ticket: Ticket;
  version: number;
  head: string;
  causes: string[];
  nextAlarmAt: Date | undefined;
}

const ours = new Set([
  '_id',
  'schema',
  'version',
  'head',
  'causes',
  'nextAlarmAt',
  'pending',
  'pendingSince',
  'firedBy',
]);
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
const causesKept = 128;

function toStored(doc: TicketDoc): StoredTicket {
  if (doc.schema > schemaVersion)
    throw new NewerDocument(`ticket ${doc._id} was written by a newer version; it is left to that one`);
  const fields = Object.fromEntries(Object.entries(doc).filter(([key]) => !ours.has(key)));
  const ticket = { ...fields, number: doc._id } as unknown as Ticket;
  return { ticket, version: doc.version, head: doc.head, causes: doc.causes, nextAlarmAt: doc.nextAlarmAt };
}

function toSet(ticket: Ticket, meta: { version: number; head: string; nextAlarmAt: Date | undefined }) {
  const { number: _number, ...fields } = ticket;
  const present = fields as Record<string, unknown>;
  const unset = optional.filter((key) => present[key] === undefined);
  if (!meta.nextAlarmAt) unset.push('nextAlarmAt');
  return {
    $set: {
      ...fields,
      schema: schemaVersion,
      version: meta.version,
      head: meta.head,
      ...(meta.nextAlarmAt && { nextAlarmAt: meta.nextAlarmAt }),
    },
    ...(unset.length > 0 && { $unset: Object.fromEntries(unset.map((key) => [key, ''])) }),
  };
}

/** What one write makes of a ticket: the new state, its next alarm, and everything it owes. */
export interface NextTicket {
  ticket: Ticket;
  version: number;
  head: string;
  nextAlarmAt: Date | undefined;
  cause: string;
  pending: PendingDoc;
}

export function createTickets(models: Models) {
  const rows = models.tickets.raw;
  const known = { schema: { $lte: schemaVersion } };
  return {
    /** @throws NewerDocument */
    async find(number: number): Promise<StoredTicket | undefined> {
      const doc = (await rows.findOne({ _id: number })) as TicketDoc | null;
      return doc ? toStored(doc) : undefined;
    },

    /** False when the number is taken: the same report opened it before. */
    async insert(next: NextTicket, now: Date): Promise<boolean> {
      const { $set } = toSet(next.ticket, next);
      try {
        await rows.insertOne({
          _id: next.ticket.number,
          ...$set,
          causes: [next.cause],
          pending: [next.pending],
          pendingSince: now,
        } as never);
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },

    /** The compare-and-set that everything rests on: false when somebody else wrote first. */
    async save(expected: number, next: NextTicket, now: Date): Promise<boolean> {
      const { matchedCount } = await rows.updateOne(
        { _id: next.ticket.number, version: expected, causes: { $ne: next.cause }, ...known },
        {
          ...toSet(next.ticket, next),
          $push: {
            causes: { $each: [next.cause], $slice: -causesKept },
            pending: next.pending,
          },
          $min: { pendingSince: now },
        } as never,
      );
      return matchedCount === 1;
    },

    /** Nothing happened, but the next alarm moved: no version, no journal. */
    async rearm(number: number, expected: number, nextAlarmAt: Date | undefined): Promise<void> {
      await rows.updateOne(
        { _id: number, version: expected, ...known },
        nextAlarmAt ? { $set: { nextAlarmAt } } : { $unset: { nextAlarmAt: '' } },
      );
    },

    async due(now: Date, limit: number): Promise<StoredTicket[]> {
      const docs = await rows
        .find({ nextAlarmAt: { $lte: now }, ...known })
        .sort({ nextAlarmAt: 1 })
        .limit(limit)
        .toArray();
      return (docs as unknown as TicketDoc[]).map(toStored);
    },

    async nextAlarmAt(): Promise<Date | undefined> {
      const doc = await rows.findOne(
        { nextAlarmAt: { $exists: true }, ...known },
        { sort: { nextAlarmAt: 1 }, projection: { nextAlarmAt: 1 } },
      );
      return doc?.nextAlarmAt as Date | undefined;
    },

    /** Tickets with something to move, the longest waiting first; or this one alone. */
    async owing(limit: number, number?: number): Promise<{ number: number; pending: PendingDoc[] }[]> {
      const which = {
        pendingSince: { $exists: true },
        ...(number !== undefined && { _id: number }),
        ...known,
      };
      const docs = await rows
        .find(which, { projection: { pending: 1 } })
        .sort({ pendingSince: 1 })
        .limit(limit)
        .toArray();
      return docs.map((d) => ({ number: d._id as number, pending: (d.pending ?? []) as PendingDoc[] }));
    },

    /** Takes away what was moved, by id: what was added meanwhile stays. */
    async settle(number: number, ids: string[]): Promise<void> {
      await rows.updateOne({ _id: number }, [
        {
          $set: {
            pending: { $filter: { input: '$pending', cond: { $not: [{ $in: ['$$this.id', ids] }] } } },
          },
        },
        { $set: { pendingSince: { $cond: [{ $eq: ['$pending', []] }, '$$REMOVE', '$pendingSince'] } } },
      ]);
    },

    /**
     * Tickets in which this address has a part, newest first.
     * @throws NewerDocument: what somebody means can't be told without knowing all of theirs.
     */
    async ofParty(address: Address, limit = 20): Promise<StoredTicket[]> {
      const docs = await rows.find({ 'parties.address': address }).sort({ _id: -1 }).limit(limit).toArray();
      return (docs as unknown as TicketDoc[]).map(toStored);
    },

    async where(filter: Record<string, unknown>, limit: number): Promise<StoredTicket[]> {
      const docs = await rows
        .find({ $and: [filter, known] } as never)
        .sort({ _id: -1 })
        .limit(limit)
        .toArray();
      return (docs as unknown as TicketDoc[]).map(toStored);
    },

    /** Promises broken on tickets that are not closed. */
    async brokenPromises(): Promise<number> {
      const [sum] = await rows
        .aggregate([
          { $match: { status: { $in: ['open', 'fixed'] }, 'broken.0': { $exists: true } } },
          { $group: { _id: null, n: { $sum: { $size: '$broken' } } } },
        ])
        .toArray();
      return Number(sum?.['n'] ?? 0);
    },

    /** The newest journal hash of every ticket, by number: what the daily anchor is made of. */
    async *heads(): AsyncGenerator<{ number: number; version: number; head: string }> {
      const fields = { projection: { version: 1, head: 1 } };
      for await (const doc of rows.find({}, fields).sort({ _id: 1 })) {
        yield { number: doc._id as number, version: Number(doc['version']), head: String(doc['head']) };
      }
    },

    count: (filter: Record<string, unknown>) => rows.countDocuments(filter),
  };
}
export type Tickets = ReturnType<typeof createTickets>;
