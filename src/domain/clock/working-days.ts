import type { Calendar, Weekday } from '../service/service.ts';
import { addDays, dateOf, dateOfDay, dayNumber, instantOf, wallOf, weekdayOfDay } from './zone.ts';

/** One stretch of a working day as written; `to` at or before `from` runs past midnight. */
export interface Hours {
  from: string;
  to: string;
}

/** Ten years: what a search may look ahead before it says that there is no such day. */
export const searchDays = 3660;

const order: Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/**
 * Whether the year's holidays are listed. Outside the listed years only weekdays are known, and whoever shows
 * a sum must say so. A 7×24 calendar has no holidays, so every year is known.
 */
export const yearKnown = (calendar: Calendar, year: number): boolean =>
  calendar.hours === undefined || calendar.years.includes(year);

/** The years between two instants (calendar's zone) whose holidays nobody listed. */
export function unknownYears(calendar: Calendar, from: Date, to: Date): number[] {
  if (calendar.hours === undefined) return [];
  const first = Number(dateOf(from, calendar.timezone).slice(0, 4));
  const last = Math.min(Number(dateOf(to, calendar.timezone).slice(0, 4)), first + 10);
  const years = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  return years.filter((year) => !yearKnown(calendar, year));
}

/** `date` is `YYYY-MM-DD`. A make-up day (调休) beats a holiday, a holiday beats the weekday. 7×24 works always. */
export const isWorkday = (calendar: Calendar, date: string): boolean =>
  hoursOf(calendar, dayNumber(date)).length > 0;

/**
 * The hours that begin on a day, earliest first. Overnight hours belong to the day they begin on: the night
 * before a holiday is worked to its end, the night after it begins is not. A make-up day whose weekday has no
 * hours works those of the week's first working day.
 */
export function hoursOf(calendar: Calendar, day: number): Hours[] {
  if (calendar.hours === undefined) return [{ from: '00:00', to: '24:00' }];
  const date = dateOfDay(day);
  const made = calendar.workdays.includes(date);
  if (!made && calendar.holidays.includes(date)) return [];
  const own = hoursOn(calendar, weekdayOfDay(day));
  if (own.length > 0 || !made) return own;
  const model = order.find((weekday) => hoursOn(calendar, weekday).length > 0);
  return model ? hoursOn(calendar, model) : [];
}

const hoursOn = (calendar: Calendar, weekday: Weekday): Hours[] =>
  (calendar.hours ?? [])
    .filter(({ days }) => days.includes(weekday))
    .sort((a, b) => a.from.localeCompare(b.from));

/**
 * The n-th workday after `from`'s date, at `at` or at `from`'s own time of day; the day of `from` never counts.
 * n = 0: the first workday on or after it. `undefined` when there is none within ten years.
 */
export function addWorkingDays(
  calendar: Calendar,
  from: Date,
  n: number,
  { at }: { at?: string } = {},
): Date | undefined {
  const wall = wallOf(from, calendar.timezone);
  let left = n;
  for (let day = n > 0 ? 1 : 0; day <= searchDays; day += 1) {
    const date = addDays(wall.date, day);
    if (!isWorkday(calendar, date)) continue;
    left -= 1;
    if (left <= 0) return instantOf(date, at ?? wall.time, calendar.timezone);
  }
  return undefined;
}
