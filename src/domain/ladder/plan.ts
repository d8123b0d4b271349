import { calendarOf } from '../clock/reading.ts';
import type { Calendar, Ladder } from '../service/service.ts';
import { unclaimedKey } from './keys.ts';
import { levelsOf } from './levels.ts';
import { planClock } from './plan-clock.ts';
import type { DueStep, LadderPlan, LadderView } from './step.ts';
import { earliest, isLate, union } from './timing.ts';

/**
 * Which steps of a ticket are due at `now`, which lower ones they supersede, and when to look again. Pure: the
 * caller stores every key of `fire` and `superseded` in `done` with the same write. Never early; nothing while
 * a clock is paused or after it stopped.
 *
 * `quietUntil` holds back shares, targets and repeats until its end, when the highest goes out once. Two things
 * ring all the same: the first break of a promise, and an unclaimed ticket (only a claim ends that).
 *
 * End pauses that reached `pauseEndsAt` first. Throws a RangeError when a clock's calendar is not among
 * `calendars`.
 */
export function planSteps(
  ladder: Ladder,
  view: LadderView,
  calendars: Calendar[],
  timezone: string,
  now: Date,
): LadderPlan {
  const plans = [
    planUnclaimed(ladder, view, now),
    ...view.clocks.map((clock) => {
      const calendar = calendarOf(clock, calendars);
      const levels = levelsOf(ladder, clock, { calendar, zone: timezone, done: view.done, now });
      return planClock(clock, levels, view.quietUntil, now);
    }),
  ];
  const nextAt = earliest(plans.map((plan) => plan.nextAt));
  return {
    fire: plans.flatMap(({ fire }) => fire).sort((a, b) => a.at.getTime() - b.at.getTime()),
    superseded: plans.flatMap(({ superseded }) => superseded),
    ...(nextAt && { nextAt }),
  };
}

/** The highest passed step rings, also for those whom the passed lower ones would have called. */
function planUnclaimed(ladder: Ladder, { unclaimedSince: since, done }: LadderView, now: Date): LadderPlan {
  if (!since) return { fire: [], superseded: [] };
  const open = ladder.unclaimed
    .map(({ afterMs, page }) => ({
      key: unclaimedKey(afterMs, since),
      at: new Date(since.getTime() + afterMs),
      page,
    }))
    .filter(({ key }) => !Object.hasOwn(done, key))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  const passed = open.filter(({ at }) => at <= now);
  const nextAt = open.find(({ at }) => at > now)?.at;
  const highest = passed.pop();
  if (!highest) return { fire: [], superseded: [], ...(nextAt && { nextAt }) };
  const { key, at, page } = highest;
  const step: DueStep = {
    key,
    kind: 'unclaimed',
    at,
    tell: union(page, ...passed.map((lower) => lower.page)),
    loud: 'page',
    by: ['chat', 'sms'],
    late: isLate(at, now),
  };
  return { fire: [step], superseded: passed.map((lower) => lower.key), ...(nextAt && { nextAt }) };
}
