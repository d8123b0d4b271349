import { randomUUID } from 'node:crypto';
import { writeAll } from './bulk.ts';
import type { InboxDoc } from './documents.ts';
import type { Models } from './models.ts';
import { leaseMs } from './sender-line.ts';

const free = { $expr: { $lt: ['$leaseUntil', '$$NOW'] } } as const;

/** The part of the inbox that holds providers' words on what was sent: taken and finished many at once. */
export function createReceiptQueue(models: Models) {
  const rows = models.inbox.raw;

  return {
    /** Leases what is due, the longest waiting first. What another hub takes in the same moment is left to it. */
    async takeReceipts(now: Date, limit: number): Promise<InboxDoc[]> {
      const due = await rows
        .find({ state: 'new', receipt: true, nextAt: { $lte: now }, ...free }, { projection: { _id: 1 } })
        .sort({ nextAt: 1 })
        .limit(limit)
        .batchSize(limit)
        .toArray();
      if (due.length === 0) return [];
      const _id = { $in: due.map((row) => row._id) };
      const leasedBy = randomUUID();
      const leased = { leaseUntil: { $add: ['$$NOW', leaseMs] }, fence: { $add: ['$fence', 1] }, leasedBy };
      await rows.updateMany({ _id, state: 'new', ...free }, [{ $set: leased }]);
      // Read after they were leased: another hub may have had them in between.
      const ours = await rows
        .find({ _id, leasedBy })
        .sort({ nextAt: 1 })
        .batchSize(limit + 1)
        .toArray();
      return ours as unknown as InboxDoc[];
    },

    /** Each under its fence: what was taken over meanwhile is finished by whoever has it now. */
    async doneAll(taken: readonly InboxDoc[]): Promise<void> {
      const done = { $set: { state: 'done', result: { ok: true } }, $unset: { error: '', leasedBy: '' } };
      await writeAll(
        rows,
        taken.map(({ _id, fence }) => ({ updateOne: { filter: { _id, fence }, update: done } })),
      );
    },
  };
}
