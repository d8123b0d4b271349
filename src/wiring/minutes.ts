import cron from 'node-cron';
import type { Logger } from 'pino';
import { type BusinessClock, skewLimitMs } from '../app/business-clock.ts';
import type { Timetable } from '../app/walk.ts';

const lookMs = 1000;
/** Beyond this somebody else may have taken over what was leased here. */
const standstillMs = 3000;

/**
 * Wakes the timetable each minute. node-cron waits by the system's clock, and one that is set back by two hours
 * stops it for two hours: it is armed anew when the clock was set. That is seen each second by a clock which
 * nobody can set, and so is a process that stood still.
 */
export function startMinutes(parts: {
  clock: BusinessClock;
  timetable: Timetable;
  log: Logger;
  /** Hub minus store, each time they were compared. */
  onSkew(skewMs: number): void;
}): { stop(): Promise<void> } {
  const { clock, timetable, log, onSkew } = parts;

  const look = async (): Promise<void> => {
    try {
      const skewMs = await clock.checkSkew();
      onSkew(skewMs);
      if (Math.abs(skewMs) > skewLimitMs)
        log.error({ skewMs }, 'the clocks of the hub and of the store disagree; the store is believed');
      timetable.begin(clock.now());
    } catch (error) {
      log.warn({ err: error }, 'the timetable could not be looked at; the next minute tries again');
    }
  };
  const arm = () => cron.schedule('* * * * *', look, { noOverlap: true, name: 'timetable' });

  let minute = arm();
  let rearming: Promise<void> | undefined;
  const rearm = async (): Promise<void> => {
    log.warn('the clock of this machine was set');
    await minute.destroy();
    await look();
    minute = arm();
  };

  let lookedAt = performance.now();
  const watch = setInterval(() => {
    const stoodMs = Math.round(performance.now() - lookedAt - lookMs);
    lookedAt = performance.now();
    if (stoodMs > standstillMs)
      log.error({ stoodMs }, 'this process stood still; what it held may have been taken over meanwhile');
    if (rearming || !clock.jumped()) return;
    rearming = rearm()
      .catch((error: unknown) => log.warn({ err: error }, 'the timetable could not be armed anew'))
      .finally(() => {
        rearming = undefined;
      });
  }, lookMs);

  return {
    async stop() {
      clearInterval(watch);
      await rearming;
      await minute.stop();
    },
  };
}
