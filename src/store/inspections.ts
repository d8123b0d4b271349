import type { Inspection } from '../domain/inspection/inspection.ts';
import type { Service } from '../domain/service/service.ts';
import { type NoticeDoc, schemaVersion } from './documents.ts';
import { isDuplicate, NewerDocument } from './errors.ts';
import type { InspectionDoc } from './inspection-documents.ts';
import type { Models } from './models.ts';

export interface StoredInspection {
  inspection: Inspection;
  version: number;
  causes: string[];
}

export interface NextInspection {
  inspection: Inspection;
  version: number;
  nextAlarmAt: Date | undefined;
  cause: string;
  notices: NoticeDoc[];
}

function toStored({ _id, schema, inspection, version, causes }: InspectionDoc): StoredInspection {
  if (schema > schemaVersion)
    throw new NewerDocument(`visit ${_id} was written by a newer version; it is left to that one`);
  return { inspection, version, causes };
}

/** Visits; the same compare-and-set and the same pending list as tickets have. */
export function createInspections(models: Models) {
  const rows = models.inspections.raw;
  const known = { schema: { $lte: schemaVersion } };
  return {
    /** @throws NewerDocument */
    async find(id: string): Promise<StoredInspection | undefined> {
      const doc = (await rows.findOne({ _id: id })) as InspectionDoc | null;
      return doc ? toStored(doc) : undefined;
    },

    /** False when this visit was planned before. */
    async insert({ inspection, version, nextAlarmAt, cause }: NextInspection): Promise<boolean> {
      try {
        await rows.insertOne({
          _id: inspection.id,
          schema: schemaVersion,
          version,
          inspection,
          dueAt: inspection.dueAt,
          causes: [cause],
          ...(nextAlarmAt && { nextAlarmAt }),
          pending: [],
        });
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },

    async save(expected: number, next: NextInspection, now: Date): Promise<boolean> {
      const { inspection, version, nextAlarmAt, cause, notices } = next;
      const { matchedCount } = await rows.updateOne(
        { _id: inspection.id, version: expected, causes: { $ne: cause }, ...known },
        {
          $set: { inspection, version, ...(nextAlarmAt && { nextAlarmAt }) },
          ...(nextAlarmAt ? {} : { $unset: { nextAlarmAt: '' } }),
          $push: {
            causes: { $each: [cause], $slice: -128 },
            pending: { id: `${inspection.id}@${version}`, notices },
          },
          $min: { pendingSince: now },
        } as never,
      );
      return matchedCount === 1;
    },

    async due(now: Date, limit: number): Promise<StoredInspection[]> {
      const docs = await rows
        .find({ nextAlarmAt: { $lte: now }, ...known })
        .sort({ nextAlarmAt: 1 })
        .limit(limit)
        .toArray();
      return (docs as unknown as InspectionDoc[]).map(toStored);
    },

    async nextAlarmAt(): Promise<Date | undefined> {
      const doc = await rows.findOne(
        { nextAlarmAt: { $exists: true }, ...known },
        { sort: { nextAlarmAt: 1 }, projection: { nextAlarmAt: 1 } },
      );
      return doc?.nextAlarmAt as Date | undefined;
    },

    async owing(limit: number): Promise<Pick<InspectionDoc, '_id' | 'pending'>[]> {
      const docs = await rows
        .find({ pendingSince: { $exists: true }, ...known }, { projection: { pending: 1 } })
        .limit(limit)
        .toArray();
      return docs as unknown as InspectionDoc[];
    },

    async settle(id: string, ids: string[]): Promise<void> {
      await rows.updateOne({ _id: id }, [
        {
          $set: {
            pending: { $filter: { input: '$pending', cond: { $not: [{ $in: ['$$this.id', ids] }] } } },
          },
        },
        { $set: { pendingSince: { $cond: [{ $eq: ['$pending', []] }, '$$REMOVE', '$pendingSince'] } } },
      ]);
    },

    /** Other visits at the same place that are planned now. */
    async plannedAt(site: string, limit = 20): Promise<Inspection[]> {
      const docs = await rows
        .find({ 'inspection.state': 'planned', 'inspection.site': site, ...known })
        .sort({ dueAt: 1 })
        .limit(limit)
        .toArray();
      return (docs as unknown as InspectionDoc[]).map((doc) => toStored(doc).inspection);
    },

    /** Planned visits due in that stretch, as the morning brief shows them. */
    async dueWithin(
      from: Date,
      to: Date,
      service: Service,
    ): Promise<{ name: string; nameEn?: string; site: string; siteEn?: string; dueAt: Date }[]> {
      const docs = await rows
        .find({ 'inspection.state': 'planned', dueAt: { $gte: from, $lt: to } })
        .sort({ dueAt: 1 })
        .limit(50)
        .toArray();
      const planned = (docs as unknown as InspectionDoc[]).filter(({ inspection: { plan } }) =>
        service.inspections.some(({ id }) => id === plan),
      );
      return planned.map(({ inspection: { name, nameEn, site, dueAt } }) => {
        const at = service.sites.find((s) => s.id === site);
        return {
          name,
          ...(nameEn && { nameEn }),
          site: at?.name ?? site,
          ...(at?.nameEn && { siteEn: at.nameEn }),
          dueAt,
        };
      });
    },
  };
}
export type Inspections = ReturnType<typeof createInspections>;
