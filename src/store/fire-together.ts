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
  const connection = models.tickets.model.db;
  const client = connection.getClient();
  let possible = true;

  async function write(fires: [Fire, ...Fire[]], session: Session, now: Date): Promise<PendingDoc> {
    const [first, ...others] = fires;
    const stamp = randomUUID();
    /** Bare commands: the driver's bulks weigh each operation, which takes half as long as deciding it. */
    async function all(command: Record<string, unknown>, many: number): Promise<void> {
      const bare = { session, ignoreUndefined: true };
      const written = await connection.db?.command({ ...command, ordered: false }, bare);
      if (written?.['n'] !== many) throw beaten;
    }
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
      firing({ ...first, next: { ...first.next, pending: owed } }, stamp, now),
      ...others.map((fire) => fired(fire, stamp)),
    ];
    const contents = pending.flatMap((one) => one.contents);
    const add = (name: string, documents: object[]) =>
      documents.length > 0 ? all({ insert: name, documents }, documents.length) : undefined;
    const moves = updates.map(({ filter: q, update: u }) => ({ q, u }));
    await all({ update: 'tickets', updates: moves }, moves.length);
    await add('contents', contents);
    await add(
      'journal',
      pending.map(({ journal }) => journal),
    );
    await add('outbox', notices.map(asOpen));
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
