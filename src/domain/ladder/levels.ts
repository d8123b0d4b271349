import type { Clock } from '../clock/clock.ts';
import { instantAtElapsed, instantAtShare } from '../clock/reading.ts';
import type { Calendar, Ladder, StepRole } from '../service/service.ts';
import { settledRepeats, shareKey, targetKey } from './keys.ts';
import { type Repeats, repeatsOf } from './repeats.ts';
import type { DueStep, StepKey } from './step.ts';

/** A step of one clock's ladder, with the instant at which it is reached. */
export interface Level {
  key: StepKey;
  kind: Exclude<DueStep['kind'], 'unclaimed'>;
  percent?: number;
  at: Date;
  tell: StepRole[];
  by: DueStep['by'];
  /** The first time the promise's time is used up: never held back, never superseded. */
  breaks: boolean;
}

export interface Levels {
  /** Reached and without an outcome, lowest first. */
  passed: Level[];
  /** Ahead, in no order. */
  ahead: Pick<Level, 'at' | 'breaks'>[];
}

/** Hears of the stricter reading of a clause; a manager never does. */
const targetRoles: StepRole[] = ['worker', 'leader'];

export function levelsOf(
  ladder: Ladder,
  clock: Clock,
  {
    calendar,
    zone,
    done,
    now,
  }: { calendar: Calendar; zone: string; done: Record<StepKey, unknown>; now: Date },
): Levels {
  const passed: Level[] = [];
  const ahead: Levels['ahead'] = [];
  const place = (level: Level) => {
    if (Object.hasOwn(done, level.key)) return;
    if (level.at <= now) passed.push(level);
    else ahead.push(level);
  };

  const target =
    clock.targetMs === undefined ? undefined : instantAtElapsed(clock, calendar, clock.targetMs, now);
  if (target) {
    place({
      key: targetKey(clock),
      kind: 'target',
      at: target,
      tell: targetRoles,
      by: ['chat'],
      breaks: false,
    });
  }
  const shares = ladder.shares
    .map((step) => ({ step, at: instantAtShare(clock, calendar, step.percent, now) }))
    .sort((a, b) => a.step.percent - b.step.percent);
  const breaking = shares.find(({ step }) => step.percent >= 100);

  for (const [index, { step, at }] of shares.entries()) {
    if (!at) continue;
    const { percent, tell, by } = step;
    const breaks = step === breaking?.step;
    place({ key: shareKey(clock, percent), kind: 'share', percent, at, tell, by, breaks });
    if (at > now) continue;
    // A higher step ends the repeats of a lower one.
    const end = shares[index + 1]?.at;
    const horizon = clock.stoppedAt ?? clock.paused?.from ?? now;
    const upTo = end && end <= horizon ? new Date(end.getTime() - 1) : horizon < now ? horizon : now;
    const settled = settledRepeats(done, clock, percent);
    const repeats: Repeats = repeatsOf(step, clock, { since: at, upTo, settled, zone });
    for (const repeat of repeats.passed)
      passed.push({ ...repeat, kind: 'repeat', percent, tell, by, breaks: false });
    if (repeats.next && (!end || repeats.next < end)) ahead.push({ at: repeats.next, breaks: false });
  }
  // Stable: of two at one instant the target comes before the share.
  return { passed: passed.sort((a, b) => a.at.getTime() - b.at.getTime()), ahead };
}
