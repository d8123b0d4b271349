import type { FileResult, WantedFile } from '../../domain/channel.ts';
import type { MailReader } from './worker/reader.ts';

/** A file out of the stored mail; it is decoded, never unpacked. */
export async function filePart(wanted: WantedFile, reader: Pick<MailReader, 'part'>): Promise<FileResult> {
  const index = /^part:(\d{1,3})$/.exec(wanted.ref)?.[1];
  const blob = (await wanted.raw())?.blob;
  if (index === undefined || !blob) return { kind: 'lost', why: 'gone' };
  const bytes = await reader.part(blob, Number(index));
  if (!bytes) return { kind: 'try-later', reason: 'the mail could not be read in time' };
  if (bytes.byteLength === 0) return { kind: 'lost', why: 'unreadable' };
  return bytes.byteLength > wanted.mostBytes ? { kind: 'lost', why: 'too-large' } : { kind: 'here', bytes };
}
