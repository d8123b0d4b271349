import type { Consequence, OpenTicket, Ref } from './consequence.ts';
import { contractConsequences } from './contract-consequences.ts';
import { personConsequences } from './person-consequences.ts';
import { added, byId, changed, pairs, refOf, removed } from './same.ts';
import type { Customer, DutySlot, Group, InspectionPlan, Service } from './service.ts';

/**
 * What applying `after` will do to a hub that runs on `before` (absent: nothing was applied yet) with
 * these tickets open. Pure: the caller shows it before anything is changed. Most weighty first.
 */
export function consequences(
  before: Service | undefined,
  after: Service,
  open: readonly OpenTicket[],
): Consequence[] {
  if (!before) {
    const { people, customers, contracts, inspections } = after;
    const first: Consequence = {
      kind: 'first',
      people: people.length,
      customers: customers.length,
      contracts: contracts.length,
      inspections: inspections.length,
    };
    return [
      first,
      ...personConsequences(undefined, after, open),
      ...leaderless(after),
      ...kept(undefined, after),
    ];
  }
  if (before.hash === after.hash) return [];
  return [
    ...personConsequences(before, after, open),
    ...leaderless(after),
    ...contractConsequences(before, after, open),
    ...customerConsequences(before, after, open),
    ...groupConsequences(before, after),
    ...inspectionConsequences(before, after),
    ...zone(before, after),
    ...kept(before, after),
  ];
}

/** The check refuses such a file; said here too, because a service can also be made by a test or a script. */
function leaderless(after: Service): Consequence[] {
  const known = byId(after.people);
  return after.groups
    .filter(({ leader }) => !known.has(leader))
    .map((group) => ({ kind: 'group-without-leader', group: refOf(group), leader: group.leader }));
}

function customerConsequences(before: Service, after: Service, open: readonly OpenTicket[]): Consequence[] {
  const sites = byId(before.sites);
  const at = (customer: Customer) =>
    open
      .filter(({ site }) => site !== undefined && sites.get(site)?.customer === customer.id)
      .map(({ number }) => number);
  return [
    ...removed(before.customers, after.customers).map(
      (customer): Consequence => ({
        kind: 'customer-removed',
        customer: refOf(customer),
        contacts: customer.contacts.length,
        tickets: at(customer),
      }),
    ),
    ...removed(before.sites, after.sites).map(
      (site): Consequence => ({
        kind: 'site-removed',
        site: refOf(site),
        tickets: open.filter((ticket) => ticket.site === site.id).map(({ number }) => number),
      }),
    ),
    ...added(before.customers, after.customers).map(
      (customer): Consequence => ({ kind: 'customer-added', customer: refOf(customer) }),
    ),
    ...pairs(before.customers, after.customers).flatMap(([old, now]): Consequence[] => {
      const customer = refOf(now);
      const moved: Consequence[] =
        old.contract === now.contract
          ? []
          : [{ kind: 'customer-contract', customer, before: old.contract, after: now.contract }];
      return [
        ...moved,
        ...removed(old.contacts, now.contacts).map(
          (contact): Consequence => ({ kind: 'contact-removed', customer, contact: refOf(contact) }),
        ),
        ...added(old.contacts, now.contacts).map(
          (contact): Consequence => ({ kind: 'contact-added', customer, contact: refOf(contact) }),
        ),
      ];
    }),
  ];
}

function groupConsequences(before: Service, after: Service): Consequence[] {
  const people = byId([...before.people, ...after.people]);
  const person = (id: string): Ref => refOf(people.get(id) ?? { id, name: id });
  const lines = (group: Group) => group.duty.map((slot) => dutyLine(slot, person));
  return [
    ...removed(before.groups, after.groups).map(
      (group): Consequence => ({ kind: 'group-removed', group: refOf(group) }),
    ),
    ...added(before.groups, after.groups).map(
      (group): Consequence => ({ kind: 'group-added', group: refOf(group) }),
    ),
    ...pairs(before.groups, after.groups).flatMap(([old, now]): Consequence[] => {
      const [was, is] = [lines(old), lines(now)];
      const gone = was.filter((line) => !is.includes(line));
      const come = is.filter((line) => !was.includes(line));
      return [
        ...(old.leader === now.leader
          ? []
          : [
              {
                kind: 'group-leader',
                group: refOf(now),
                before: person(old.leader),
                after: person(now.leader),
              } as const,
            ]),
        ...(gone.length + come.length === 0
          ? []
          : [{ kind: 'rota-changed', group: refOf(now), gone, come } as const]),
      ];
    }),
  ];
}

/** `王磊 (赵敏) mon–fri 08:00–20:00`: the same in both languages, so that it can be compared as text. */
function dutyLine({ person, deputy, days, from, to }: DutySlot, named: (id: string) => Ref): string {
  const span =
    days.length === 7 ? 'mon–sun' : days.join(' ') === 'mon tue wed thu fri' ? 'mon–fri' : days.join(' ');
  return `${named(person).name}${deputy === undefined ? '' : ` (${named(deputy).name})`} ${span} ${from}–${to}`;
}

function inspectionConsequences(before: Service, after: Service): Consequence[] {
  const sites = byId([...before.sites, ...after.sites]);
  const told =
    (kind: 'inspection-added' | 'inspection-removed' | 'inspection-changed') =>
    (plan: InspectionPlan): Consequence => ({
      kind,
      inspection: refOf(plan),
      site: refOf(sites.get(plan.site) ?? { id: plan.site, name: plan.site }),
    });
  const when = ({ site, recurrence, starts, at, assignee, remindMs }: InspectionPlan) => ({
    site,
    recurrence,
    starts,
    at,
    assignee,
    remindMs,
  });
  return [
    ...removed(before.inspections, after.inspections).map(told('inspection-removed')),
    ...added(before.inspections, after.inspections).map(told('inspection-added')),
    ...pairs(before.inspections, after.inspections)
      .filter(([old, now]) => changed(when(old), when(now)))
      .map(([, now]) => told('inspection-changed')(now)),
  ];
}

function kept(before: Service | undefined, after: Service): Consequence[] {
  const [beforeMs, afterMs] = [before?.retention?.messagesMs, after.retention?.messagesMs];
  if (beforeMs === afterMs) return [];
  return [
    {
      kind: 'messages-kept',
      ...(beforeMs !== undefined && { beforeMs }),
      ...(afterMs !== undefined && { afterMs }),
    },
  ];
}

function zone(before: Service, after: Service): Consequence[] {
  const [old, now] = [before.organisation.timezone, after.organisation.timezone];
  return old === now ? [] : [{ kind: 'timezone-changed', before: old, after: now }];
}
