import type { StoredTicket, Tickets } from '../store/tickets.ts';

type Read = Promise<StoredTicket | undefined>;

/** A ticket as it stood at some instant, counted and not timed: what came before that may be decided on it. */
interface Known {
  stored: StoredTicket | undefined;
  asOf: number;
}

interface Line {
  last: Promise<void>;
  waiting: number;
  known?: Known;
  /** Resolves when somebody in it failed: with the store away nobody should wait for all before them as well. */
  broken: Promise<void>;
  breakUp(): void;
}

/** One command's turn at its ticket. */
export interface Turn {
  /** The ticket, no older than the command. */
  read(): Read;
  /** What is there now, when a write came through; nothing when somebody else was faster. */
  write(save: () => Promise<boolean>, written: StoredTicket): Promise<boolean>;
}

export interface TicketTurns {
  /** The ticket as it is now; whoever asks meanwhile is answered by one more read. */
  find(number: number): Read;
  /** Decides one command after the other in this hub; in others the store's version check decides. */
  take<T>(number: number, work: (turn: Turn) => Promise<T>): Promise<T>;
}

/**
 * A hundred taps on one ticket are a read and a write: each is decided on what the one before left, and who comes too
 * late is told so from there.
 */
export function createTicketTurns(tickets: Pick<Tickets, 'find'>): TicketTurns {
  const reading = new Map<number, { now: Read; next?: Read }>();
  const lines = new Map<number, Line>();
  let instant = 0;

  function begin(number: number): Read {
    const read: { now: Read; next?: Read } = {
      now: tickets.find(number).finally(() => {
        if (reading.get(number) === read) reading.delete(number);
      }),
    };
    reading.set(number, read);
    return read.now;
  }

  function find(number: number): Read {
    const read = reading.get(number);
    if (!read) return begin(number);
    // The one under way may have looked before this was asked.
    const again = () => begin(number);
    read.next ??= read.now.then(again, again);
    return read.next;
  }

  function lineAt(number: number): Line {
    const there = lines.get(number);
    if (there) return there;
    let breakUp = (): void => undefined;
    const broken = new Promise<void>((resolve) => {
      breakUp = resolve;
    });
    const line: Line = { last: Promise.resolve(), waiting: 0, broken, breakUp };
    lines.set(number, line);
    return line;
  }

  const turnIn = (line: Line, number: number, since: number): Turn => ({
    async read() {
      if (line.known && line.known.asOf > since) return line.known.stored;
      const asOf = ++instant;
      const stored = await tickets.find(number);
      line.known = { stored, asOf };
      return stored;
    },
    async write(save, written) {
      const asOf = ++instant;
      delete line.known;
      const won = await save();
      if (won) line.known = { stored: written, asOf };
      return won;
    },
  });

  return {
    find,
    async take(number, work) {
      const since = ++instant;
      const line = lineAt(number);
      const before = line.last;
      let leave = (): void => undefined;
      line.last = new Promise((resolve) => {
        leave = resolve;
      });
      line.waiting++;
      await Promise.race([before, line.broken]);
      try {
        return await work(turnIn(line, number, since));
      } catch (error) {
        line.breakUp();
        if (lines.get(number) === line) lines.delete(number);
        throw error;
      } finally {
        leave();
        line.waiting--;
        if (line.waiting === 0 && lines.get(number) === line) lines.delete(number);
      }
    },
  };
}
