import type { BusinessClock } from './business-clock.ts';
import type { Hub } from './hub.ts';

/** Rows of a timetable, as far as moving the clock needs them. */
export interface Timetable {
  next(after: Date): Date | undefined;
  /** Answers when all rows that are due have run, one after the other. */
  run(now: Date): Promise<void>;
  /** Begins them side by side, none beside itself: one that takes long doesn't hold up the others. */
  begin(now: Date): void;
}

/**
 * Moves business time to `target` from due instant to due instant, in order, so that everything that falls
 * due on the way goes out at its own time. Answers when it has gone out.
 */
export async function walkTo(
  target: Date,
  { clock, hub, timetable }: { clock: BusinessClock; hub: Hub; timetable: Timetable },
): Promise<void> {
  await hub.settled();
  for (;;) {
    const now = clock.now();
    const instants = [await hub.nextDue(), timetable.next(now)].filter((at) => at !== undefined);
    const next = instants.reduce<Date | undefined>(
      (first, at) => (!first || at < first ? at : first),
      undefined,
    );
    if (!next || next > target) break;
    await clock.moveTo(next);
    await timetable.run(clock.now());
    if (!(await hub.settled())) break;
  }
  await clock.moveTo(target);
  await timetable.run(clock.now());
  await hub.settled();
}
