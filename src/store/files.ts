import mongoose from 'mongoose';
import type { FileDoc } from './file-documents.ts';
import type { Models } from './models.ts';

export interface KeptFile extends Pick<FileDoc, 'name' | 'type'> {
  bytes: Uint8Array;
}

/**
 * Pictures and files of tickets. Each is one document, not a GridFS file: it is at most 10 MB, and one insert
 * is there or not, so that a hub that dies or another at the same file leaves no half of it and no second.
 */
export function createFiles(models: Models) {
  const rows = models.files.raw;
  return {
    /** Keeps a file under its id; the first one stays. */
    async keep(id: string, ticket: number, { name, type, bytes }: KeptFile, at: Date): Promise<void> {
      const fields = { ticket, name, type, size: bytes.byteLength, at };
      await rows.updateOne(
        { _id: id },
        { $setOnInsert: { ...fields, bytes: new mongoose.mongo.Binary(bytes) } },
        { upsert: true },
      );
    },

    async find(id: string): Promise<KeptFile | undefined> {
      const row = (await rows.findOne({ _id: id })) as FileDoc | null;
      return row ? { name: row.name, type: row.type, bytes: row.bytes.value() } : undefined;
    },
  };
}
export type Files = ReturnType<typeof createFiles>;
