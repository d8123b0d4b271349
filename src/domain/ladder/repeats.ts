import type { Clock } from '../clock/clock.ts';
import { heldAt, unpausedAfter } from '../clock/walk.ts';
import { addDays, dateOf, instantOf } from '../clock/zone.ts';
import type { ShareStep } from '../service/service.ts';
import { repeatKey, type Settled } from './keys.ts';
import type { StepKey } from './step.ts';

export const dailyAt = '08:30';

/** Older daily repeats than that are not counted after a stop. */
const dailyCap = 400;

export interface Repeats {
  /** Passed and without an outcome, oldest first. */
  passed: { key: StepKey; at: Date }[];
  next?: Date;
}

/**
 * The repeats of a step that was reached at `since`: the gaps add up (30 min after it, 1 h after that …) in
 * plain time without the clock's pauses; `daily` is every 08:30 in the zone after the last gap, skipping
 * those inside a pause.
 */
export function repeatsOf(
  { percent, again }: Pick<ShareStep, 'percent' | 'again'>,
  clock: Clock,
  { since, upTo, settled, zone }: { since: Date; upTo: Date; settled: Settled; zone: string },
): Repeats {
  const passed: Repeats['passed'] = [];
  let last = since;
  for (const [index, gap] of again.entries()) {
    if (gap === 'daily') return daily();
    const at = unpausedAfter(clock, last, gap);
    if (!at) return { passed };
    const nth = index + 1;
    const open = settled.date === undefined && nth > settled.nth;
    // One that rang by a clock ahead of ours rings no more: the next is the one behind it.
    if (open && at > upTo) return { passed, next: at };
    if (open) passed.push({ key: repeatKey(clock, percent, nth), at });
    last = at;
  }
  return { passed };

  function daily(): Repeats {
    let date = dateOf(last, zone);
    const newest = settled.date === undefined ? date : addDays(settled.date, 1);
    const oldest = addDays(dateOf(upTo, zone), -dailyCap);
    date = [date, newest, oldest].sort().at(-1) ?? date;
    for (; ; date = addDays(date, 1)) {
      const at = instantOf(date, dailyAt, zone);
      if (at > upTo) return heldAt(clock, at) ? { passed } : { passed, next: at };
      if (at > last && !heldAt(clock, at)) passed.push({ key: repeatKey(clock, percent, date), at });
    }
  }
}
