import { stretchAt } from '../clock/offset.ts';
import { createWallClock } from '../clock/wall-clock.ts';
import { weekdayOfDay } from '../clock/zone.ts';
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
  const slot = dutySlot(group, people, timezone, at);
  if (!slot) return undefined;
  const until = nextDutyChange(group, people, timezone, at);
  return {
    person: slot.person,
    ...(slot.deputy !== undefined && { deputy: slot.deputy }),
    ...(until && { until }),
  };
}

/** The same without until when, which takes longer to find. */
export const dutySlot = (group: Group, people: Person[], timezone: string, at: Date): DutySlot | undefined =>
  rotaOf(group, people, timezone).slotAt(at.getTime());

/** The first instant after `at` at which person or deputy is another; within eight days, else `undefined`. */
export const nextDutyChange = (
  group: Group,
  people: Person[],
  timezone: string,
  at: Date,
): Date | undefined => rotaOf(group, people, timezone).nextChange(at);

type Rota = ReturnType<typeof createRota>;

/** A group's rota knows the runs of the days that were asked for: alarms ask for the same ones again and again. */
const known = new WeakMap<Group, { people: Person[]; timezone: string; rota: Rota }>();

function rotaOf(group: Group, people: Person[], timezone: string): Rota {
  const found = known.get(group);
  if (found?.people === people && found.timezone === timezone) return found.rota;
  const rota = createRota(group, people, timezone);
  known.set(group, { people, timezone, rota });
  return rota;
}

const dayMs = 86_400_000;
const daysKept = 1000;

/** The stretch in which a slot that begins on some day is stood. */
interface Run {
  slot: DutySlot;
  from: number;
  to: number;
}

function createRota(group: Group, people: Person[], timezone: string) {
  const staffed = group.duty.filter(({ person }) => people.some(({ id }) => id === person));
  const wallClock = createWallClock(timezone);
  const runs = new Map<number, Run[]>();
  const dayOf = (at: number) => Math.floor((at + stretchAt(timezone, at).offsetMs) / dayMs);

  /** In the rota's order. */
  function runsOn(day: number): Run[] {
    const asked = runs.get(day);
    if (asked) return asked;
    const found = staffed
      .filter(({ days }) => days.includes(weekdayOfDay(day)))
      .map((slot) => ({
        slot,
        from: wallClock(day, slot.from),
        to: wallClock(slot.to > slot.from ? day : day + 1, slot.to),
      }));
    if (runs.size >= daysKept) runs.clear();
    runs.set(day, found);
    return found;
  }

  function slotAt(at: number): DutySlot | undefined {
    const day = dayOf(at);
    const held = [...runsOn(day - 1), ...runsOn(day)]
      .filter(({ from, to }) => at >= from && at < to)
      .map(({ slot }) => slot);
    return held.length > 1 ? staffed.find((slot) => held.includes(slot)) : held[0];
  }

  function nextChange(at: Date): Date | undefined {
    const now = slotAt(at.getTime());
    const today = dayOf(at.getTime());
    // Mostly it is today or tomorrow; a whole week only where one person stands it.
    for (const ahead of [2, 9]) {
      const end = wallClock(today + ahead, '00:00');
      const edges = Array.from({ length: ahead + 1 }, (_, i) => today - 1 + i)
        .flatMap((day) => runsOn(day).flatMap(({ from, to }) => [from, to]))
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
