import type { Logger } from 'pino';
import type { Intake, Raw } from '../domain/channel.ts';
import { StoreUnavailable } from '../store/errors.ts';
import type { Inbox } from '../store/inbox.ts';

interface Deps {
  inbox: Pick<Inbox, 'accept' | 'acceptAll' | 'differs'>;
  clock: { now(): Date };
  log: Logger;
  /** Nothing more should be held. */
  shortOfMemory(): boolean;
  /** Kept now, or before when it is not fresh. */
  taken(raw: Raw, fresh: boolean): void;
}

/** Each waits for the store with all its words in memory. */
const mostWaiting = 1000;

/** What channels hand their raw messages to. Too many at once are refused like by a store that is away. */
export function createIntake({ inbox, clock, log, taken, shortOfMemory }: Deps): Intake {
  let waiting = 0;
  async function bounded<T>(rows: number, keep: () => Promise<T>): Promise<T> {
    if (waiting + rows > mostWaiting || shortOfMemory())
      throw new StoreUnavailable('too much comes in at once');
    waiting += rows;
    try {
      return await keep();
    } finally {
      waiting -= rows;
    }
  }

  /** Nobody waits for it: whoever sends again is answered already. */
  const sayIfDifferent = async (raw: Raw): Promise<void> => {
    try {
      if (await inbox.differs(raw))
        log.warn(
          { inbox: raw.id },
          'a message came again under its id with another body; the first one stays',
        );
    } catch (error) {
      log.debug({ inbox: raw.id, err: error }, 'a message that came again was not compared');
    }
  };
  const noted = (raw: Raw, { fresh }: { fresh: boolean }): void => {
    taken(raw, fresh);
    if (!fresh) void sayIfDifferent(raw);
  };
  return {
    async accept(raw) {
      const result = await bounded(1, () => inbox.accept(raw, clock.now()));
      noted(raw, result);
      return result;
    },
    async acceptAll(raws) {
      const results = await bounded(raws.length, () => inbox.acceptAll(raws, clock.now())).catch(
        (reason: unknown) => raws.map(() => ({ status: 'rejected', reason }) as const),
      );
      for (const [n, raw] of raws.entries()) {
        const result = results[n];
        if (result?.status === 'fulfilled') noted(raw, result.value);
      }
      return results;
    },
  };
}
