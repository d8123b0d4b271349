import { maxMailBytes } from './raw-mail.ts';

/** Mails that are fetched by one command, and what they hold of memory. */
export interface MailBatch {
  uids: number[];
  bytes: number;
}

const mostMails = 50;
/** One batch is fetched while another is being stored: together they hold no more than this, or one long mail. */
export const mostBytes = 16 * 1024 * 1024;

/** UIDs and their mails' sizes in batches of which two fit into memory together. */
export function* batchesOf(sizes: ReadonlyMap<number, number>): Generator<MailBatch> {
  let batch: MailBatch = { uids: [], bytes: 0 };
  for (const [uid, size] of sizes) {
    const bytes = Math.min(size, maxMailBytes);
    if (batch.uids.length >= mostMails || (batch.uids.length > 0 && batch.bytes + bytes > mostBytes / 2)) {
      yield batch;
      batch = { uids: [], bytes: 0 };
    }
    batch.uids.push(uid);
    batch.bytes += bytes;
  }
  if (batch.uids.length > 0) yield batch;
}
