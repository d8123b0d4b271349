import { type Address, channelOf } from '../domain/address.ts';
import type { Raw } from '../domain/channel.ts';
import { duplicate, failuresOf } from './bulk.ts';
import type { InboxDoc } from './documents.ts';
import { isAway, isDuplicate, StoreUnavailable, TakenOver } from './errors.ts';
import type { Models } from './models.ts';
import { createOriginals } from './originals.ts';
import { createReceiptQueue } from './receipt-queue.ts';
import { createSenderLine, leaseMs } from './sender-line.ts';
import { within } from './within.ts';

/** Above this the raw goes to GridFS first, then the row that names it: one row = accepted. */
const rowLimitBytes = 64 * 1024;
export const maxAttempts = 5;

type Accepted = PromiseSettledResult<{ fresh: boolean }>;
const kept = (fresh: boolean): Accepted => ({ status: 'fulfilled', value: { fresh } });
const notKept = (reason: unknown): Accepted => ({ status: 'rejected', reason });

const whyNot = (error: unknown): unknown =>
  isAway(error) ? new StoreUnavailable('the report could not be stored', { cause: error }) : error;

/** The durable queue of what came in. */
export function createInbox(models: Models) {
  const rows = models.inbox.raw;
  const originals = createOriginals(models);

  async function rowOf(raw: Raw, now: Date): Promise<InboxDoc & { inline?: Buffer }> {
    const small = raw.blob && raw.blob.byteLength <= rowLimitBytes;
    const blob = raw.blob && !small ? await originals.keep(raw.id, raw.blob) : undefined;
    return {
      _id: raw.id,
      channel: channelOf(raw.id as Address),
      payload: raw.payload,
      ...(blob && { blob }),
      ...(small && raw.blob && { inline: Buffer.from(raw.blob) }),
      ...(raw.receipt && { receipt: true }),
      receivedAt: now,
      state: 'new',
      attempts: 0,
      nextAt: now,
      leaseUntil: new Date(0),
      fence: 0,
    };
  }

  async function insert(row: InboxDoc): Promise<{ fresh: boolean }> {
    try {
      await within(rows.insertOne(row));
      return { fresh: true };
    } catch (error) {
      if (isDuplicate(error)) return { fresh: false };
      throw whyNot(error);
    }
  }

  /** One command for all. Answers what became of each, or nothing: then each must be tried alone. */
  async function insertAll(docs: InboxDoc[]): Promise<Accepted[] | undefined> {
    const each = docs.map(() => kept(true));
    try {
      if (docs.length > 0) await within(rows.insertMany(docs, { ordered: false }));
      return each;
    } catch (error) {
      if (isAway(error)) return docs.map(() => notKept(whyNot(error)));
      const failures = failuresOf(error);
      for (const { index, code } of failures ?? [])
        each[index] = code === duplicate ? kept(false) : notKept(error);
      return failures && each;
    }
  }

  return {
    ...createSenderLine(models),
    ...createReceiptQueue(models),

    /**
     * Stores one raw message; a resend is a no-op.
     * @throws StoreUnavailable when the store is away: within about 2 s, or 2 s for each piece of a long mail.
     */
    async accept(raw: Raw, now: Date): Promise<{ fresh: boolean }> {
      return insert(await rowOf(raw, now));
    },

    /** Stores many, all their rows with one command; what is wrong with one of them is not the others' trouble. */
    async acceptAll(raws: readonly Raw[], now: Date): Promise<Accepted[]> {
      const made = await Promise.allSettled(raws.map((raw) => rowOf(raw, now)));
      const docs = made.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      const stored = (await insertAll(docs)) ?? (await Promise.allSettled(docs.map(insert)));
      return made.map((one) => (one.status === 'rejected' ? one : (stored.shift() as Accepted)));
    },

    /** Is something else kept under this id than what came now? */
    async differs({ id, payload }: Pick<Raw, 'id' | 'payload'>): Promise<boolean> {
      const row = await rows.findOne({ _id: id }, { projection: { payload: 1, emptied: 1 } });
      return row !== null && !row.emptied && JSON.stringify(row.payload) !== JSON.stringify(payload);
    },

    /** Leases one row that is due, and no receipt; its fence must still hold when it is finished. */
    async take(now: Date): Promise<InboxDoc | undefined> {
      const row = await rows.findOneAndUpdate(
        {
          state: 'new',
          receipt: { $exists: false },
          nextAt: { $lte: now },
          $expr: { $lt: ['$leaseUntil', '$$NOW'] },
        },
        [{ $set: { leaseUntil: { $add: ['$$NOW', leaseMs] }, fence: { $add: ['$fence', 1] } } }],
        { sort: { nextAt: 1 }, returnDocument: 'after' },
      );
      return (row as InboxDoc | null) ?? undefined;
    },

    /** Renews the lease of a row; false when it was taken over, or is done. */
    async renew(row: InboxDoc): Promise<boolean> {
      const { matchedCount } = await rows.updateOne({ _id: row._id, fence: row.fence, state: 'new' }, [
        { $set: { leaseUntil: { $add: ['$$NOW', leaseMs] } } },
      ]);
      return matchedCount === 1;
    },

    async blobOf(row: InboxDoc): Promise<Uint8Array | undefined> {
      const inline = (row as { inline?: { buffer: Uint8Array } }).inline;
      if (inline) return new Uint8Array(inline.buffer);
      return row.blob === undefined ? undefined : originals.bytesOf(row.blob);
    },

    /**
     * Fixes the number a report opens under; the first one written stays.
     * @throws TakenOver: whoever has the row now may have put its words elsewhere by now.
     */
    async number(
      { _id, fence }: Pick<InboxDoc, '_id' | 'fence'>,
      fresh: () => Promise<number>,
    ): Promise<number> {
      const ours = { _id, fence };
      const row = await rows.findOne(ours, { projection: { ticket: 1 } });
      if (row?.ticket !== undefined) return row.ticket;
      const proposed = await fresh();
      const after = await rows.findOneAndUpdate(
        ours,
        [{ $set: { ticket: { $ifNull: ['$ticket', proposed] } } }],
        { returnDocument: 'after', projection: { ticket: 1 } },
      );
      if (!after) throw new TakenOver('a message is handled by another hub by now');
      return (after.ticket as number | undefined) ?? proposed;
    },

    /**
     * Fixes which ticket its words belong to; the first one written stays.
     * @throws TakenOver: whoever has the row now may have put its words elsewhere by now.
     */
    async aim({ _id, fence }: Pick<InboxDoc, '_id' | 'fence'>, ticket: number): Promise<void> {
      const { matchedCount } = await rows.updateOne({ _id, fence }, [
        { $set: { aim: { $ifNull: ['$aim', ticket] } } },
      ]);
      if (matchedCount === 0) throw new TakenOver('a message is handled by another hub by now');
    },

    async done(row: InboxDoc, result: NonNullable<InboxDoc['result']>): Promise<void> {
      await rows.updateOne(
        { _id: row._id, fence: row.fence },
        { $set: { state: 'done', result }, $unset: { error: '' } },
      );
    },

    /** Busy elsewhere: look again soon, not counted as an attempt. */
    async postpone(row: InboxDoc, until: Date): Promise<void> {
      await rows.updateOne(
        { _id: row._id, fence: row.fence },
        { $set: { nextAt: until, leaseUntil: new Date(0) } },
      );
    },

    /**
     * Failed: again later with back-off, set aside with its raw after `maxAttempts`. A store that was away
     * for a moment is not the message's fault and doesn't count.
     */
    async failed(row: InboxDoc, cause: unknown, now: Date): Promise<'later' | 'quarantined'> {
      const attempts = row.attempts + (isAway(cause) ? 0 : 1);
      const error = cause instanceof Error ? cause.message : String(cause);
      const state = attempts >= maxAttempts ? 'quarantined' : 'new';
      const nextAt = new Date(now.getTime() + 500 * 4 ** attempts);
      await rows.updateOne(
        { _id: row._id, fence: row.fence },
        { $set: { attempts, state, nextAt, error, leaseUntil: new Date(0) } },
      );
      return state === 'new' ? 'later' : 'quarantined';
    },

    find: async (id: string): Promise<InboxDoc | undefined> =>
      ((await rows.findOne({ _id: id })) as InboxDoc | null) ?? undefined,

    /** When the next row is due; undefined: nothing waits. */
    async nextAt(): Promise<Date | undefined> {
      const first = async (receipt: true | undefined): Promise<Date | undefined> => {
        const waiting = { state: 'new', receipt: receipt ?? { $exists: false } } as const;
        const row = await rows.findOne(waiting, { sort: { nextAt: 1 }, projection: { nextAt: 1 } });
        return row?.nextAt as Date | undefined;
      };
      const [written, said] = await Promise.all([first(undefined), first(true)]);
      return written && said && said < written ? said : (written ?? said);
    },

    sweep: originals.sweep,

    count: (state: InboxDoc['state']) => rows.countDocuments({ state }),
    newest: async (channel: string): Promise<Date | undefined> =>
      (await rows.findOne({ channel }, { sort: { receivedAt: -1 }, projection: { receivedAt: 1 } }))
        ?.receivedAt as Date | undefined,
  };
}
export type Inbox = ReturnType<typeof createInbox>;
