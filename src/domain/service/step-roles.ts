import { onDuty } from './rota.ts';
import type { Group, PersonId, Service, StepRole } from './service.ts';

/**
 * The people behind a step's roles at an instant, each once, in the order asked for. With nobody on duty the
 * leader stands in; the deputy is the duty slot's, else the group's, else the leader; the worker is the owner
 * until somebody else works.
 */
export function resolveRoles(
  service: Pick<Service, 'people' | 'organisation'>,
  roles: StepRole[],
  { owner, worker, group, at }: { owner: PersonId; worker?: PersonId; group: Group; at: Date },
): PersonId[] {
  const duty = onDuty(group, service.people, service.organisation.timezone, at);
  const people: Record<StepRole, PersonId> = {
    duty: duty?.person ?? group.leader,
    deputy: duty?.deputy ?? group.deputy ?? group.leader,
    leader: group.leader,
    manager: group.manager,
    owner,
    worker: worker ?? owner,
  };
  return [...new Set(roles.map((role) => people[role]))];
}
