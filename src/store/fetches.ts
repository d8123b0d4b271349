import { isAway } from './errors.ts';
import type { FetchDoc, Wanted } from './file-documents.ts';
import type { Models } from './models.ts';

/** Longer than one pass may take: two hubs never fetch the same at once. */
const leaseMs = 45_000;
const maxAttempts = 8;

/** The durable queue of files to be fetched, one row for each report that has some. */
export function createFetches(models: Models) {
  const rows = models.fetches.raw;
  return {
    /** What is there already stays as it is: a second run asks for nothing twice. */
    async want(
      { id, ticket, files }: { id: string; ticket: number; files: Wanted[] },
      at: Date,
    ): Promise<void> {
      const fresh = { ticket, files, state: 'new' as const, attempts: 0, nextAt: at };
      await rows.updateOne(
        { _id: id },
        { $setOnInsert: { ...fresh, leaseUntil: new Date(0), fence: 0 } },
        { upsert: true },
      );
    },

    /** Leases one row that is due. */
    async take(now: Date): Promise<FetchDoc | undefined> {
      const row = await rows.findOneAndUpdate(
        { state: 'new', nextAt: { $lte: now }, $expr: { $lt: ['$leaseUntil', '$$NOW'] } },
        [{ $set: { leaseUntil: { $add: ['$$NOW', leaseMs] }, fence: { $add: ['$fence', 1] } } }],
        { sort: { nextAt: 1 }, returnDocument: 'after' },
      );
      return (row as FetchDoc | null) ?? undefined;
    },

    /** What is left of it is looked at again then; nothing left: it is done. */
    async leave(row: FetchDoc, left: Wanted[], nextAt: Date): Promise<void> {
      const state = left.length > 0 ? 'new' : 'done';
      await rows.updateOne(
        { _id: row._id, fence: row.fence },
        { $set: { state, files: left, nextAt, attempts: 0, leaseUntil: new Date(0) }, $unset: { error: '' } },
      );
    },

    /** It could not be dealt with: again later, in the end set aside. A store that was away doesn't count. */
    async failed(row: FetchDoc, cause: unknown, now: Date): Promise<'later' | 'quarantined'> {
      const attempts = row.attempts + (isAway(cause) ? 0 : 1);
      const state = attempts >= maxAttempts ? 'quarantined' : 'new';
      const error = cause instanceof Error ? cause.message : String(cause);
      const nextAt = new Date(now.getTime() + Math.min(500 * 4 ** attempts, 300_000));
      await rows.updateOne(
        { _id: row._id, fence: row.fence },
        { $set: { attempts, state, error, nextAt, leaseUntil: new Date(0) } },
      );
      return state === 'new' ? 'later' : 'quarantined';
    },

    /** When the next row is due; undefined: nothing is to be fetched. */
    async nextAt(): Promise<Date | undefined> {
      const row = await rows.findOne({ state: 'new' }, { sort: { nextAt: 1 }, projection: { nextAt: 1 } });
      return row?.nextAt as Date | undefined;
    },

    count: (state: FetchDoc['state']) => rows.countDocuments({ state }),
  };
}
export type Fetches = ReturnType<typeof createFetches>;
