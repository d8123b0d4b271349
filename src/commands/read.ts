import { readFile } from 'node:fs/promises';
import { readMailFile } from '../channels/email/index.ts';

/** `read FILE…`: how each mail would be understood; one JSON object a line with `--json`. */
export async function read(files: string[], json: boolean, say: (line: string) => void): Promise<number> {
  let failed = 0;
  for (const file of files) {
    let bytes: Uint8Array;
    try {
      bytes = await readFile(file);
    } catch (error) {
      failed++;
      process.stderr.write(
        `${file} can't be read: ${error instanceof Error ? error.message : 'unknown reason'}\n`,
      );
      continue;
    }
    const reading = await readMailFile(bytes, file);
    if (json) {
      say(JSON.stringify(reading));
      continue;
    }
    say(
      `${file}\n  ${reading.kind}: ${reading.why}\n  from ${reading.from || '(nobody)'} to ${reading.to.join(', ') || '(nobody)'}`,
    );
    if (reading.subject) say(`  subject: ${reading.subject}`);
    for (const bounce of reading.bounce ?? [])
      say(`  bounced: ${bounce.recipient} ${bounce.status}${bounce.hard ? ' for good' : ' for now'}`);
    if (reading.text) say(reading.text.replace(/^/gm, '  | '));
    for (const { name, type, bytes: size } of reading.attachments)
      say(`  attachment: ${name} (${type}, ${size} bytes)`);
  }
  return failed > 0 ? 1 : 0;
}
