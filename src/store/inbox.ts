import mongoose from 'mongoose';
import { type Address, channelOf } from '../domain/address.ts';
import type { Raw } from '../domain/channel.ts';
import type { InboxDoc } from './documents.ts';
import { isAway, isDuplicate, StoreUnavailable } from './errors.ts';
import type { Models } from './models.ts';

/** Above this the raw goes to GridFS first, then the row that names it: one row = accepted. */
const rowLimitBytes = 64 * 1024;
/** Renewed while a row takes longer; a killed hub's rows are free again after it. */
const leaseMs = 8_000;
/** Providers wait 3 to 15 s for an answer; a store that hangs must not use that up. */
const acceptMs = 2000;
export const maxAttempts = 5;
/** A file older than the one, whose row never came, never will; beyond the other all have been looked at. */
const orphanAfterMs = 3_600_000;
const orphanUntilMs = 31 * 24 * 3_600_000;

/** Ends the wait, not the write: a late one is the same row, so the provider's resend finds it. */
async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StoreUnavailable('the store did not answer in time')), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The durable queue of what came in. */
export function createInbox(models: Models, connection: mongoose.Connection) {
  const rows = models.inbox.raw;
  const files = () => {
    if (!connection.db) throw new StoreUnavailable('MongoDB is not connected');
    return new mongoose.mongo.GridFSBucket(connection.db, { bucketName: 'raw' });
  };

  async function keepBlob(id: string, blob: Uint8Array): Promise<string> {
    const name = `${id}`;
    const upload = files().openUploadStream(name);
    await new Promise<void>((resolve, reject) => {
      upload.once('finish', () => resolve());
      upload.once('error', reject);
      upload.end(Buffer.from(blob));
    });
    return String(upload.id);
  }

  return {
    /**
     * Stores one raw message; a resend is a no-op.
     * @throws StoreUnavailable within about 2 s when the store is away.
     */
    async accept(raw: Raw, now: Date): Promise<{ fresh: boolean }> {
      const write = async (): Promise<void> => {
        const small = raw.blob && raw.blob.byteLength <= rowLimitBytes;
        const blob = raw.blob && !small ? await keepBlob(raw.id, raw.blob) : undefined;
        const row: InboxDoc & { inline?: Buffer } = {
          _id: raw.id,
          channel: channelOf(raw.id as Address),
          payload: raw.payload,
          ...(blob && { blob }),
          ...(small && raw.blob && { inline: Buffer.from(raw.blob) }),
          receivedAt: now,
          state: 'new',
          attempts: 0,
          nextAt: now,
          leaseUntil: new Date(0),
          fence: 0,
        };
        await rows.insertOne(row);
      };
      try {
        await within(write(), acceptMs);
        return { fresh: true };
      } catch (error) {
        if (isDuplicate(error)) return { fresh: false };
        if (isAway(error)) throw new StoreUnavailable('the report could not be stored', { cause: error });
        throw error;
      }
    },

    /** Is something else kept under this id than what came now? */
    async differs({ id, payload }: Pick<Raw, 'id' | 'payload'>): Promise<boolean> {
      const row = await rows.findOne({ _id: id }, { projection: { payload: 1 } });
      return row !== null && JSON.stringify(row.payload) !== JSON.stringify(payload);
    },

    /** Leases one row that is due; its fence must still hold when it is finished. */
    async take(now: Date): Promise<InboxDoc | undefined> {
      const row = await rows.findOneAndUpdate(
        { state: 'new', nextAt: { $lte: now }, $expr: { $lt: ['$leaseUntil', '$$NOW'] } },
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
      if (!row.blob) return undefined;
      const chunks: Buffer[] = [];
      for await (const chunk of files().openDownloadStream(new mongoose.mongo.ObjectId(row.blob))) {
        chunks.push(chunk as Buffer);
      }
      return Buffer.concat(chunks);
    },

    /** Fixes the number a report opens under; the first one written stays. */
    async number(id: string, fresh: () => Promise<number>): Promise<number> {
      const row = await rows.findOne({ _id: id }, { projection: { ticket: 1 } });
      if (row?.ticket !== undefined) return row.ticket;
      const proposed = await fresh();
      const after = await rows.findOneAndUpdate(
        { _id: id },
        [{ $set: { ticket: { $ifNull: ['$ticket', proposed] } } }],
        { returnDocument: 'after', projection: { ticket: 1 } },
      );
      return (after?.ticket as number | undefined) ?? proposed;
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
      const row = await rows.findOne({ state: 'new' }, { sort: { nextAt: 1 }, projection: { nextAt: 1 } });
      return row?.nextAt as Date | undefined;
    },

    /**
     * Removes originals that no row names: a crash before the row, or the resend of a long mail, left them.
     * Answers how many.
     */
    async sweep(): Promise<number> {
      const ago = (ms: number) => ({ $subtract: ['$$NOW', ms] });
      const orphans = await connection
        .collection('raw.files')
        .aggregate([
          {
            $match: {
              $expr: {
                $and: [
                  { $lt: ['$uploadDate', ago(orphanAfterMs)] },
                  { $gt: ['$uploadDate', ago(orphanUntilMs)] },
                ],
              },
            },
          },
          { $lookup: { from: 'inbox', localField: 'filename', foreignField: '_id', as: 'row' } },
          { $match: { $expr: { $not: [{ $in: [{ $toString: '$_id' }, '$row.blob'] }] } } },
          { $limit: 500 },
          { $project: { _id: 1 } },
        ])
        .toArray();
      for (const { _id } of orphans) await files().delete(_id as mongoose.mongo.ObjectId);
      return orphans.length;
    },

    count: (state: InboxDoc['state']) => rows.countDocuments({ state }),
    newest: async (channel: string): Promise<Date | undefined> =>
      (await rows.findOne({ channel }, { sort: { receivedAt: -1 }, projection: { receivedAt: 1 } }))
        ?.receivedAt as Date | undefined,
  };
}
export type Inbox = ReturnType<typeof createInbox>;
