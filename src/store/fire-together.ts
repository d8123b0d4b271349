import { randomUUID } from 'node:crypto';
import type mongoose from 'mongoose';
import type { PendingDoc } from './documents.ts';
import { isAway } from './errors.ts';
import type { Models } from './models.ts';
import { asOpen, soonestOf } from './outbox.ts';
import { type Fire, fired, firing } from './ticket-rows.ts';

type Session = mongoose.mongo.ClientSession;

const options = {
  readConcern: { level: 'local' },
  writeConcern: { w: 'majority', journal: true },
} as const;

/** Somebody else wrote one of them first. */
const beaten = new Error('a ticket of the batch was changed meanwhile');
/** A single server has no transactions. */
const hasNone = (error: unknown): boolean => (error as { code?: unknown }).code === 20;

/**
 * Many alarms in one transaction: tickets, journal and notices, each written once, and flushed to disk once.
 * What is shared with work going on elsewhere, cards and lanes, would make transactions collide; the first
 * ticket owes it in the usual way, so that a crash right afterwards loses nothing.
 */
export function createFireTogether(models: Models) {
  const client = models.tickets.model.db.getClient();
  let possible = true;

  async function write(fires: [Fire, ...Fire[]], session: Session, now: Date): Promise<PendingDoc> {
    const [first, ...others] = fires;
    const stamp = randomUUID();
    const pending = others.map(({ next }) => next.pending);
    const notices = pending.flatMap((one) => one.notices);
    const together = {
      lanes: [...soonestOf(notices)].map(([lane, nextAt]) => ({ lane, nextAt })),
      cards: pending.flatMap(({ card, journal: { ticket, version, at } }) =>
        card ? [{ ticket, version, at, card }] : [],
      ),
    };
    const owed = { ...first.next.pending, together };
    const updates = [
      { updateOne: firing({ ...first, next: { ...first.next, pending: owed } }, stamp, now) },
      ...others.map((fire) => ({ updateOne: fired(fire, stamp) })),
    ];
    const all = { session, ordered: false };
    const { matchedCount } = await models.tickets.raw.bulkWrite(updates as never, all);
    if (matchedCount < fires.length) throw beaten;
    const contents = pending.flatMap((one) => one.contents);
    if (contents.length > 0) await models.contents.raw.insertMany(contents as never, all);
    await models.journal.raw.insertMany(pending.map(({ journal }) => journal) as never, all);
    if (notices.length > 0) await models.outbox.raw.insertMany(notices.map(asOpen) as never, all);
    return owed;
  }

  /** What the first one owes now; undefined: nothing was written, and each is to be fired by itself. */
  return async function fireTogether(fires: Fire[], now: Date): Promise<PendingDoc | undefined> {
    const [first, ...others] = fires;
    if (!possible || !first || others.length === 0) return undefined;
    const session = client.startSession();
    try {
      session.startTransaction(options);
      const owed = await write([first, ...others], session, now);
      await session.commitTransaction();
      return owed;
    } catch (error) {
      if (session.inTransaction()) await session.abortTransaction();
      if (isAway(error)) throw error;
      if (hasNone(error)) possible = false;
      return undefined;
    } finally {
      await session.endSession();
    }
  };
}
