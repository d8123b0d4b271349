import { Temporal } from 'temporal-polyfill';
import { dateOf, dateOfDay, dayNumber, instantOf, weekdayOfDay } from '../clock/zone.ts';
import type { Recurrence } from '../service/service.ts';

/** One dated visit. */
export interface Occurrence {
  /** `YYYY-MM-DD` in the zone; for an interval the instant in ISO. Names the visit: the same whenever asked. */
  slot: string;
  dueAt: Date;
}

/**
 * The visits due in (after, upTo], oldest first, at most `cap`: ask again from the last one's `dueAt`. Days a
 * month doesn't have mean its last one (31 and 30 in February are one visit). A time that a clock change skips
 * is the first valid instant after it, one that comes twice the earlier. Counting begins at `starts`, so the
 * answer never depends on when it is asked; the work depends on the span asked for, not on its age.
 */
export function occurrencesBetween(
  recurrence: Recurrence,
  { starts, at, zone }: { starts: string; at: string; zone: string },
  { after, upTo, cap }: { after: Date; upTo: Date; cap: number },
): Occurrence[] {
  if (!(upTo > after)) return [];
  if (recurrence.kind === 'interval')
    return intervals(recurrence.everyMs, instantOf(starts, at, zone), { after, upTo, cap });
  const found: Occurrence[] = [];
  // A day's slack: the clock may stand on another date than the instant says.
  const from = dateOfDay(dayNumber(dateOf(after, zone)) - 1);
  const last = dateOf(upTo, zone);
  for (const slot of dates(recurrence, starts, from > starts ? from : starts)) {
    if (slot > last || found.length >= cap) break;
    const dueAt = instantOf(slot, at, zone);
    if (dueAt > after && dueAt <= upTo) found.push({ slot, dueAt });
  }
  return found;
}

function intervals(
  everyMs: number,
  first: Date,
  { after, upTo, cap }: { after: Date; upTo: Date; cap: number },
): Occurrence[] {
  if (!(everyMs > 0)) return [];
  const skipped = Math.max(0, Math.floor((after.getTime() - first.getTime()) / everyMs) + 1);
  const found: Occurrence[] = [];
  for (
    let ms = first.getTime() + skipped * everyMs;
    ms <= upTo.getTime() && found.length < cap;
    ms += everyMs
  ) {
    const dueAt = new Date(ms);
    found.push({ slot: dueAt.toISOString(), dueAt });
  }
  return found;
}

/** Dates of the recurrence from `from` on, in order, for ever; none for a recurrence that has none. */
function* dates(
  recurrence: Exclude<Recurrence, { kind: 'interval' }>,
  starts: string,
  from: string,
): Generator<string> {
  if (recurrence.kind === 'weeks') {
    if (!(recurrence.every >= 1)) return;
    const first = firstWeekday(dayNumber(starts), recurrence.day);
    const stride = recurrence.every * 7;
    const skipped = Math.max(0, Math.ceil((dayNumber(from) - first) / stride));
    for (let day = first + skipped * stride; ; day += stride) yield dateOfDay(day);
  }
  const every = recurrence.kind === 'months' ? recurrence.every : 1;
  const days = recurrence.kind === 'months' ? [recurrence.day ?? Number(starts.slice(8))] : recurrence.days;
  if (!(every >= 1) || days.length === 0) return;
  const first = firstMonth(starts, days);
  const skipped = Math.max(0, Math.floor(monthsBetween(first, from) / every));
  for (let n = skipped; ; n += 1) {
    const month = first.add({ months: n * every });
    const inMonth = new Set(
      days.map((day) => month.toPlainDate({ day: Math.min(day, month.daysInMonth) }).toString()),
    );
    yield* [...inMonth].filter((date) => date >= from).sort();
  }
}

/** The first month that still has one of the days on or after the start. */
function firstMonth(starts: string, days: number[]): Temporal.PlainYearMonth {
  const start = Temporal.PlainDate.from(starts);
  const month = start.toPlainYearMonth();
  const reached = days.some((day) => day >= start.day);
  return reached ? month : month.add({ months: 1 });
}

function monthsBetween(first: Temporal.PlainYearMonth, date: string): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - (first.year * 12 + first.month);
}

function firstWeekday(from: number, weekday: string): number {
  let day = from;
  while (weekdayOfDay(day) !== weekday && day < from + 7) day += 1;
  return day;
}
