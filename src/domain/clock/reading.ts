import type { Calendar } from '../service/service.ts';
import type { Clock, ClockState } from './clock.ts';
import { addWorkingMs, workingMsBetween } from './working-time.ts';

/** What a clock shows at an instant. `calendar` is the one the clock names (`calendarOf`). */

/** Stands for "never": the due time of a clock whose calendar never works. */
export const never = new Date('9999-12-31T00:00:00Z');

/** Throws when the policy lacks the calendar that a promise names: settings are checked before they apply. */
export function calendarOf(clock: Pick<Clock, 'calendar'>, calendars: Calendar[]): Calendar {
  const calendar = calendars.find(({ id }) => id === clock.calendar);
  if (!calendar) throw new RangeError(`no calendar ${clock.calendar} in the policy`);
  return calendar;
}

/** Working time that counts: since the start, without the pauses, until the stop. */
export function elapsedMs(clock: Clock, calendar: Calendar, now: Date): number {
  const end = clock.stoppedAt ?? clock.paused?.from ?? now;
  const worked = workingMsBetween(calendar, clock.startedAt, end);
  const paused = clock.pauses.reduce(
    (sum, { from, to }) => sum + workingMsBetween(calendar, from, to < end ? to : end),
    clock.pausedMs,
  );
  return Math.max(0, worked - paused);
}

/** Fixed once reached or stopped; moves with `now` while paused. */
export const dueAt = (clock: Clock, calendar: Calendar, now: Date): Date =>
  instantAfter(clock, calendar, clock.limitMs, now);

/** When the stricter reading is due. */
export const targetAt = (clock: Clock, calendar: Calendar, now: Date): Date | undefined =>
  clock.targetMs === undefined ? undefined : instantAfter(clock, calendar, clock.targetMs, now);

/**
 * When so much of the promise's time is, was or will be used up. `undefined` when nobody can say: the clock is
 * paused, or stopped, and it was not reached before.
 */
export function instantAtShare(
  clock: Clock,
  calendar: Calendar,
  percent: number,
  now: Date,
): Date | undefined {
  return instantAtElapsed(clock, calendar, (clock.limitMs * percent) / 100, now);
}

/** The same for an amount of counted time, in milliseconds (rounded up, so that it is never early). */
export function instantAtElapsed(clock: Clock, calendar: Calendar, ms: number, now: Date): Date | undefined {
  const at = instantAfter(clock, calendar, Math.ceil(ms), now);
  if (at >= never) return undefined;
  const held = clock.stoppedAt ?? clock.paused?.from;
  return held && at > held ? undefined : at;
}

/** Exactly at the limit is still kept; over it is broken, also when paused or stopped after that. */
export function stateOf(clock: Clock, calendar: Calendar, now: Date): ClockState {
  if (elapsedMs(clock, calendar, now) > clock.limitMs) return 'broken';
  if (clock.stoppedAt) return 'met';
  return clock.paused ? 'paused' : 'running';
}

function instantAfter(clock: Clock, calendar: Calendar, ms: number, now: Date): Date {
  let cursor = clock.startedAt;
  // Of dropped pauses only the sum is known; they came before all others.
  let left = ms + clock.pausedMs;
  for (const pause of withOpenPause(clock, now)) {
    const worked = workingMsBetween(calendar, cursor, pause.from);
    if (left <= worked) break;
    left -= worked;
    cursor = pause.to;
  }
  return addWorkingMs(calendar, cursor, left) ?? never;
}

function withOpenPause(clock: Clock, now: Date): { from: Date; to: Date }[] {
  if (!clock.paused) return clock.pauses;
  const { from } = clock.paused;
  return [...clock.pauses, { from, to: now > from ? now : from }];
}
