import type { Clock } from './clock.ts';

/**
 * When `ms` of plain time have passed since `from`, not counting the clock's pauses. `undefined` when an open
 * pause comes first. For what follows the wall and not the working hours, as repeats of an alarm do.
 */
export function unpausedAfter(clock: Clock, from: Date, ms: number): Date | undefined {
  let cursor = from.getTime();
  let left = ms;
  for (const pause of clock.pauses) {
    if (pause.to.getTime() <= cursor) continue;
    const free = Math.max(0, pause.from.getTime() - cursor);
    if (left <= free) break;
    left -= free;
    cursor = pause.to.getTime();
  }
  const held = clock.stoppedAt ?? clock.paused?.from;
  return held && cursor + left > held.getTime() ? undefined : new Date(cursor + left);
}

/** Whether the clock stood still at that instant: in a pause, listed or open, or stopped. */
export function heldAt(clock: Clock, at: Date): boolean {
  const held = clock.stoppedAt ?? clock.paused?.from;
  if (held && at >= held) return true;
  return clock.pauses.some(({ from, to }) => at >= from && at < to);
}
