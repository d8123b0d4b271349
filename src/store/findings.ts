import type { FindingKind } from '../domain/notice/finding.ts';
import type { Models } from './models.ts';

/** What the audit has found wrong; kept for good. No personal words in it. */
export interface FindingDoc {
  _id: string;
  kind: FindingKind;
  ticket?: number;
  /** For whoever looks into it. */
  what: string;
  foundAt: Date;
  seenAt: Date;
  /** Absent once it was made good, or is no more. */
  open?: true;
  repairedAt?: Date;
  /** Nobody was told yet. */
  untold?: true;
}

export type Finding = Pick<FindingDoc, '_id' | 'kind' | 'ticket' | 'what'>;

export function createFindings(models: Models) {
  const rows = models.findings.raw;
  return {
    /** True when it is news: found for the first time, or again after it was made good. */
    async found({ _id, ...finding }: Finding, now: Date): Promise<boolean> {
      const { matchedCount } = await rows.updateOne({ _id, open: true }, { $set: { seenAt: now } });
      if (matchedCount > 0) return false;
      const news = { ...finding, foundAt: now, seenAt: now, open: true, untold: true };
      await rows.updateOne({ _id }, { $set: news, $unset: { repairedAt: '' } } as never, { upsert: true });
      return true;
    },
    async repaired(id: string, now: Date): Promise<void> {
      await rows.updateOne({ _id: id }, { $set: { repairedAt: now }, $unset: { open: '' } } as never);
    },
    /** Tickets of what was found and not seen again since then. */
    async stale(since: Date, limit = 200): Promise<number[]> {
      const docs = await rows
        .find({ open: true, seenAt: { $lt: since } }, { projection: { ticket: 1 } })
        .limit(limit)
        .toArray();
      return docs.flatMap(({ ticket }) => (ticket === undefined ? [] : [Number(ticket)]));
    },
    /** Not seen again in a whole round, nor when it was looked for: it is no more. */
    async over(since: Date): Promise<void> {
      await rows.updateMany({ open: true, seenAt: { $lt: since } }, { $unset: { open: '' } } as never);
    },
    async open(limit = 200): Promise<FindingDoc[]> {
      return (await rows
        .find({ open: true })
        .sort({ foundAt: 1 })
        .limit(limit)
        .toArray()) as unknown as FindingDoc[];
    },
    async untold(limit = 500): Promise<FindingDoc[]> {
      return (await rows
        .find({ untold: true })
        .sort({ foundAt: 1 })
        .limit(limit)
        .toArray()) as unknown as FindingDoc[];
    },
    async told(ids: string[]): Promise<void> {
      await rows.updateMany({ _id: { $in: ids } } as never, { $unset: { untold: '' } } as never);
    },
    count: (which: 'open' | 'repaired') =>
      rows.countDocuments(which === 'open' ? { open: true } : { repairedAt: { $exists: true } }),
  };
}
export type Findings = ReturnType<typeof createFindings>;
