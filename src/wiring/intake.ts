import type { Logger } from 'pino';
import type { Intake, Raw } from '../domain/channel.ts';
import type { Inbox } from '../store/inbox.ts';

interface Deps {
  inbox: Pick<Inbox, 'accept' | 'acceptAll' | 'differs'>;
  clock: { now(): Date };
  log: Logger;
  /** Kept now, or before when it is not fresh. */
  taken(raw: Raw, fresh: boolean): void;
}

/** What channels hand their raw messages to. */
export function createIntake({ inbox, clock, log, taken }: Deps): Intake {
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
      const result = await inbox.accept(raw, clock.now());
      noted(raw, result);
      return result;
    },
    async acceptAll(raws) {
      const results = await inbox.acceptAll(raws, clock.now());
      for (const [n, raw] of raws.entries()) {
        const result = results[n];
        if (result?.status === 'fulfilled') noted(raw, result.value);
      }
      return results;
    },
  };
}
