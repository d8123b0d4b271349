import type { Address } from '../domain/address.ts';
import type { InboxDoc } from './documents.ts';
import type { Models } from './models.ts';

/** Of a row that is handled; renewed while that takes longer. */
export const leaseMs = 8_000;

type Row = Pick<InboxDoc, '_id' | 'fence'>;

/**
 * Messages that wait for what their sender wrote before. The line is in the store, the same for every hub: nobody
 * overtakes, whichever hub looks, and those behind need not be looked at before their turn.
 */
export function createSenderLine(models: Models) {
  const rows = models.inbox.raw;

  return {
    /** Does an earlier one of this sender wait? */
    async waitsBefore({ _id, receivedAt }: InboxDoc, sender: Address): Promise<boolean> {
      const before = [{ receivedAt: { $lt: receivedAt } }, { receivedAt, _id: { $lt: _id } }];
      const waiting = { waitsFor: sender, state: 'new', $or: before } as const;
      return (await rows.findOne(waiting, { projection: { _id: 1 } })) !== null;
    },

    /** Not its turn yet: looked at again when it is called up, at the latest after so many milliseconds. */
    async letWait({ _id, fence }: Row, sender: Address, ms: number): Promise<void> {
      await rows.updateOne({ _id, fence }, [
        { $set: { waitsFor: sender, leaseUntil: { $add: ['$$NOW', ms] } } },
      ]);
    },

    /**
     * Its turn has come: it waits no more, and whoever calls up the next one passes it over. One who called it up a
     * moment ago gave its lease away: it is leased anew. False: somebody has taken it in that moment.
     */
    async turnBegins({ _id, fence }: Row): Promise<boolean> {
      const { matchedCount } = await rows.updateOne({ _id, fence }, [
        { $set: { leaseUntil: { $add: ['$$NOW', leaseMs] } } },
        { $unset: 'waitsFor' },
      ]);
      return matchedCount === 1;
    },

    /** The one that waits longest may be taken at once. False: none waits. */
    async callUp(sender: Address): Promise<boolean> {
      const next = await rows.findOneAndUpdate(
        { waitsFor: sender, state: 'new' },
        { $set: { leaseUntil: new Date(0) } },
        { sort: { receivedAt: 1, _id: 1 }, projection: { _id: 1 } },
      );
      return next !== null;
    },
  };
}
