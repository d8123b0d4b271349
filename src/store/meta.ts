import type { Absences } from '../domain/service/absent.ts';
import type { PersonId, Policy, Service } from '../domain/service/service.ts';
import type { Models } from './models.ts';

/** Small durable facts: the applied service, policies, the ticket counter, the clock's offset, schedule slots. */
export function createMeta(models: Models) {
  const rows = models.meta.raw;
  const policies = models.policies.raw;
  return {
    async nextNumber(): Promise<number> {
      const row = await rows.findOneAndUpdate(
        { _id: 'tickets' },
        [{ $set: { next: { $add: [{ $ifNull: ['$next', 1000] }, 1] } } }],
        { upsert: true, returnDocument: 'after' },
      );
      return row?.next ?? 1001;
    },

    /** Counts one more of these in the present hour of business time; answers how many that makes. */
    async countInHour(name: string, now: Date): Promise<number> {
      const hour = now.toISOString().slice(0, 13);
      const row = await rows.findOneAndUpdate(
        { _id: name },
        [
          {
            $set: {
              hour,
              next: { $cond: [{ $eq: ['$hour', hour] }, { $add: [{ $ifNull: ['$next', 0] }, 1] }, 1] },
            },
          },
        ],
        { upsert: true, returnDocument: 'after' },
      );
      return row?.next ?? 1;
    },

    async service(): Promise<Service | undefined> {
      const row = await rows.findOne({ _id: 'service' });
      return row?.service as Service | undefined;
    },
    async serviceHash(): Promise<string | undefined> {
      const row = await rows.findOne({ _id: 'service' }, { projection: { hash: 1 } });
      return row?.hash;
    },
    /** Every hash ever applied: `start` doesn't apply an old file again. */
    async applied(hash: string): Promise<boolean> {
      return (await rows.countDocuments({ _id: 'service', applied: hash })) > 0;
    },
    async keepService(service: Service, now: Date): Promise<void> {
      await rows.updateOne(
        { _id: 'service' },
        { $set: { service, hash: service.hash, at: now }, $addToSet: { applied: service.hash } } as never,
        { upsert: true },
      );
    },

    /** Who is out (ill), until when. */
    async absences(): Promise<Absences> {
      const out = (await rows.findOne({ _id: 'absences' }))?.out ?? {};
      return Object.fromEntries(Object.entries(out).map(([id, until]) => [id.replaceAll('/', '.'), until]));
    },
    /** `until` in the past: back again. */
    async keepAbsence(person: PersonId, until: Date): Promise<void> {
      const field = `out.${person.replaceAll('.', '/')}`;
      await rows.updateOne({ _id: 'absences' }, { $set: { [field]: until } } as never, { upsert: true });
    },

    async keepPolicy(policy: Policy): Promise<void> {
      await policies.updateOne({ _id: policy.hash }, { $setOnInsert: { policy } } as never, { upsert: true });
    },
    async policy(hash: string): Promise<Policy | undefined> {
      return (await policies.findOne({ _id: hash }))?.policy as Policy | undefined;
    },

    async offset(): Promise<number> {
      return (await rows.findOne({ _id: 'clock' }))?.offsetMs ?? 0;
    },
    async setOffset(offsetMs: number): Promise<void> {
      await rows.updateOne({ _id: 'clock' }, { $set: { offsetMs } }, { upsert: true });
    },
    /** The store's own time, for leases' sake and to see skew. */
    async storeNow(): Promise<Date> {
      const hello = await models.meta.model.db.db?.admin().command({ hello: 1 });
      return (hello?.['localTime'] as Date | undefined) ?? new Date();
    },

    async secret(make: () => string): Promise<string> {
      const row = await rows.findOneAndUpdate(
        { _id: 'secret' },
        [{ $set: { value: { $ifNull: ['$value', make()] } } }],
        { upsert: true, returnDocument: 'after' },
      );
      return row?.value ?? '';
    },

    /** What the whole journal came to on a day: a later change of an old entry no longer fits. */
    async keepAnchor(day: string, anchor: { hash: string; tickets: number; at: Date }): Promise<void> {
      await rows.updateOne({ _id: `anchor/${day}` }, { $setOnInsert: anchor } as never, { upsert: true });
    },

    /** Up to when a provider's history was read. */
    async reconciled(channel: string): Promise<Date | undefined> {
      return (await rows.findOne({ _id: `reconciled/${channel}` }))?.at;
    },
    async keepReconciled(channel: string, at: Date): Promise<void> {
      await rows.updateOne({ _id: `reconciled/${channel}` }, { $max: { at } } as never, { upsert: true });
    },

    async slot(name: string): Promise<Date | undefined> {
      return (await rows.findOne({ _id: `slot/${name}` }))?.lastSlot;
    },
    async keepSlot(name: string, lastSlot: Date): Promise<void> {
      await rows.updateOne({ _id: `slot/${name}` }, { $max: { lastSlot } } as never, { upsert: true });
    },
  };
}
export type Meta = ReturnType<typeof createMeta>;
