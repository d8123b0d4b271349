import type { DutySlot, PersonId, Service } from './service.ts';

/** Until when people are out (ill), by their ids. */
export type Absences = Record<PersonId, Date>;

/** Who is out at an instant. */
export const outAt = (absences: Absences, now: Date): PersonId[] =>
  Object.keys(absences).filter((id) => (absences[id] ?? now) > now);

/**
 * The service while somebody is out: their slots are stood by the slot's deputy, and where that one is out too
 * by nobody, so that the leader stands in. The rest is the file's.
 */
export function withoutAbsent(service: Service, absences: Absences, now: Date): Service {
  const out = new Set(outAt(absences, now));
  if (out.size === 0) return service;
  const standIn = (slot: DutySlot): DutySlot[] => {
    const { deputy, ...rest } = slot;
    if (deputy !== undefined && out.has(deputy)) return standIn(rest);
    if (!out.has(slot.person)) return [slot];
    return deputy === undefined ? [] : [{ ...rest, person: deputy }];
  };
  return {
    ...service,
    groups: service.groups.map((group) => {
      const { deputy, ...rest } = group;
      const kept = deputy !== undefined && !out.has(deputy) ? { deputy } : {};
      return { ...rest, ...kept, duty: group.duty.flatMap(standIn) };
    }),
  };
}
