import { Temporal } from 'temporal-polyfill';
import { stretchAt } from './offset.ts';

/**
 * Wall time in a zone. One rule everywhere: a time that a clock change skips means the first valid instant
 * after the gap; a time that comes twice means the earlier one, once.
 *
 * Dates are `YYYY-MM-DD`, times `HH:MM` (24:00 is the next day's 00:00), zones IANA names. A malformed value
 * or an unknown zone throws a RangeError: settings are checked before they come here.
 */
export function instantOf(date: string, time: string, zone: string): Date {
  const nextDay = time === '24:00';
  const wall = Temporal.PlainDateTime.from(
    `${nextDay ? addDays(date, 1) : date}T${nextDay ? '00:00' : time}`,
  );
  const zoned = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (zoned.toPlainDateTime().equals(wall)) return new Date(zoned.epochMilliseconds);
  // In a gap "earlier" lands before it: the change itself is the first valid instant.
  const change = zoned.getTimeZoneTransition('next') ?? zoned;
  return new Date(change.epochMilliseconds);
}

/** The date and `HH:MM` that a wall clock in the zone shows. */
export function wallOf(at: Date, zone: string): { date: string; time: string } {
  const text = new Date(at.getTime() + stretchAt(zone, at.getTime()).offsetMs).toISOString();
  const split = text.indexOf('T');
  return { date: text.slice(0, split), time: text.slice(split + 1, split + 6) };
}

export const dateOf = (at: Date, zone: string): string => wallOf(at, zone).date;

const dayMs = 86_400_000;

/** Days since 1970-01-01; calendar days, so no zone is involved. */
export const dayNumber = (date: string): number => {
  const ms = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(ms)) throw new RangeError(`not a date: ${date}`);
  return ms / dayMs;
};

export const dateOfDay = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

export const addDays = (date: string, days: number): string => dateOfDay(dayNumber(date) + days);

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** 1970-01-01 was a Thursday. */
export const weekdayOfDay = (day: number): (typeof weekdays)[number] =>
  weekdays[(((day + 3) % 7) + 7) % 7] ?? 'mon';

export const weekdayOf = (date: string): (typeof weekdays)[number] => weekdayOfDay(dayNumber(date));

/** Minutes after midnight; `24:00` is 1440. */
export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
