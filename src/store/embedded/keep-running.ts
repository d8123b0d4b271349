import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';

/** One mongod that listens. */
export interface Running {
  readonly pid: number | undefined;
  stop(): Promise<void>;
}

const againAfterMs = 2_000;

/**
 * Launches it, and again whenever it ends by itself: a disk without room ends it, and so does a machine without
 * memory. What it had acknowledged is in its journal. Meanwhile webhooks are answered 503, as by any store that is away.
 */
export async function keepRunning(
  launch: (onDeath: (why: string) => void) => Promise<Running>,
  log: Logger,
): Promise<Running> {
  const stopping = new AbortController();
  let returning: Promise<void> = Promise.resolve();

  async function comeBack(): Promise<void> {
    for (let tries = 0; !stopping.signal.aborted; tries++) {
      await sleep(againAfterMs);
      if (stopping.signal.aborted) return;
      try {
        running = await launch(ended);
        log.warn({ pid: running.pid }, 'the embedded mongod runs again');
        return;
      } catch (error) {
        // Once: a disk may stay full for a night.
        if (tries === 0)
          log.error({ err: error }, 'the embedded mongod does not start; it is tried again until it does');
      }
    }
  }
  function ended(why: string): void {
    log.error(
      { why },
      'the embedded mongod ended by itself; it is started again: is there room on the disk under DATA_DIR?',
    );
    returning = comeBack();
  }

  let running = await launch(ended);
  return {
    get pid() {
      return running.pid;
    },
    async stop() {
      stopping.abort();
      await returning;
      await running.stop();
    },
  };
}
