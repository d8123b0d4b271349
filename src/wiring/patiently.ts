import { setTimeout as sleep } from 'node:timers/promises';
import { isAway } from '../store/errors.ts';

/** As long as members need to elect another primary, or a busy machine to begin. */
const patienceMs = 30_000;
const againMs = 500;

/**
 * A store that is away is asked again while a hub starts: both may start at the same time. What is wrong with it
 * otherwise, or still after half a minute, ends the start; so does `stop`.
 */
export async function patiently<T>(
  open: () => Promise<T>,
  say: (line: string) => void,
  { waitMs = patienceMs, stop }: { waitMs?: number; stop?: AbortSignal | undefined } = {},
): Promise<T> {
  const until = performance.now() + waitMs;
  let told = false;
  for (;;)
    try {
      return await open();
    } catch (error) {
      if (!isAway(error) || performance.now() >= until || stop?.aborted) throw error;
      if (!told) say(`MongoDB does not answer yet; it is asked again for ${Math.round(waitMs / 1000)} s …`);
      told = true;
      await sleep(againMs);
    }
}
