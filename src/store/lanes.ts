import type { Address, ChannelName } from '../domain/address.ts';
import { writeAll } from './bulk.ts';
import type { LaneDoc } from './documents.ts';
import type { Models } from './models.ts';

/** Renewed while a send takes longer; a killed hub's lanes are free again after it. */
const leaseMs = 8_000;

/** The addresses we send to: each is leased by one hub at a time. */
export function createLanes(models: Models) {
  const rows = models.outbox.raw;
  const lanes = models.lanes.raw;

  /** Something is to be sent there by then. */
  const wake = (soonest: Map<Address, Date>): Promise<number> =>
    writeAll(
      lanes,
      [...soonest].map(([lane, at]) => ({
        updateOne: {
          filter: { _id: lane },
          update: [
            {
              $set: {
                nextAt: { $max: ['$blockedUntil', { $min: ['$nextAt', at] }] },
                rev: { $add: [{ $ifNull: ['$rev', 0] }, 1] },
                leaseUntil: { $ifNull: ['$leaseUntil', new Date(0)] },
                fence: { $ifNull: ['$fence', 0] },
              },
            },
          ],
          upsert: true,
        },
      })),
    );

  return {
    wake,

    /** Leases one lane that is due. */
    async takeLane(now: Date): Promise<LaneDoc | undefined> {
      const lane = await lanes.findOneAndUpdate(
        { nextAt: { $lte: now }, $expr: { $lt: ['$leaseUntil', '$$NOW'] } },
        [{ $set: { leaseUntil: { $add: ['$$NOW', leaseMs] }, fence: { $add: ['$fence', 1] } } }],
        { sort: { nextAt: 1 }, returnDocument: 'after' },
      );
      return (lane as LaneDoc | null) ?? undefined;
    },

    /** Gives a lane back; a wake-up during the lease is seen by `rev`. */
    async freeLane(lane: LaneDoc, restUntil: Date | undefined): Promise<void> {
      const next = await rows.findOne(
        { open: true, lane: lane._id },
        { sort: { nextAt: 1 }, projection: { nextAt: 1 } },
      );
      const dueAt = next?.nextAt as Date | undefined;
      const nextAt = dueAt && restUntil && restUntil > dueAt ? restUntil : dueAt;
      const freed = { leaseUntil: new Date(0), ...(restUntil && { blockedUntil: restUntil }) };
      const rested = restUntil ? {} : { blockedUntil: '' };
      const { matchedCount } = await lanes.updateOne(
        { _id: lane._id, fence: lane.fence, rev: lane.rev },
        nextAt
          ? { $set: { ...freed, nextAt }, $unset: rested }
          : { $set: freed, $unset: { ...rested, nextAt: '' } },
      );
      if (matchedCount > 0) return;
      await lanes.updateOne(
        { _id: lane._id, fence: lane.fence },
        { $set: restUntil ? { ...freed, nextAt: restUntil } : freed, $unset: rested },
      );
    },

    /** Renews the lease of a lane; false when it was taken over. */
    async renewLane(lane: LaneDoc): Promise<boolean> {
      const { matchedCount } = await lanes.updateOne({ _id: lane._id, fence: lane.fence }, [
        { $set: { leaseUntil: { $add: ['$$NOW', leaseMs] } } },
      ]);
      return matchedCount === 1;
    },

    /** Since when the first lane of this channel waits; undefined: none does. */
    async dueSince(channel: ChannelName): Promise<Date | undefined> {
      const lane = await lanes.findOne(
        { nextAt: { $exists: true }, _id: { $regex: `^${channel}:` } } as never,
        { sort: { nextAt: 1 }, projection: { nextAt: 1 } },
      );
      return lane?.nextAt as Date | undefined;
    },

    /** When the next lane is due; undefined: none has anything to send. */
    async nextAt(): Promise<Date | undefined> {
      const lane = await lanes.findOne(
        { nextAt: { $exists: true } },
        { sort: { nextAt: 1 }, projection: { nextAt: 1 } },
      );
      return lane?.nextAt as Date | undefined;
    },
  };
}
