import type { Models } from './models.ts';
import { createOriginals } from './originals.ts';

/** What one step took away; `more`: there may be more to take. */
export interface Removed {
  count: number;
  more: boolean;
}

/** Nothing is to be done with them any more, and no receipt is still to come. */
const ended = { kind: 'notice', open: { $exists: false }, receiptDue: { $exists: false } };

/**
 * Takes away what was kept long enough, in steps of a size. Each step is written down when it is done and may
 * be repeated: killed in its middle, it is. The journal, its words and the tickets themselves are never touched.
 */
export function createRetention(models: Models) {
  const { tickets, outbox, inbox, meta } = models;
  const originals = createOriginals(models);

  /** How far a removal has come: what it looks at comes in the order of time, so that it need not look twice. */
  const placeOf = async (name: string): Promise<{ at: Date; next: number }> => {
    const row = await meta.raw.findOne({ _id: `removed/${name}` });
    return { at: row?.at ?? new Date(0), next: row?.next ?? 0 };
  };
  const keepPlace = (name: string, at: Date, next = 0) =>
    meta.raw.updateOne({ _id: `removed/${name}` }, { $set: { at, next } }, { upsert: true });

  const deleteNotices = async (filter: object): Promise<number> =>
    (await outbox.raw.deleteMany({ ...filter, ...ended } as never)).deletedCount;

  return {
    /** Every channel that anything ever came in by, also one that is connected no more. */
    channels: async (): Promise<string[]> => (await inbox.raw.distinct('channel')) as string[],

    /**
     * Notices of tickets that were closed by then. Cards stay, for whoever answers in a thread. A ticket that is
     * opened again is closed anew, later, and its turn comes again.
     */
    async noticesOfClosed(upTo: Date, limit: number): Promise<Removed> {
      const after = await placeOf('tickets');
      const closed = await tickets.raw
        .find(
          {
            closedAt: { $gte: after.at, $lte: upTo },
            $or: [{ closedAt: { $gt: after.at } }, { _id: { $gt: after.next } }],
          } as never,
          { projection: { closedAt: 1 } },
        )
        .sort({ closedAt: 1, _id: 1 })
        .limit(limit)
        .toArray();
      const last = closed.at(-1);
      if (!last) return { count: 0, more: false };
      const count = await deleteNotices({ ticket: { $in: closed.map(({ _id }) => _id) } });
      await keepPlace('tickets', last['closedAt'] as Date, Number(last._id));
      return { count, more: closed.length === limit };
    },

    /** Notices without a ticket that were owed by then: briefs, inspections, answers to strangers. */
    async otherNotices(upTo: Date, limit: number): Promise<Removed> {
      const found = await outbox.raw
        .find({ ticket: null, at: { $lte: upTo }, ...ended } as never, { projection: { _id: 1 } })
        .limit(limit)
        .toArray();
      if (found.length === 0) return { count: 0, more: false };
      const count = await deleteNotices({ _id: { $in: found.map(({ _id }) => _id) } });
      return { count, more: found.length === limit };
    },

    /**
     * Empties what came in by then and was handled. Its id stays, so that a provider or a mailbox that hands it
     * over again years later reports nothing anew. What was set aside is kept: somebody has to look at it.
     */
    async messages(channel: string, upTo: Date, limit: number): Promise<Removed> {
      const after = await placeOf(channel);
      const found = await inbox.raw
        .find(
          {
            channel,
            receivedAt: { $gte: after.at, $lte: upTo },
            state: 'done',
            emptied: { $exists: false },
          } as never,
          { projection: { blob: 1, receivedAt: 1 } },
        )
        .sort({ receivedAt: 1 })
        .limit(limit)
        .toArray();
      const last = found.at(-1);
      if (!last) return { count: 0, more: false };
      // The row names its original and so goes last: what a crash leaves behind is still found.
      for (const { blob } of found) if (typeof blob === 'string') await originals.remove(blob);
      await inbox.raw.updateMany(
        { _id: { $in: found.map(({ _id }) => _id) } },
        { $set: { emptied: true }, $unset: { payload: '', inline: '', blob: '', result: '', error: '' } },
      );
      await keepPlace(channel, last['receivedAt'] as Date);
      return { count: found.length, more: found.length === limit };
    },
  };
}
export type Retention = ReturnType<typeof createRetention>;
