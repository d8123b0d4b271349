import type { Address } from '../domain/address.ts';
import type { IdentityDoc } from './documents.ts';
import type { Models } from './models.ts';

/** What we know of an address; the address is the `_id`. */
export function createIdentities(models: Models) {
  const rows = models.identities.raw;
  return {
    find: async (address: Address): Promise<IdentityDoc> =>
      ((await rows.findOne({ _id: address })) as IdentityDoc | null) ?? { _id: address },

    async note(
      address: Address,
      fields: Partial<Omit<IdentityDoc, '_id'>>,
      unset: (keyof IdentityDoc)[] = [],
    ): Promise<void> {
      const drop = Object.fromEntries(unset.map((key) => [key, '']));
      await rows.updateOne(
        { _id: address },
        {
          ...(Object.keys(fields).length > 0 && { $set: fields }),
          ...(unset.length > 0 && { $unset: drop }),
        } as never,
        { upsert: true },
      );
    },

    /** Counts a text of today. */
    async countText(address: Address, date: string): Promise<void> {
      await rows.updateOne(
        { _id: address },
        [
          {
            $set: {
              day: {
                date,
                sent: {
                  $cond: [{ $eq: ['$day.date', date] }, { $add: [{ $ifNull: ['$day.sent', 0] }, 1] }, 1],
                },
              },
            },
          },
        ],
        { upsert: true },
      );
    },
  };
}
export type Identities = ReturnType<typeof createIdentities>;
