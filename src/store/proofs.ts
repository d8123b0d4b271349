import { writeAll } from './bulk.ts';
import type { NoticeDoc } from './documents.ts';
import type { Models } from './models.ts';

/** States never go back: a late "sent" does not undo "delivered". */
const rank = { queued: 0, sending: 1, sent: 2, delivered: 3, failed: 3, superseded: 3 } as const;
const lowerThan = (state: keyof typeof rank): string[] =>
  Object.entries(rank)
    .filter(([, r]) => r < rank[state])
    .map(([name]) => name);
/** What a provider's word ends. */
const settled = { open: '', unproven: '', receiptDue: '', reason: '' } as const;

/** What providers say of what they took: where it is known by their id, and what their word changes. */
export function createProofs(models: Models) {
  const rows = models.outbox.raw;

  return {
    /** A provider's word. By the id too, which names the shard. Answers the notice when it was news. */
    async receipt(
      { _id, providerId }: Pick<NoticeDoc, '_id' | 'providerId'>,
      state: 'sent' | 'delivered' | 'failed',
      reason?: string,
    ): Promise<NoticeDoc | undefined> {
      const { reason: why, ...others } = settled;
      const doc = await rows.findOneAndUpdate(
        { _id, providerId, state: { $in: lowerThan(state) } } as never,
        {
          $set: { state, ...(reason && { reason }) },
          $unset: { ...others, ...(!reason && { reason: why }) },
        } as never,
        { returnDocument: 'after' },
      );
      return (doc as NoticeDoc | null) ?? undefined;
    },

    /** The same for many, where no reason is given. A state that is no news changes nothing. */
    async receipts(
      words: readonly { notice: Pick<NoticeDoc, '_id' | 'providerId'>; state: 'sent' | 'delivered' }[],
    ): Promise<void> {
      await writeAll(
        rows,
        words.map(({ notice: { _id, providerId }, state }) => ({
          updateOne: {
            filter: { _id, providerId, state: { $in: lowerThan(state) } },
            update: { $set: { state }, $unset: settled },
          },
        })),
      );
    },

    /** What should have had its receipt by now, oldest first. */
    async awaitingReceipt(now: Date, limit: number): Promise<NoticeDoc[]> {
      const docs = await rows
        .find({ receiptDue: { $lte: now } })
        .sort({ receiptDue: 1 })
        .limit(limit)
        .toArray();
      return docs as unknown as NoticeDoc[];
    },
    /** Nothing more is expected of it; it stays as sent. */
    unproven: async (id: string) =>
      void (await rows.updateOne({ _id: id, state: 'sent' }, {
        $set: { unproven: true },
        $unset: { receiptDue: '' },
      } as never)),

    byProvider: async (providerId: string) =>
      ((await rows.findOne({ providerId })) as NoticeDoc | null) ?? undefined,
    /** The notices that a provider knows by these ids, by them. */
    async byProviders(ids: readonly string[]): Promise<Map<string, NoticeDoc>> {
      if (ids.length === 0) return new Map();
      const docs = (await rows
        .find({ providerId: { $in: [...ids] } })
        .batchSize(ids.length + 1)
        .toArray()) as unknown as NoticeDoc[];
      return new Map(docs.map((doc) => [doc.providerId as string, doc]));
    },
  };
}
