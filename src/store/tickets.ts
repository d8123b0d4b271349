import type { Address } from '../domain/address.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { schemaVersion, type TicketDoc } from './documents.ts';
import { isDuplicate } from './errors.ts';
import type { Models } from './models.ts';
import { createTicketBatches } from './ticket-batches.ts';
import { type NextTicket, type StoredTicket, toSet, toStored } from './ticket-rows.ts';

export type { NextTicket, StoredTicket } from './ticket-rows.ts';

const causesKept = 128;

export function createTickets(models: Models) {
  const rows = models.tickets.raw;
  const known = { schema: { $lte: schemaVersion } };
  return {
    ...createTicketBatches(models),

    /** @throws NewerDocument */
    async find(number: number): Promise<StoredTicket | undefined> {
      const doc = (await rows.findOne({ _id: number })) as TicketDoc | null;
      return doc ? toStored(doc) : undefined;
    },

    /** These, by number; without those that only a newer hub understands. */
    async these(numbers: number[]): Promise<Map<number, Ticket>> {
      const docs = await rows.find({ _id: { $in: numbers }, ...known }).toArray();
      return new Map((docs as unknown as TicketDoc[]).map((doc) => [doc._id, toStored(doc).ticket]));
    },

    /** False when the number is taken: the same report opened it before. */
    async insert(next: NextTicket, now: Date): Promise<boolean> {
      const { $set } = toSet(next);
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
          ...toSet(next),
          $push: {
            causes: { $each: [next.cause], $slice: -causesKept },
            pending: next.pending,
          },
          $min: { pendingSince: now },
        } as never,
      );
      return matchedCount === 1;
    },

    async nextAlarmAt(): Promise<Date | undefined> {
      const doc = await rows.findOne(
        { nextAlarmAt: { $exists: true }, ...known },
        { sort: { nextAlarmAt: 1 }, projection: { nextAlarmAt: 1 } },
      );
      return doc?.nextAlarmAt as Date | undefined;
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

    /** Since when the first ticket owes something that was not moved; undefined: none does. */
    async owingSince(): Promise<Date | undefined> {
      const doc = await rows.findOne(
        { pendingSince: { $exists: true } },
        { sort: { pendingSince: 1 }, projection: { pendingSince: 1 } },
      );
      return doc?.pendingSince as Date | undefined;
    },

    count: (filter: Record<string, unknown>) => rows.countDocuments(filter),
    /** As the collection itself keeps it: nothing is read. */
    countAll: () => rows.estimatedDocumentCount(),
    /** Must be none. Asked by state, so that an index answers. */
    countOwnerless: () =>
      rows.countDocuments({
        status: { $in: ['open', 'fixed', 'closed'] },
        owner: { $in: ['', null] },
      } as never),
  };
}
export type Tickets = ReturnType<typeof createTickets>;
