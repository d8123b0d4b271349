import type { JournalDoc, LaneDoc, NoticeDoc, TicketDoc } from './documents.ts';
import { schemaVersion } from './documents.ts';
import type { Models } from './models.ts';
import { type DueTicket, toDue } from './ticket-rows.ts';

/** How far the audit has come: kept, so that whoever takes over goes on there. */
export interface AuditState {
  /** Journal entries up to this instant were looked at. */
  watermark?: Date | undefined;
  /** The last ticket that the two rounds over what is open have looked at; absent: a round begins. */
  deepAfter?: number | undefined;
  /** When the present round over the whole journals began. */
  deepSince?: Date;
  quickAfter?: number | undefined;
  /** When every open ticket had been replayed for the last time. */
  sweptAt?: Date;
  passAt?: Date;
  toldAt?: Date | undefined;
  /** One mark of each secret that ever sealed an entry. */
  seals?: string[];
}

/** A ticket as the audit reads it. */
export type AuditedTicket = DueTicket & { pendingSince: Date | undefined };

/** What the audit reads, by ways of its own: it must not rest on those that it checks. */
export function createAuditStore(models: Models) {
  const tickets = models.tickets.raw;
  const known = { schema: { $lte: schemaVersion } };
  const read = (docs: unknown[]): AuditedTicket[] =>
    (docs as TicketDoc[]).map((doc) => {
      const { pendingSince } = doc;
      return { ...toDue(doc), pendingSince };
    });

  return {
    async state(): Promise<AuditState> {
      const row = (await models.meta.raw.findOne({ _id: 'audit' })) as AuditState | null;
      return row ?? {};
    },
    async keepState(state: AuditState): Promise<void> {
      const all = Object.entries(state).filter(([key]) => key !== '_id');
      const set = Object.fromEntries(all.filter(([, value]) => value !== undefined));
      const unset = Object.fromEntries(
        all.filter(([, value]) => value === undefined).map(([key]) => [key, '']),
      );
      await models.meta.raw.updateOne(
        { _id: 'audit' },
        { $set: set, ...(Object.keys(unset).length > 0 && { $unset: unset }) } as never,
        { upsert: true },
      );
    },

    /** Versions written in that stretch, oldest first. */
    async changed(
      after: Date,
      upTo: Date,
      limit: number,
    ): Promise<Pick<JournalDoc, 'ticket' | 'version' | 'at'>[]> {
      const docs = await models.journal.raw
        .find({ at: { $gte: after, $lte: upTo } }, { projection: { ticket: 1, version: 1, at: 1 } })
        .sort({ at: 1 })
        .limit(limit)
        .toArray();
      return docs as unknown as JournalDoc[];
    },

    async these(numbers: number[]): Promise<AuditedTicket[]> {
      const docs = await tickets
        .find({ _id: { $in: numbers }, ...known }, { projection: { causes: 0 } })
        .toArray();
      return read(docs);
    },

    /** Tickets that are not over, by number; `quick`: without what people wrote. */
    async live(after: number, limit: number, how: 'whole' | 'quick'): Promise<AuditedTicket[]> {
      const words = { reports: 0, notes: 0, parties: 0, pending: 0 };
      const projection = { causes: 0, ...(how === 'quick' && words) };
      const some = (status: string) =>
        tickets
          .find({ status, _id: { $gt: after }, ...known } as never, { projection })
          .sort({ _id: 1 })
          .limit(limit)
          .toArray();
      const [open, fixed] = await Promise.all([some('open'), some('fixed')]);
      return read([...open, ...fixed].sort((a, b) => a._id - b._id).slice(0, limit));
    },

    /** The whole journal of each, oldest first. */
    async entries(numbers: number[]): Promise<JournalDoc[]> {
      const docs = await models.journal.raw
        .find({ ticket: { $in: numbers } })
        .sort({ ticket: 1, version: 1 })
        .toArray();
      return docs as unknown as JournalDoc[];
    },

    async words(numbers: number[]): Promise<Map<string, string>> {
      const docs = await models.contents.raw.find({ ticket: { $in: numbers } }).toArray();
      return new Map(docs.map(({ _id, text }) => [String(_id), String(text)]));
    },

    /** Ids of all that these tickets ever owed people. */
    async notices(numbers: number[]): Promise<Set<string>> {
      const docs = await models.outbox.raw
        .find({ ticket: { $in: numbers } } as never, { projection: { _id: 1 } })
        .toArray();
      return new Set(docs.map(({ _id }) => String(_id)));
    },

    /** Notices due since then whose lane neither is due, nor rests, nor is held; the latest that were looked at. */
    async asleep(
      after: Date,
      before: Date,
      limit: number,
    ): Promise<{ rows: NoticeDoc[]; upTo: Date | undefined }> {
      const docs = (await models.outbox.raw
        .find({ open: true, nextAt: { $gt: after, $lte: before } } as never, {
          projection: { lane: 1, ticket: 1, nextAt: 1 },
        })
        .sort({ nextAt: 1 })
        .limit(limit)
        .toArray()) as unknown as NoticeDoc[];
      const names = [...new Set(docs.map(({ lane }) => lane))];
      const lanes = (await models.lanes.raw
        .find({
          _id: { $in: names },
          $or: [{ nextAt: { $exists: true } }, { $expr: { $gte: ['$leaseUntil', '$$NOW'] } }],
        } as never)
        .toArray()) as unknown as LaneDoc[];
      const awake = new Map(lanes.map((lane) => [lane._id, lane]));
      const sleeps = ({ lane, nextAt }: NoticeDoc): boolean => {
        const found = awake.get(lane);
        if (!found) return true;
        const { nextAt: wakes, blockedUntil } = found;
        return (
          wakes !== undefined && wakes > before && wakes > nextAt && !(blockedUntil && blockedUntil >= wakes)
        );
      };
      const full = docs.length === limit;
      return { rows: docs.filter(sleeps), upTo: full ? docs.at(-1)?.nextAt : undefined };
    },

    /** Messages taken in that nobody has handled, nor is handling, since then. */
    async unhandled(before: Date, limit: number): Promise<string[]> {
      const docs = await models.inbox.raw
        .find(
          {
            state: 'new',
            $or: [{ nextAt: { $lte: before } }, { nextAt: null }],
            $expr: { $lt: [{ $ifNull: ['$leaseUntil', new Date(0)] }, '$$NOW'] },
          } as never,
          { projection: { _id: 1 } },
        )
        .limit(limit)
        .toArray();
      return docs.map(({ _id }) => String(_id));
    },

    /** A message that would be found by nobody is due now. */
    async makeDue(id: string, now: Date): Promise<void> {
      await models.inbox.raw.updateOne({ _id: id, state: 'new' }, { $set: { nextAt: now } });
    },
  };
}
export type AuditStore = ReturnType<typeof createAuditStore>;
