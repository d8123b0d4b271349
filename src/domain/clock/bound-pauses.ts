import type { Calendar } from '../service/service.ts';
import type { Clock } from './clock.ts';
import { dueAt } from './reading.ts';
import { addWorkingMs, workingMsBetween } from './working-time.ts';

const keptPauses = 20;

type Pause = Clock['pauses'][number];

/**
 * Keeps the last 20 pauses, so that a ticket stays bounded; call it before the ticket is stored. Changes
 * neither the elapsed nor the due time: a pause from before the due time is summed in `pausedMs`; one from
 * after it never moved the due time, so it is joined with its neighbour instead (reason `earlier-pauses`).
 */
export function boundPauses(clock: Clock, calendar: Calendar): Clock {
  const [first, second, ...rest] = clock.pauses;
  if (!first || !second || clock.pauses.length <= keptPauses) return clock;
  const working = (pause: Pause) => workingMsBetween(calendar, pause.from, pause.to);
  const reachedBefore = dueAt({ ...clock, pauses: [] }, calendar, first.from) <= first.from;
  if (!reachedBefore) {
    const pausedMs = clock.pausedMs + working(first);
    return boundPauses({ ...clock, pauses: [second, ...rest], pausedMs }, calendar);
  }
  const to = addWorkingMs(calendar, first.from, working(first) + working(second)) ?? second.to;
  const joined: Pause = { from: first.from, to, reason: 'earlier-pauses', by: second.by };
  return boundPauses({ ...clock, pauses: [joined, ...rest] }, calendar);
}
