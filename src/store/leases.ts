import { isDuplicate } from './errors.ts';
import type { Models } from './models.ts';

/** Named leases by the store's clock alone (`$$NOW`); a fence tells an old holder from the new one. */
export function createLeases(models: Models, owner: string) {
  const rows = models.leases.raw;
  return {
    /** The fence when it is ours now (new, renewed or taken over), undefined while somebody else holds it. */
    async hold(name: string, ms: number): Promise<number | undefined> {
      const free = { $or: [{ $eq: ['$owner', owner] }, { $lt: ['$until', '$$NOW'] }] };
      try {
        const row = await rows.findOneAndUpdate(
          { _id: name, $expr: free },
          [
            {
              $set: {
                fence: {
                  $cond: [{ $eq: ['$owner', owner] }, '$fence', { $add: [{ $ifNull: ['$fence', 0] }, 1] }],
                },
                owner,
                until: { $add: ['$$NOW', ms] },
              },
            },
          ],
          { upsert: true, returnDocument: 'after' },
        );
        return row?.fence as number | undefined;
      } catch (error) {
        // The upsert lost against the row that somebody else holds.
        if (isDuplicate(error)) return undefined;
        throw error;
      }
    },
    async free(name: string): Promise<void> {
      await rows.updateOne({ _id: name, owner }, { $set: { until: new Date(0) } });
    },
    async freeAll(): Promise<void> {
      await rows.updateMany({ owner }, { $set: { until: new Date(0) } });
    },
  };
}
export type Leases = ReturnType<typeof createLeases>;
