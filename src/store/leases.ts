import type { Models } from './models.ts';

/** The row on which hubs say that they live. */
const hubs = 'hubs';

/** Named leases by the store's clock alone (`$$NOW`); a fence tells an old holder from the new one. */
export function createLeases(models: Models, owner: string) {
  const rows = models.leases.raw;
  return {
    /** The fence when it is ours now (new, renewed or taken over), undefined while somebody else holds it. */
    async hold(name: string, ms: number): Promise<number | undefined> {
      const free = {
        $or: [{ $eq: ['$owner', owner] }, { $lt: [{ $ifNull: ['$until', new Date(0)] }, '$$NOW'] }],
      };
      const fence = { $ifNull: ['$fence', 0] };
      // The upsert may not filter by time, so the update itself leaves a lease alone that somebody else holds.
      const row = await rows.findOneAndUpdate(
        { _id: name },
        [
          {
            $set: {
              fence: {
                $cond: [free, { $cond: [{ $eq: ['$owner', owner] }, fence, { $add: [fence, 1] }] }, fence],
              },
              until: { $cond: [free, { $add: ['$$NOW', ms] }, '$until'] },
              owner: { $cond: [free, owner, '$owner'] },
            },
          },
        ],
        { upsert: true, returnDocument: 'after' },
      );
      return row?.owner === owner ? row.fence : undefined;
    },
    /** Says that we live for so long, and tells which of the living we are: all see them in one order. */
    async muster(ms: number): Promise<{ part: number; of: number }> {
      const living = { $ifNull: ['$living', []] };
      const alive = { $and: [{ $gt: ['$$this.until', '$$NOW'] }, { $ne: ['$$this.owner', owner] }] };
      const ours = { owner, until: { $add: ['$$NOW', ms] } };
      const row = await rows.findOneAndUpdate(
        { _id: hubs },
        [
          {
            $set: {
              living: { $concatArrays: [{ $filter: { input: living, cond: alive } }, [ours]] },
            },
          },
        ],
        { upsert: true, returnDocument: 'after' },
      );
      const owners = (row?.living ?? []).map((one) => one.owner).sort();
      return { part: owners.indexOf(owner), of: owners.length };
    },

    async free(name: string): Promise<void> {
      await rows.updateOne({ _id: name, owner }, { $set: { until: new Date(0) } });
    },
    /** How many somebody holds now, this hub or another. */
    held: (): Promise<number> => rows.countDocuments({ $expr: { $gt: ['$until', '$$NOW'] } }),
    async freeAll(): Promise<void> {
      await rows.updateMany({ owner }, { $set: { until: new Date(0) } });
      await rows.updateOne({ _id: hubs }, { $pull: { living: { owner } } } as never);
    },
  };
}
export type Leases = ReturnType<typeof createLeases>;
