import type { Consequence, OpenTicket, Ref } from './consequence.ts';
import { added, byId, pairs, refOf } from './same.ts';
import type { Person, Service } from './service.ts';

/** Who comes, who goes and with what, who is reached elsewhere. */
export function personConsequences(
  before: Service | undefined,
  after: Service,
  open: readonly OpenTicket[],
): Consequence[] {
  return [
    ...leavers(before, after, open),
    ...(before ? pairs(before.people, after.people).flatMap(reachedOtherwise) : []),
    ...(before
      ? added(before.people, after.people).map(
          (person): Consequence => ({ kind: 'person-joins', person: refOf(person) }),
        )
      : []),
  ];
}

/** All who are missing from the new file: those whom the old one had, and those who still hold a ticket. */
function leavers(before: Service | undefined, after: Service, open: readonly OpenTicket[]): Consequence[] {
  const staying = byId(after.people);
  const old = byId(before?.people ?? []);
  const holding = open.flatMap(({ owner, worker }) => (worker === undefined ? [owner] : [owner, worker]));
  const ids = [...new Set([...old.keys(), ...holding])].filter((id) => !staying.has(id));
  return ids.map((id) => {
    const owned = open.filter(({ owner }) => owner === id);
    return {
      kind: 'person-leaves',
      person: refOf(old.get(id) ?? { id, name: id }),
      owns: owned.map(({ number }) => number),
      works: open.filter(({ owner, worker }) => worker === id && owner !== id).map(({ number }) => number),
      heirs: heirs(owned, before, after),
    };
  });
}

/** The leader of the ticket's group answers for it until it is handed over; without one, the manager. */
function heirs(
  tickets: OpenTicket[],
  before: Service | undefined,
  after: Service,
): { heir: Ref; tickets: number[] }[] {
  const people = byId(after.people);
  const found = new Map<string, { heir: Ref; tickets: number[] }>();
  for (const { number, policyContract } of tickets) {
    const contract = [...after.contracts, ...(before?.contracts ?? [])].find(
      ({ id }) => id === policyContract,
    );
    const group = after.groups.find(({ id }) => id === contract?.group) ?? after.groups[0];
    const person: Person | undefined = people.get(group?.leader ?? '') ?? people.get(group?.manager ?? '');
    if (!person) continue;
    const entry = found.get(person.id) ?? { heir: refOf(person), tickets: [] };
    entry.tickets.push(number);
    found.set(person.id, entry);
  }
  return [...found.values()];
}

function reachedOtherwise([old, now]: [Person, Person]): Consequence[] {
  const gone = old.reach.filter((address) => !now.reach.includes(address));
  const come = now.reach.filter((address) => !old.reach.includes(address));
  return gone.length + come.length === 0
    ? []
    : [{ kind: 'person-reached-otherwise', person: refOf(now), gone, come }];
}
