import { Temporal } from 'temporal-polyfill';
import { dateOfDay, instantOf, minutesOf } from './zone.ts';

const dayMs = 86_400_000;
const weekDays = 7;

/**
 * `instantOf` for many days of one zone: epoch milliseconds of `HH:MM` on a day (days since 1970). A zone is
 * asked for its offset once a week; where the offset is the same before and after, no clock changed and
 * arithmetic is enough (no zone changes there and back within three weeks). Ten times faster than asking for
 * each time. Keeps what it learned, so make one per calculation.
 */
export function createWallClock(zone: string): (day: number, time: string) => number {
  const samples = new Map<number, number>();

  const offsetAt = (day: number): number => {
    const known = samples.get(day);
    if (known !== undefined) return known;
    const at = Temporal.Instant.fromEpochMilliseconds(day * dayMs).toZonedDateTimeISO(zone);
    const offset = at.offsetNanoseconds / 1_000_000;
    samples.set(day, offset);
    return offset;
  };

  return (day, time) => {
    // Offsets are under a day and times end at 24:00 of the next day: three days to either side are plenty.
    const week = Math.floor(day / weekDays) * weekDays;
    const before = offsetAt(week - weekDays);
    const after = offsetAt(week + 2 * weekDays);
    if (before !== after) return instantOf(dateOfDay(day), time, zone).getTime();
    return day * dayMs + minutesOf(time) * 60_000 - before;
  };
}
