import mongoose from 'mongoose';
import { gather } from '../lib/gather.ts';
import { isAway, StoreUnavailable } from './errors.ts';
import { within } from './within.ts';

const { GridFSBucket, ObjectId } = mongoose.mongo;
type Upload = mongoose.mongo.GridFSBucketWriteStream;

/** One command's worth: written and read in one go it would hold the main loop, and the store, for too long. */
const pieceBytes = 1024 * 1024;
/** A file older than the one, whose row never came, never will; beyond the other all have been looked at. */
const orphanAfterMs = 3_600_000;
const orphanUntilMs = 31 * 24 * 3_600_000;

const done = (call: (callback: (error?: Error | null) => void) => unknown): Promise<void> =>
  new Promise((resolve, reject) => {
    call((error) => (error ? reject(error) : resolve()));
  });

/** What is too big for a row of the inbox (GridFS `raw`): written before the row that names it. */
export function createOriginals(connection: mongoose.Connection) {
  const database = () => {
    if (!connection.db) throw new StoreUnavailable('MongoDB is not connected');
    return connection.db;
  };
  const bucket = () => new GridFSBucket(database(), { bucketName: 'raw' });

  async function upload(to: Upload, bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      const piece = bytes.subarray(at, at + pieceBytes);
      const view = Buffer.from(piece.buffer, piece.byteOffset, piece.length);
      await within(done((callback) => to.write(view, callback)));
    }
    await within(done((callback) => to.end(callback)));
  }

  return {
    /**
     * Answers under which id it is kept. However big it is: each command has the time that one has.
     * @throws StoreUnavailable
     */
    async keep(name: string, bytes: Uint8Array): Promise<string> {
      const to = bucket().openUploadStream(name, { chunkSizeBytes: Math.min(bytes.length, pieceBytes) });
      const broken = new Promise<never>((_, reject) => to.once('error', reject));
      try {
        await Promise.race([upload(to, bytes), broken]);
      } catch (cause) {
        to.destroy();
        if (!isAway(cause)) throw cause;
        throw new StoreUnavailable('the original could not be stored', { cause });
      }
      return String(to.id);
    },

    async bytesOf(id: string): Promise<Buffer> {
      const pieces: Uint8Array[] = [];
      const chunks = database()
        .collection('raw.chunks')
        .find({ files_id: new ObjectId(id) })
        .sort({ n: 1 })
        // One at a time: the server's own measure is sixteen megabytes.
        .batchSize(1);
      for await (const { n, data } of chunks) {
        if (n !== pieces.length) throw new Error(`piece ${pieces.length} of the original ${id} is missing`);
        pieces.push((data as mongoose.mongo.Binary).buffer);
      }
      return gather(pieces);
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
      for (const { _id } of orphans) await bucket().delete(_id as mongoose.mongo.ObjectId);
      return orphans.length;
    },
  };
}
export type Originals = ReturnType<typeof createOriginals>;
