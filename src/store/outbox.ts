import type { Address } from '../domain/address.ts';
import type { Attempt, LaneDoc, NoticeDoc } from './documents.ts';
import type { Models } from './models.ts';

const leaseMs = 15_000;
/** Longer than the write between the two wake-ups of a move takes. */
const moveMs = 5000;
const openStates = ['queued', 'sending'];
/** States never go back: a late "sent" does not undo "delivered". */
const rank = { queued: 0, sending: 1, sent: 2, delivered: 3, failed: 3, superseded: 3 } as const;

/** The durable queue of what goes out: notices, and the lanes (addresses) that are leased to send them. */
export function createOutbox(models: Models) {
  const rows = models.outbox.raw;
  const lanes = models.lanes.raw;

  const wake = (lane: Address, at: Date) =>
    lanes.updateOne(
      { _id: lane },
      [
        {
          $set: {
            nextAt: { $max: ['$blockedUntil', { $min: ['$nextAt', at] }] },
            rev: { $add: [{ $ifNull: ['$rev', 0] }, 1] },
            leaseUntil: { $ifNull: ['$leaseUntil', new Date(0)] },
            fence: { $ifNull: ['$fence', 0] },
          },
        },
      ],
      { upsert: true },
    );

  return {
    wake,

    /** Adds what is not there yet: the ids make a second run harmless. */
    async add(notices: NoticeDoc[]): Promise<void> {
      if (notices.length === 0) return;
      await rows.bulkWrite(
        notices.map(({ _id, ...fields }) => ({
          updateOne: { filter: { _id }, update: { $setOnInsert: { ...fields, open: true } }, upsert: true },
        })) as never,
        { ordered: false },
      );
      const soonest = new Map<Address, Date>();
      for (const { lane, nextAt } of notices) {
        const known = soonest.get(lane);
        if (!known || nextAt < known) soonest.set(lane, nextAt);
      }
      for (const [lane, at] of soonest) await wake(lane, at);
    },

    /** The card is level-triggered: only the newest version wanted counts. */
    async wantCard(row: NoticeDoc, want: number): Promise<void> {
      const { _id, ...fields } = row;
      const { want: _want, shown: _shown, nextAt, ...rest } = fields;
      await rows.updateOne(
        { _id },
        {
          $max: { want },
          $set: { state: 'queued', open: true, nextAt },
          $setOnInsert: without(rest, ['state']) as never,
        },
        { upsert: true },
      );
      await wake(row.lane, nextAt);
    },

    /** Leases one lane that is due. */
    async takeLane(now: Date): Promise<LaneDoc | undefined> {
      const lane = await lanes.findOneAndUpdate(
        { nextAt: { $lte: now }, $expr: { $lt: ['$leaseUntil', '$$NOW'] } },
        [{ $set: { leaseUntil: { $add: ['$$NOW', leaseMs] }, fence: { $add: ['$fence', 1] } } }],
        { sort: { nextAt: 1 }, returnDocument: 'after' },
      );
      return (lane as LaneDoc | null) ?? undefined;
    },

    /** What a lane has to send now, in the order of events. */
    async dueIn(lane: Address, now: Date, limit: number): Promise<NoticeDoc[]> {
      const docs = await rows
        .find({ open: true, lane, nextAt: { $lte: now } })
        .sort({ at: 1, seq: 1, _id: 1 })
        .limit(limit)
        .toArray();
      return docs as unknown as NoticeDoc[];
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

    /**
     * Writes that an attempt begins. False when the notice is finished, moved, or sent by a newer grant of its
     * lane: then it must not be sent. An attempt that was never finished becomes `unknown`.
     */
    async started(id: string, attempt: Attempt, fence: number): Promise<boolean> {
      const interrupted = {
        $cond: [
          { $eq: ['$$this.result', 'started'] },
          { $mergeObjects: ['$$this', { result: 'unknown', reason: 'interrupted' }] },
          '$$this',
        ],
      };
      const before = { $map: { input: '$attempts', in: interrupted } };
      const { matchedCount } = await rows.updateOne(
        {
          _id: id,
          open: true,
          lane: attempt.to,
          $or: [{ grant: { $exists: false } }, { grant: { $lte: fence } }],
        } as never,
        [
          {
            $set: {
              state: 'sending',
              grant: fence,
              attempts: { $concatArrays: [before, [{ $literal: attempt }]] },
            },
          },
        ],
      );
      return matchedCount === 1;
    },

    /** Could not even be tried: counted, and looked at again later, while others of its lane go on. */
    async setAside(id: string, attempt: Attempt, nextAt: Date): Promise<void> {
      await rows.updateOne({ _id: id, open: true }, {
        $set: { state: 'queued', nextAt },
        $push: { attempts: attempt },
      } as never);
    },

    /**
     * Writes what became of an unfinished notice; a finished one stays as it is. `open` drops it from the work
     * indexes. `last` finishes the attempt of this grant.
     */
    async mark(
      id: string,
      fields: Partial<NoticeDoc>,
      last?: Partial<Attempt> & { grant: number | undefined },
    ): Promise<void> {
      const { grant, ...result } = last ?? {};
      const open = fields.state === undefined || openStates.includes(fields.state);
      const attempt = Object.fromEntries(
        Object.entries(result).map(([k, v]) => [`attempts.$[last].${k}`, v]),
      );
      await rows.updateOne(
        { _id: id, open: true, ...(grant !== undefined && { grant }) },
        { $set: { ...fields, ...attempt }, ...(open ? {} : { $unset: { open: '' } }) } as never,
        last ? { arrayFilters: [{ 'last.result': 'started' }] } : {},
      );
    },

    /**
     * Owed again, here or on the person's next channel. The lane is woken before as well: a crash in between
     * must not leave it asleep.
     */
    async move(id: string, to: Pick<NoticeDoc, 'lane' | 'fallbacks' | 'nextAt'>): Promise<void> {
      await wake(to.lane, new Date(to.nextAt.getTime() + moveMs));
      await rows.updateOne({ _id: id }, {
        $set: { ...to, state: 'queued', open: true },
        $unset: { providerId: '', grant: '' },
      } as never);
      await wake(to.lane, to.nextAt);
    },

    /** A card that was shown: queued again when a newer version is wanted meanwhile. */
    async cardShown(id: string, shown: number, fields: Partial<NoticeDoc>): Promise<void> {
      await rows.updateOne({ _id: id }, [
        { $set: { ...fields, shown } },
        { $set: { state: { $cond: [{ $gt: ['$want', shown] }, 'queued', 'sent'] } } },
        { $set: { open: { $cond: [{ $eq: ['$state', 'queued'] }, true, '$$REMOVE'] } } },
      ] as never);
    },

    /** A provider's word. True when it was news. */
    async receipt(
      providerId: string,
      state: 'sent' | 'delivered' | 'failed',
      reason?: string,
    ): Promise<NoticeDoc | undefined> {
      const lower = Object.entries(rank)
        .filter(([, r]) => r < rank[state])
        .map(([name]) => name);
      const doc = await rows.findOneAndUpdate(
        { providerId, state: { $in: lower } } as never,
        { $set: { state, ...(reason && { reason }) }, $unset: { open: '' } } as never,
        { returnDocument: 'after' },
      );
      return (doc as NoticeDoc | null) ?? undefined;
    },

    byProvider: async (providerId: string) =>
      ((await rows.findOne({ providerId })) as NoticeDoc | null) ?? undefined,
    byRef: async (ref: string) => ((await rows.findOne({ ref })) as NoticeDoc | null) ?? undefined,
    find: async (id: string) => ((await rows.findOne({ _id: id })) as NoticeDoc | null) ?? undefined,
    async ofTicket(ticket: number): Promise<NoticeDoc[]> {
      return (await rows
        .find({ ticket })
        .sort({ at: 1, seq: 1 })
        .limit(500)
        .toArray()) as unknown as NoticeDoc[];
    },
    async where(filter: Record<string, unknown>, limit: number): Promise<NoticeDoc[]> {
      return (await rows.find(filter).sort({ at: 1 }).limit(limit).toArray()) as unknown as NoticeDoc[];
    },
    async nextAt(): Promise<Date | undefined> {
      const lane = await lanes.findOne(
        { nextAt: { $exists: true } },
        { sort: { nextAt: 1 }, projection: { nextAt: 1 } },
      );
      return lane?.nextAt as Date | undefined;
    },
    count: (filter: Record<string, unknown>) => rows.countDocuments(filter),
  };
}
export type Outbox = ReturnType<typeof createOutbox>;

function without(fields: Record<string, unknown>, keys: string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !keys.includes(key)));
}
