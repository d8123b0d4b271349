import type { Address } from '../address.ts';
import type { Locale } from '../locale.ts';
import { dutySlot, nextDutyChange } from '../service/rota.ts';
import type { Group, Person, PersonId, Service, StepRole } from '../service/service.ts';
import { type Ticket, workerOf } from '../ticket/ticket.ts';
import type { Named } from '../ticket/view.ts';

/** Who plays which part on a ticket at an instant, as the present service file says. */
export interface Cast {
  named(id: PersonId): Named;
  inRole(role: StepRole): PersonId[];
  /** Who hears and works in somebody's place: whoever is on duty, once their shift is over or they left. */
  inPlaceOf(id: PersonId): PersonId;
  leader: PersonId;
  manager: PersonId;
  groupDeputy: PersonId | undefined;
  supervisors: { address: Address; locale: Locale; name: string }[];
  person(id: PersonId): Person | undefined;
}

export function groupById(service: Service, id: string): Group {
  const group = service.groups.find((g) => g.id === id) ?? service.groups[0];
  if (!group) throw new Error('the service has no group');
  return group;
}

export function named(service: Service, id: PersonId): Named {
  const person = service.people.find((p) => p.id === id);
  // Somebody who left keeps what they did under their id.
  if (!person) return { id, name: id };
  return { id, name: person.name, role: person.role, ...(person.nameEn && { nameEn: person.nameEn }) };
}

/**
 * At shift end work and alarms go to whoever is on duty; the owner stays accountable and sleeps. A shift ends
 * with the first change of duty after the claim that leaves its people elsewhere. Those outside the rota took
 * a ticket of their own accord, and nobody leaves in the middle of a visit of their own.
 */
function shiftIsOver(id: PersonId, ticket: Ticket, group: Group, service: Service, at: Date): boolean {
  const visits = ticket.onsite === 'going' || ticket.onsite === 'arrived';
  if (visits && workerOf(ticket) === id) return false;
  if (!group.duty.some((slot) => slot.person === id)) return false;
  const { people, organisation } = service;
  if (dutySlot(group, people, organisation.timezone, at)?.person === id) return false;
  const change = nextDutyChange(group, people, organisation.timezone, ticket.claimedAt ?? ticket.openedAt);
  return change !== undefined && change <= at;
}

export function castOf(service: Service, ticket: Ticket, at: Date): Cast {
  const group = groupById(service, ticket.group);
  const duty = dutySlot(group, service.people, service.organisation.timezone, at);
  const holder = duty?.person ?? group.leader;
  const deputy = duty?.deputy ?? group.deputy ?? group.leader;
  const customer = service.customers.find((c) => c.id === ticket.customer);
  const inPlaceOf = (id: PersonId): PersonId => {
    if (!service.people.some((p) => p.id === id)) return holder;
    return duty && shiftIsOver(id, ticket, group, service, at) ? duty.person : id;
  };
  const roles: Record<StepRole, PersonId> = {
    duty: holder,
    deputy,
    leader: group.leader,
    manager: group.manager,
    owner: inPlaceOf(ticket.owner),
    worker: inPlaceOf(workerOf(ticket)),
  };
  return {
    named: (id) => named(service, id),
    inRole: (role) => [roles[role]],
    inPlaceOf,
    leader: group.leader,
    manager: group.manager,
    groupDeputy: group.deputy,
    supervisors: (customer?.contacts ?? []).flatMap(({ role, reach: [address], locale, name }) =>
      role === 'supervisor' && address
        ? [{ address, locale: locale ?? service.organisation.locale, name }]
        : [],
    ),
    person: (id) => service.people.find((p) => p.id === id),
  };
}
