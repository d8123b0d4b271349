import mongoose from 'mongoose';
import { gather } from '../lib/gather.ts';
import { isAway, StoreUnavailable } from './errors.ts';
import type { Models } from './models.ts';
import { within } from './within.ts';

const { Binary, ObjectId } = mongoose.mongo;

/** One command's worth: written and read in one go it would hold the main loop, and the store, for too long. */
const pieceBytes = 1024 * 1024;
/** A file older than the one, whose row never came, never will; beyond the other all have been looked at. */
const orphanAfterMs = 3_600_000;
const orphanUntilMs = 31 * 24 * 3_600_000;

/** What is too big for a row of the inbox, as GridFS `raw` keeps it: written before the row that names it. */
export function createOriginals(models: Models) {
  const files = models.originals.raw;
  const pieces = models.originalPieces.raw;

  async function remove(_id: mongoose.mongo.ObjectId): Promise<void> {
    await pieces.deleteMany({ files_id: _id });
    await files.deleteOne({ _id });
  }

  return {
    /**
     * Answers under which id it is kept. However big it is: each command has the time that one has.
     * @throws StoreUnavailable
     */
    async keep(filename: string, bytes: Uint8Array): Promise<string> {
      const _id = new ObjectId();
      const file = { _id, filename, length: bytes.length, chunkSize: pieceBytes, uploadDate: new Date() };
      try {
        // First, so that whatever a crash leaves behind is found and swept.
        await within(files.insertOne(file));
        for (let at = 0, n = 0; at < bytes.length; at += pieceBytes, n++) {
          const data = new Binary(bytes.subarray(at, at + pieceBytes));
          await within(pieces.insertOne({ _id: new ObjectId(), files_id: _id, n, data }));
        }
      } catch (cause) {
        if (!isAway(cause)) throw cause;
        throw new StoreUnavailable('the original could not be stored', { cause });
      }
      return String(_id);
    },

    async bytesOf(id: string): Promise<Buffer> {
      // One at a time: the server's own measure is sixteen megabytes.
      const found = pieces
        .find({ files_id: new ObjectId(id) })
        .sort({ n: 1 })
        .batchSize(1);
      const inOrder: Uint8Array[] = [];
      for await (const { n, data } of found) {
        if (n !== inOrder.length) throw new Error(`piece ${inOrder.length} of the original ${id} is missing`);
        inOrder.push(data.buffer);
      }
      if (inOrder.length === 0) throw new Error(`the original ${id} is missing`);
      return gather(inOrder);
    },

    /**
     * Removes originals that no row names: a crash before the row, or the resend of a long mail, left them.
     * Answers how many.
     */
    async sweep(): Promise<number> {
      const ago = (ms: number) => ({ $subtract: ['$$NOW', ms] });
      const orphans = await files
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
      for (const { _id } of orphans) await remove(_id);
      return orphans.length;
    },

    /** Does nothing when it is gone already. */
    remove: (id: string): Promise<void> => remove(new ObjectId(id)),
  };
}
