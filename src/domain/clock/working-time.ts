import type { Calendar } from '../service/service.ts';
import { createWallClock } from './wall-clock.ts';
import { hoursOf, searchDays } from './working-days.ts';
import { dateOf, dayNumber, minutesOf } from './zone.ts';

/**
 * Working-time arithmetic in instants: 12 h on a 7×24 calendar are 12 h also on the night a clock changes, and
 * a working day of 00:00–08:00 has 7 or 9 hours then. All functions are bounded by ten years of days.
 */

/** Working milliseconds in [from, to); 0 when `to` is not after `from`. */
export function workingMsBetween(calendar: Calendar, from: Date, to: Date): number {
  if (to <= from) return 0;
  if (calendar.hours === undefined) return to.getTime() - from.getTime();
  let sum = 0;
  for (const stretch of stretches(calendar, from, to)) {
    sum += Math.min(stretch.to, to.getTime()) - stretch.from;
  }
  return sum;
}

/**
 * The earliest instant at which `ms` of working time have passed since `from`: `from` itself for 0, closing
 * time (not the next morning) when the day's last minute is used up. `undefined`: not within ten years, as
 * with a calendar that never works.
 */
export function addWorkingMs(calendar: Calendar, from: Date, ms: number): Date | undefined {
  if (ms <= 0) return from;
  if (calendar.hours === undefined) return new Date(from.getTime() + ms);
  let left = ms;
  for (const stretch of stretches(calendar, from)) {
    const length = stretch.to - stretch.from;
    if (left <= length) return new Date(stretch.from + left);
    left -= length;
  }
  return undefined;
}

export function isWorking(calendar: Calendar, at: Date): boolean {
  if (calendar.hours === undefined) return true;
  return workingMsBetween(calendar, at, new Date(at.getTime() + 1)) > 0;
}

/** The working stretches from an instant on, clipped so that overlapping hours count once. */
function* stretches(calendar: Calendar, from: Date, to?: Date): Generator<{ from: number; to: number }> {
  const zone = calendar.timezone;
  const first = dayNumber(dateOf(from, zone));
  const last = to ? Math.min(dayNumber(dateOf(to, zone)), first + searchDays) : first + searchDays;
  const wallClock = createWallClock(zone);
  let cursor = from.getTime();
  // Yesterday's overnight hours may still be running.
  for (let day = first - 1; day <= last; day += 1) {
    for (const hours of hoursOf(calendar, day)) {
      const begins = Math.max(wallClock(day, hours.from), cursor);
      if (to && begins >= to.getTime()) break;
      const overnight = minutesOf(hours.to) <= minutesOf(hours.from);
      const ends = wallClock(overnight ? day + 1 : day, hours.to);
      if (ends <= begins) continue;
      yield { from: begins, to: ends };
      cursor = ends;
    }
  }
}
