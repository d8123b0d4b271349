import { setTimeout as sleep } from 'node:timers/promises';
import type { createPeople } from './people.ts';

/** So many a minute, from this minute on. */
export interface Pace {
  fromMinute: number;
  perMinute: number;
  storm?: boolean;
}

const lookMs = 100;
/** So many may wait for their acknowledgement; what comes on top is held back, and said so. */
const waitingAtMost = 48;

/** Starts stories at the pace until the time is over, and says how many it had to hold back. */
export async function keepPace({
  people,
  paces,
  minutes,
  onStarted,
}: {
  people: ReturnType<typeof createPeople>;
  paces: readonly Pace[];
  minutes: number;
  onStarted(storm: boolean): void;
}): Promise<{ rests: Promise<void>[]; heldBack: number }> {
  const began = performance.now();
  const rests: Promise<void>[] = [];
  let [last, owed, waiting, n, heldBack] = [began, 0, 0, 0, 0];
  for (;;) {
    await sleep(lookMs);
    const now = performance.now();
    const minute = (now - began) / 60_000;
    if (minute >= minutes) break;
    const pace = paces.findLast(({ fromMinute }) => fromMinute <= minute);
    owed += ((pace?.perMinute ?? 0) * (now - last)) / 60_000;
    last = now;
    for (; owed >= 1; owed--) {
      if (waiting >= waitingAtMost) {
        heldBack++;
        continue;
      }
      n++;
      waiting++;
      onStarted(pace?.storm === true);
      void (pace?.storm ? people.storm(n) : people.story(n)).then(({ rest }) => {
        waiting--;
        rests.push(rest);
      });
    }
  }
  return { rests, heldBack };
}
