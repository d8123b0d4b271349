import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';

export type JournalChannel = 'sms' | 'email' | 'slack';

/** One message that went out. */
export interface JournalRow {
  /** Growing, and as a string too: what came later compares greater. */
  id: string;
  /** Business time, ISO 8601. */
  at: string;
  channel: JournalChannel;
  /** Bare: a phone, a mail address, a chat user or channel. */
  to: string;
  /** All that its reader sees. */
  text: string;
  ticket: number | null;
  /** The provider's name for it, by which the hub knows it. */
  providerId: string;
  /** Of a mail: what an answer's In-Reply-To and References are made of. */
  mail?: { messageId: string; references: string[]; subject: string };
}

/** A later word on a row. */
interface Patch {
  id: string;
  ticket: number;
}

const idOf = (count: number): string => `m${String(count).padStart(9, '0')}`;

export interface Journal {
  add(row: Omit<JournalRow, 'id'>): JournalRow;
  rows(): readonly JournalRow[];
  find(id: string): JournalRow | undefined;
  ticket(row: JournalRow, ticket: number): void;
  close(): void;
}

/** Lines that can be read; a torn last one, or a damaged one, is left out. */
function readLines(path: string, log: Logger): unknown[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      log.warn({ err: error }, 'the sandbox journal could not be read');
    return [];
  }
  let torn = 0;
  const lines = text.split('\n').flatMap((line): unknown[] => {
    if (line === '') return [];
    try {
      return [JSON.parse(line)];
    } catch {
      torn += 1;
      return [];
    }
  });
  if (torn > 0) log.warn({ torn }, 'lines of the sandbox journal could not be read and are left out');
  return lines;
}

/** All that went out, in memory and as lines of `<folder>/messages.jsonl`. */
export function createJournal(folder: string, log: Logger): Journal {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'messages.jsonl');
  const rows: JournalRow[] = [];
  const byId = new Map<string, JournalRow>();
  for (const line of readLines(path, log) as (JournalRow | Patch)[]) {
    const known = byId.get(line.id);
    if (known) known.ticket = line.ticket;
    else if ('text' in line) {
      rows.push(line);
      byId.set(line.id, line);
    }
  }
  let count = Number(rows.at(-1)?.id.slice(1) ?? 0);
  let file: number | undefined = openSync(path, 'a');
  // Whatever was torn ends here, so that the next row is a line of its own.
  if (rows.length > 0) writeSync(file, '\n');

  /** At once and in one piece: what the page has shown is still there after a kill. */
  const write = (line: JournalRow | Patch): void => {
    if (file !== undefined) writeSync(file, `${JSON.stringify(line)}\n`);
  };

  return {
    add(fields) {
      count += 1;
      const row = { id: idOf(count), ...fields };
      rows.push(row);
      byId.set(row.id, row);
      write(row);
      return row;
    },
    rows: () => rows,
    find: (id) => byId.get(id),
    ticket(row, ticket) {
      row.ticket = ticket;
      write({ id: row.id, ticket });
    },
    close() {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}
