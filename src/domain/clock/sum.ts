import type { ClockSum, SumLine } from '../notice/catalogue.ts';
import type { Calendar } from '../service/service.ts';
import type { Clock } from './clock.ts';
import { dueAt, elapsedMs, never, stateOf, targetAt } from './reading.ts';
import { unknownYears } from './working-days.ts';
import { workingMsBetween } from './working-time.ts';

/**
 * The sum that `why` shows, in an order that a manager can follow with a pencil. Milliseconds are exact:
 * - every line above `due`: start + limit + pauses + outside-hours = due;
 * - `elapsed` + `left` = limit, or `elapsed` − `over` = limit.
 * Pauses after the due time stand below it: they moved nothing but the elapsed time. A pause's `ms` is working
 * time; its nights and holidays are part of `outside-hours`.
 */
export function sumOf(clock: Clock, calendar: Calendar, now: Date): ClockSum {
  const due = dueAt(clock, calendar, now);
  const elapsed = elapsedMs(clock, calendar, now);
  const target = targetAt(clock, calendar, now);
  const pauses = pauseLines(clock, calendar, now);
  const before = pauses.filter(({ at }) => at === undefined || at < due);
  const unknown = unknownYears(calendar, clock.startedAt, due < never ? due : clock.startedAt);
  const pausedMs = before.reduce((sum, { ms }) => sum + ms, 0);
  const outsideMs = due.getTime() - clock.startedAt.getTime() - clock.limitMs - pausedMs;
  const lines: SumLine[] = [
    { label: 'start', at: clock.startedAt },
    { label: 'limit', ms: clock.limitMs },
    ...before,
    ...(outsideMs > 0 ? [{ label: 'outside-hours', ms: outsideMs } as const] : []),
    { label: 'due', at: due },
    ...pauses.filter((line) => !before.includes(line)),
    { label: 'elapsed', ms: elapsed },
    ...(clock.stoppedAt ? [{ label: 'stopped', at: clock.stoppedAt } as const] : []),
    elapsed > clock.limitMs
      ? { label: 'over', ms: elapsed - clock.limitMs }
      : { label: 'left', ms: clock.limitMs - elapsed },
    ...(target ? [{ label: 'target', at: target, ms: clock.targetMs ?? 0 } as const] : []),
  ];
  return {
    clock: clock.clock,
    clause: clock.clause,
    ...(clock.reading !== undefined && { reading: clock.reading }),
    calendar: clock.calendar,
    state: stateOf(clock, calendar, now),
    lines,
    ...(unknown.length > 0 && { unknownYears: unknown }),
  };
}

function pauseLines(clock: Clock, calendar: Calendar, now: Date): (SumLine & { ms: number })[] {
  const open = clock.paused && { ...clock.paused, to: now > clock.paused.from ? now : clock.paused.from };
  const listed = [...clock.pauses, ...(open ? [open] : [])].map(({ from, to, reason, by, approvedBy }) => ({
    label: 'pause' as const,
    at: from,
    ms: workingMsBetween(calendar, from, to),
    by,
    ...(approvedBy !== undefined && { approvedBy }),
    reason,
  }));
  if (clock.pausedMs === 0) return listed;
  return [{ label: 'pause', ms: clock.pausedMs, reason: 'earlier-pauses' }, ...listed];
}
