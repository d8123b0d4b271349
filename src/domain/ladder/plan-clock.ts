import type { Clock } from '../clock/clock.ts';
import type { Level, Levels } from './levels.ts';
import type { DueStep, LadderPlan } from './step.ts';
import { earliest, isLate, later, union } from './timing.ts';

/**
 * What one clock owes. At most one step goes out at a time: the highest passed, or the break while that has not
 * gone out yet. It tells everybody whom the superseded ones would have told.
 */
export function planClock(clock: Clock, levels: Levels, quietUntil: Date | undefined, now: Date): LadderPlan {
  const { passed, ahead } = levels;
  // Over: what was passed before the stop and never went out has no reader any more.
  if (clock.stoppedAt) return { fire: [], superseded: passed.map(({ key }) => key) };
  if (clock.paused) {
    const { until } = clock.paused;
    return { fire: [], superseded: [], ...(until && until > now && { nextAt: until }) };
  }
  const quiet = quietUntil && quietUntil > now ? quietUntil : undefined;
  const first = passed.find(({ breaks }) => breaks);
  const chosen = first ?? (quiet ? undefined : passed.at(-1));
  const waiting = chosen ? [] : passed;
  const next = earliest([
    ...ahead.map(({ at, breaks }) => (quiet && !breaks ? later(at, quiet) : at)),
    ...(waiting.length > 0 ? [quiet] : []),
  ]);
  return {
    fire: chosen ? [stepOf(clock, chosen, passed, quietUntil, now)] : [],
    superseded: chosen ? passed.filter((level) => level !== chosen).map(({ key }) => key) : [],
    ...(next && { nextAt: next }),
  };
}

function stepOf(
  clock: Clock,
  level: Level,
  passed: Level[],
  quietUntil: Date | undefined,
  now: Date,
): DueStep {
  // What waited for the end of a quiet stretch was meant for its end: that isn't late.
  const waited = quietUntil && quietUntil <= now && !level.breaks ? later(level.at, quietUntil) : level.at;
  const times = passed.filter(({ percent }) => percent !== undefined && percent === level.percent).length;
  return {
    key: level.key,
    kind: level.kind,
    clock: clock.clock,
    ...(level.percent !== undefined && { percent: level.percent }),
    at: waited,
    tell: union(level.tell, ...passed.map(({ tell }) => tell)),
    loud: 'notice',
    by: union(level.by, ...passed.map(({ by }) => by)),
    late: isLate(waited, now),
    ...((level.kind === 'repeat' || times > 1) && { times }),
  };
}
