import type { Logger } from 'pino';

export interface Loop {
  /** Look now, or right after the pass under way. */
  poke(): void;
  /** Whether it has nothing to do, as far as it knows. */
  rests(): boolean;
  /** How many of its passes found work. */
  found(): number;
  stop(): Promise<void>;
}

/**
 * Runs `pass` again and again: at once while it finds work, else after `restMs` at most, when it is poked, or
 * after as many milliseconds as it says.
 * A failing pass (the store is away) is logged and tried again with growing rests: everything goes on by
 * itself when the store returns.
 */
export function startLoop(
  name: string,
  pass: (stopping: () => boolean) => Promise<boolean | number>,
  log: Logger,
  restMs = 500,
): Loop {
  let stopping = false;
  let poked = false;
  let wake: (() => void) | undefined;
  let failures = 0;
  let found = 0;

  const rest = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(done, ms);
      function done() {
        clearTimeout(timer);
        wake = undefined;
        resolve();
      }
      wake = done;
    });

  const running = (async () => {
    while (!stopping) {
      poked = false;
      let busy: boolean | number = false;
      try {
        busy = await pass(() => stopping);
        failures = 0;
        if (busy === true) found++;
      } catch (error) {
        failures++;
        log.warn({ loop: name, failures, err: error }, 'a pass failed and will be tried again');
      }
      if (stopping) break;
      if (failures > 0) await rest(Math.min(250 * 2 ** failures, 5000));
      else if (busy !== true && !poked) await rest(busy === false ? restMs : Math.min(busy, restMs));
    }
  })();

  return {
    poke() {
      poked = true;
      if (failures === 0) wake?.();
    },
    rests: () => wake !== undefined && !poked,
    found: () => found,
    async stop() {
      stopping = true;
      wake?.();
      await running;
    },
  };
}
