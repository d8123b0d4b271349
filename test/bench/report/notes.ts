import { isSkipped } from '../row.ts';
import type { Result } from './result.ts';

/** What has to be known of single figures. */
export function notesOf({ rows, rounds }: Result): string[] {
  const lines = rows.flatMap((row) => row.lines).flatMap((line) => (isSkipped(line) ? [] : [line]));
  return lines.flatMap(({ what, note, turns }) => [
    ...(note ? [`${what}: ${note}`] : []),
    ...(turns !== undefined && turns < rounds
      ? [`${what}: median of ${turns} of ${rounds} turns, the time was up`]
      : []),
  ]);
}

/** What is on disk when each engine says "done", each once. */
export function durabilitiesOf({ rows }: Result): string[] {
  const lines = rows.flatMap((row) => row.lines);
  return [...new Set(lines.flatMap((line) => (isSkipped(line) ? [] : (line.durability ?? []))))];
}
