import { onDuty } from '../service/rota.ts';
import type { Customer, Group, Person, PersonId, Service, StepRole } from '../service/service.ts';
import { type Ticket, workerOf } from '../ticket/ticket.ts';
import type { Named } from '../ticket/view.ts';

/** Who plays which part on a ticket at an instant, as the present service file says. */
export interface Cast {
  named(id: PersonId): Named;
  inRole(role: StepRole): PersonId[];
  leader: PersonId;
  manager: PersonId;
  groupDeputy: PersonId | undefined;
  supervisors: Customer['contacts'];
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

export function castOf(service: Service, ticket: Ticket, at: Date): Cast {
  const group = groupById(service, ticket.group);
  const duty = onDuty(group, service.people, service.organisation.timezone, at);
  const holder = duty?.person ?? group.leader;
  const deputy = duty?.deputy ?? group.deputy ?? group.leader;
  const customer = service.customers.find((c) => c.id === ticket.customer);
  const roles: Record<StepRole, PersonId> = {
    duty: holder,
    deputy,
    leader: group.leader,
    manager: group.manager,
    owner: ticket.owner,
    worker: workerOf(ticket),
  };
  return {
    named: (id) => named(service, id),
    inRole: (role) => [roles[role]],
    leader: group.leader,
    manager: group.manager,
    groupDeputy: group.deputy,
    supervisors: customer?.contacts.filter((c) => c.role === 'supervisor') ?? [],
    person: (id) => service.people.find((p) => p.id === id),
  };
}
