import { readFile } from 'node:fs/promises';
import { createMailReader, type MailReading, readMailFile } from '../channels/email/index.ts';

type Say = (line: string) => void;

/** A mail as people read it at a terminal. */
function described(reading: MailReading): string {
  const { file, kind, why, from, to, subject, text, attachments, bounce = [] } = reading;
  return [
    file,
    `  ${kind}: ${why}`,
    `  from ${from || '(nobody)'} to ${to.join(', ') || '(nobody)'}`,
    ...(subject ? [`  subject: ${subject}`] : []),
    ...bounce.map(
      ({ recipient, status, hard }) => `  bounced: ${recipient} ${status}${hard ? ' for good' : ' for now'}`,
    ),
    ...(text ? [text.replace(/^/gm, '  | ')] : []),
    ...attachments.map(({ name, type, bytes }) => `  attachment: ${name} (${type}, ${bytes} bytes)`),
  ].join('\n');
}

async function bytesOf(file: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    process.stderr.write(
      `${file} can't be read: ${error instanceof Error ? error.message : 'unknown reason'}\n`,
    );
    return undefined;
  }
}

/** `read FILE…`: how each mail would be understood; one JSON object a line with `--json`. 1 when a file is missing. */
export async function read(files: string[], json: boolean, say: Say): Promise<number> {
  const reader = createMailReader();
  let failed = 0;
  try {
    for (const file of files) {
      const bytes = await bytesOf(file);
      if (!bytes) {
        failed++;
        continue;
      }
      const reading = await readMailFile(bytes, file, reader);
      say(json ? JSON.stringify(reading) : described(reading));
    }
  } finally {
    await reader.stop();
  }
  return failed > 0 ? 1 : 0;
}
