import { createWallClock } from '../clock/wall-clock.ts';
import { dateOf, dayNumber, weekdayOfDay } from '../clock/zone.ts';
import type { DutySlot, Group, Person, PersonId } from './service.ts';

export interface OnDuty {
  person: PersonId;
  /** The slot's own deputy. */
  deputy?: PersonId;
  /** When somebody else, or nobody, takes over; absent when that is over a week away. */
  until?: Date;
}

/**
 * Who is on duty, as the rota says in the organisation's zone. The first slot that holds the instant wins;
 * a slot past midnight belongs to the day on which it begins. A slot of somebody who isn't among `people` is
 * passed over. `undefined`: nobody, and the leader stands in.
 */
export function onDuty(group: Group, people: Person[], timezone: string, at: Date): OnDuty | undefined {
  const rota = createRota(group, people, timezone);
  const slot = rota.slotAt(at.getTime());
  if (!slot) return undefined;
  const until = rota.nextChange(at);
  return {
    person: slot.person,
    ...(slot.deputy !== undefined && { deputy: slot.deputy }),
    ...(until && { until }),
  };
}

/** The first instant after `at` at which person or deputy is another; within eight days, else `undefined`. */
export const nextDutyChange = (
  group: Group,
  people: Person[],
  timezone: string,
  at: Date,
): Date | undefined => createRota(group, people, timezone).nextChange(at);

function createRota(group: Group, people: Person[], timezone: string) {
  const known = group.duty.filter(({ person }) => people.some(({ id }) => id === person));
  const wallClock = createWallClock(timezone);
  const dayOf = (at: number) => dayNumber(dateOf(new Date(at), timezone));

  /** The stretch of a slot that begins on a day, if it has one. */
  function runOf({ days, from, to }: DutySlot, day: number): [from: number, to: number] | undefined {
    if (!days.includes(weekdayOfDay(day))) return undefined;
    return [wallClock(day, from), wallClock(to > from ? day : day + 1, to)];
  }

  function slotAt(at: number): DutySlot | undefined {
    const day = dayOf(at);
    return known.find((slot) =>
      [day - 1, day].some((begins) => {
        const run = runOf(slot, begins);
        return run !== undefined && at >= run[0] && at < run[1];
      }),
    );
  }

  function nextChange(at: Date): Date | undefined {
    const now = slotAt(at.getTime());
    const today = dayOf(at.getTime());
    // Mostly it is today or tomorrow; a whole week only where one person stands it.
    for (const ahead of [2, 9]) {
      const end = wallClock(today + ahead, '00:00');
      const edges = Array.from({ length: ahead + 1 }, (_, i) => today - 1 + i)
        .flatMap((day) => known.flatMap((slot) => runOf(slot, day) ?? []))
        .filter((edge) => edge > at.getTime() && edge <= end)
        .sort((a, b) => a - b);
      const change = [...new Set(edges)].find((edge) => {
        const then = slotAt(edge);
        return then?.person !== now?.person || then?.deputy !== now?.deputy;
      });
      if (change !== undefined) return new Date(change);
    }
    return undefined;
  }

  return { slotAt, nextChange };
}
