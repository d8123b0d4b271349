import { createHash } from 'node:crypto';
import type { Raw } from '../../domain/channel.ts';
import { headerOf, parseHead } from './mime/head.ts';
import type { StoredMail } from './schema.ts';

/** Larger mails are refused; a mailbox that took one keeps it, and we its beginning. */
export const maxMailBytes = 35 * 1024 * 1024;

const sliceBytes = 1024 * 1024;

/**
 * A mail as it is kept. The id is a hash of Message-ID, From, Date and body: a Message-ID alone is forged and
 * reused. Hashed in slices, so that a big one doesn't hold the main thread.
 */
export async function rawOf(bytes: Buffer, stored: StoredMail): Promise<Raw> {
  const head = parseHead(bytes);
  const hash = createHash('sha256');
  for (const name of ['message-id', 'from', 'date']) hash.update(`${headerOf(head.headers, name) ?? ''}\0`);
  const body = bytes.subarray(head.bodyAt);
  for (let at = 0; at < body.length; at += sliceBytes) {
    hash.update(body.subarray(at, at + sliceBytes));
    if (at > 0) await new Promise(setImmediate);
  }
  return { id: `email:${hash.digest('hex')}`, payload: stored, blob: bytes };
}
