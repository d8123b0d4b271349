import { createWallClock } from '../clock/wall-clock.ts';
import { dateOf, dateOfDay, dayNumber } from '../clock/zone.ts';
import { dailyAt } from '../ladder/repeats.ts';
import { isLate, later } from '../ladder/timing.ts';
import { formatDuration } from '../service/duration.ts';
import type { Inspection } from './inspection.ts';

export interface Reminder {
  /** `remind/604800000`; `overdue`, then `overdue/2026-03-06` daily. Unique within a visit. */
  key: string;
  kind: 'remind' | 'overdue';
  /** How long before the visit, as people write it: `7d`, `2h`; `0s` once it is due. */
  lead: string;
  at: Date;
  /** Fired noticeably after it should have been: a stop, not a visit opened at short notice. */
  late: boolean;
  /** How many overdue reminders passed, this one included. */
  times?: number;
}

export interface InspectionDue {
  /** At most one. */
  fire: Reminder[];
  superseded: string[];
  nextAt?: Date;
}

type Step = Omit<Reminder, 'late' | 'times'>;

/** Daily reminders older than that are not counted after a stop. */
const dailyCap = 400;

const daily = 'overdue/';

/**
 * Which reminder of a visit is due: the leads before it, `overdue` when it is due and not done, and again each
 * 08:30 in the site's zone until it is. Of several that passed the newest goes out once, the others end
 * superseded. Nothing once it is done, or dropped.
 */
export function inspectionDue(inspection: Inspection, now: Date): InspectionDue {
  if (inspection.state !== 'planned') return { fire: [], superseded: [] };
  const before = leads(inspection).filter(({ key }) => !Object.hasOwn(inspection.reminded, key));
  const { passed: overdue, next } = overdues(inspection, now);
  const passed = [...before.filter(({ at }) => at <= now), ...overdue];
  const nextAt = before.find(({ at }) => at > now)?.at ?? next;
  const newest = passed.pop();
  if (!newest) return { fire: [], superseded: [], nextAt };
  const times = passed.filter(({ kind }) => kind === 'overdue').length + 1;
  const reminder: Reminder = {
    ...newest,
    late: isLate(later(newest.at, inspection.openedAt), now),
    ...(newest.kind === 'overdue' && times > 1 && { times }),
  };
  return { fire: [reminder], superseded: passed.map(({ key }) => key), nextAt };
}

/** The first is the longest before the visit. */
function leads({ dueAt, remindMs }: Inspection): Step[] {
  return [...new Set(remindMs)]
    .filter((ms) => ms > 0)
    .sort((a, b) => b - a)
    .map((ms) => ({
      key: `remind/${ms}`,
      kind: 'remind',
      lead: formatDuration(ms),
      at: new Date(dueAt.getTime() - ms),
    }));
}

/** A reminder with an outcome speaks for all before it, so the store may forget those. */
function overdues({ dueAt, timezone, reminded }: Inspection, now: Date): { passed: Step[]; next: Date } {
  if (dueAt > now) return { passed: [], next: dueAt };
  const wallClock = createWallClock(timezone);
  const dailies = Object.keys(reminded).filter((key) => key.startsWith(daily));
  const newest = dailies
    .map((key) => key.slice(daily.length))
    .sort()
    .at(-1);
  const step = (key: string, at: Date): Step => ({ key, kind: 'overdue', lead: formatDuration(0), at });
  const first = newest === undefined && !Object.hasOwn(reminded, 'overdue');
  const passed = first ? [step('overdue', dueAt)] : [];
  const from = dayNumber(newest ?? dateOf(dueAt, timezone)) + (newest === undefined ? 0 : 1);
  for (let day = Math.max(from, dayNumber(dateOf(now, timezone)) - dailyCap); ; day += 1) {
    const at = new Date(wallClock(day, dailyAt));
    if (at > now) return { passed, next: at };
    if (at > dueAt) passed.push(step(`${daily}${dateOfDay(day)}`, at));
  }
}
