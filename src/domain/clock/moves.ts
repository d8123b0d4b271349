import type { Promised, Severity } from '../service/service.ts';
import type { Clock } from './clock.ts';

/**
 * What events do to a clock. Each is idempotent (a second pause, stop or resume changes nothing) and never
 * lets time run backwards: an instant before the last move counts as that move's.
 */

/** The promise starts to tick. `at` is the report, the occurrence or the complaint, as the promise says. */
export function startClock(promised: Promised, at: Date, severity: Severity): Clock {
  const { clock, clause, reading, keeps, calendar, targetMs } = promised;
  const limitMs = promised.severities?.[severity] ?? promised.withinMs;
  return {
    clock,
    clause,
    ...(reading !== undefined && { reading }),
    keeps,
    calendar,
    limitMs,
    // A target that isn't stricter than this severity's limit has nothing to warn of.
    ...(targetMs !== undefined && targetMs < limitMs && { targetMs }),
    startedAt: at,
    pauses: [],
    pausedMs: 0,
  };
}

/** The severity was changed: the same clock with that severity's limit; time spent stays spent. */
export function relimitClock(clock: Clock, promised: Promised, severity: Severity): Clock {
  const { targetMs: _old, ...rest } = clock;
  const { limitMs, targetMs } = startClock(promised, clock.startedAt, severity);
  return { ...rest, limitMs, ...(targetMs !== undefined && { targetMs }) };
}

export function pauseClock(
  clock: Clock,
  at: Date,
  { reason, by, until }: { reason: string; by: string; until?: Date },
): Clock {
  if (clock.stoppedAt || clock.paused) return clock;
  return { ...clock, paused: { from: notBefore(clock, at), reason, by, ...(until && { until }) } };
}

/** The leader agreed to the open pause. */
export function approvePause(clock: Clock, approvedBy: string): Clock {
  if (!clock.paused || clock.paused.approvedBy !== undefined) return clock;
  return { ...clock, paused: { ...clock.paused, approvedBy } };
}

/** The clock goes on. A pause that reached its limit ends at `pauseEndsAt`, however late that is noticed. */
export function resumeClock(clock: Clock, at: Date, approvedBy?: string): Clock {
  if (!clock.paused) return clock;
  const { paused, ...rest } = clock;
  const approver = paused.approvedBy ?? approvedBy;
  const to = at > paused.from ? at : paused.from;
  const { from, reason, by } = paused;
  const pause = { from, to, reason, by, ...(approver !== undefined && { approvedBy: approver }) };
  return { ...rest, pauses: [...clock.pauses, pause] };
}

/** The pause was rejected: it never was, and its time counts. */
export function cancelPause(clock: Clock): Clock {
  if (!clock.paused) return clock;
  const { paused: _cancelled, ...rest } = clock;
  return rest;
}

type Finished = Pick<Clock['pauses'][number], 'from' | 'to' | 'reason' | 'by'>;

/** A clock that began inside a pause has a part of it. */
const isPartOf = (whole: Finished) => (pause: Finished) =>
  pause.reason === whole.reason && pause.by === whole.by && pause.from >= whole.from && pause.to <= whole.to;

/** The leader agreed to a pause that is over. */
export function approveFinished(clock: Clock, finished: Finished, approvedBy: string): Clock {
  const mine = isPartOf(finished);
  return { ...clock, pauses: clock.pauses.map((pause) => (mine(pause) ? { ...pause, approvedBy } : pause)) };
}

/** A pause that is over was not approved: it never was, and its time counts. */
export function cancelFinished(clock: Clock, finished: Finished): Clock {
  const mine = isPartOf(finished);
  return { ...clock, pauses: clock.pauses.filter((pause) => !mine(pause)) };
}

/** The promise was kept, or is over for another reason. A running pause ends with it. */
export function stopClock(clock: Clock, at: Date): Clock {
  if (clock.stoppedAt) return clock;
  const stoppedAt = notBefore(clock, at);
  return { ...resumeClock(clock, stoppedAt), stoppedAt };
}

/** "Fixed" was denied: the clock goes on, and waiting for the reporter's word was a pause. */
export function reopenClock(clock: Clock, at: Date, by: string): Clock {
  if (!clock.stoppedAt) return clock;
  const { stoppedAt, ...rest } = clock;
  const to = at > stoppedAt ? at : stoppedAt;
  const pause = { from: stoppedAt, to, reason: 'awaiting-confirmation', by };
  return { ...rest, pauses: [...clock.pauses, pause] };
}

/** When the open pause ends by itself. */
export const pauseEndsAt = (clock: Clock): Date | undefined => clock.paused?.until;

function notBefore(clock: Clock, at: Date): Date {
  const last = clock.paused?.from ?? clock.pauses.at(-1)?.to ?? clock.startedAt;
  return at > last ? at : last;
}
