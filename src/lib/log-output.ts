import { writeSync } from 'node:fs';
import type { DestinationStream } from 'pino';

/** Kept while nobody can take it; more is dropped, and counted. */
const mostBytes = 1024 * 1024;
const againMs = 200;

/**
 * Where the log goes. A disk that is full, a reader that is slow or gone must stop nobody's work: what can't be
 * written waits, up to a limit, and how much was lost is said once there is room. pino's own output would end the
 * process, or try for ever.
 */
export function createLogOutput(
  fd = 1,
  writeTo: (fd: number, bytes: Buffer) => number = writeSync,
): DestinationStream {
  const waiting: Buffer[] = [];
  let bytes = 0;
  let lost = 0;
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    try {
      for (let head = waiting[0]; head; head = waiting[0]) {
        const written = writeTo(fd, head);
        bytes -= written;
        // A line that was begun is finished before the next.
        if (written < head.length) waiting[0] = head.subarray(written);
        else waiting.shift();
        if (waiting.length === 0 && lost > 0) sayLost();
      }
    } catch {
      // There is nowhere to say it: the log itself is what fails.
      timer ??= setTimeout(() => {
        timer = undefined;
        flush();
      }, againMs).unref();
    }
  }

  function sayLost(): void {
    const line = { level: 'error', time: new Date().toISOString(), lines: lost };
    lost = 0;
    keep(
      Buffer.from(
        `${JSON.stringify({ ...line, msg: 'lines of the log were lost: it could not be written' })}\n`,
      ),
    );
  }

  function keep(line: Buffer): void {
    waiting.push(line);
    bytes += line.length;
  }

  return {
    write(line) {
      if (bytes > mostBytes) {
        lost += 1;
        return;
      }
      keep(Buffer.from(line));
      if (!timer) flush();
    },
  };
}
