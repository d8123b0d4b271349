import { type Address, addressOf, bareOf, channelOf } from '../address.ts';
import type {
  Contact,
  Contract,
  Customer,
  Group,
  Person,
  PersonId,
  Policy,
  Role,
  Service,
  Site,
} from './service.ts';

/** Who is who in the service file. Pure look-ups; `undefined` means that nobody is known by that name. */

/** One spelling for an address: mail in lower case, numbers without blanks, dashes or a leading 00. */
export function normalised(address: Address): Address {
  const channel = channelOf(address).trim().toLowerCase();
  const bare = bareOf(address).trim();
  if (channel === 'email') return addressOf(channel, bare.toLowerCase());
  if (channel === 'sms') return addressOf(channel, bare.replace(/[\s().-]/g, '').replace(/^00/, '+'));
  return addressOf(channel, bare);
}

const reachedBy = (reach: Address[], address: Address): boolean =>
  reach.some((own) => own === address || normalised(own) === address);

export const personById = (service: Service, id: PersonId): Person | undefined =>
  service.people.find((person) => person.id === id);

export function personByAddress(service: Service, address: Address): Person | undefined {
  const wanted = normalised(address);
  return service.people.find(({ reach }) => reachedBy(reach, wanted));
}

export const customerById = (service: Service, id: string): Customer | undefined =>
  service.customers.find((customer) => customer.id === id);

/** A contact of any customer, with that customer. */
export function contactByAddress(
  service: Service,
  address: Address,
): { customer: Customer; contact: Contact } | undefined {
  const wanted = normalised(address);
  for (const customer of service.customers) {
    const contact = customer.contacts.find(({ reach }) => reachedBy(reach, wanted));
    if (contact) return { customer, contact };
  }
  return undefined;
}

export const customerByAddress = (service: Service, address: Address): Customer | undefined =>
  contactByAddress(service, address)?.customer;

export const siteById = (service: Service, id: string): Site | undefined =>
  service.sites.find((site) => site.id === id);

export const groupById = (service: Service, id: string): Group | undefined =>
  service.groups.find((group) => group.id === id);

/** The group in which somebody stands duty; else the one they lead, deputise in, or manage. */
export function groupOf(service: Service, person: PersonId): Group | undefined {
  const { groups } = service;
  return (
    groups.find(({ duty }) => duty.some((slot) => slot.person === person)) ??
    groups.find(({ duty }) => duty.some((slot) => slot.deputy === person)) ??
    groups.find(({ leader }) => leader === person) ??
    groups.find(({ deputy }) => deputy === person) ??
    groups.find(({ manager }) => manager === person)
  );
}

/** Who leads somebody: their group's leader, and for the leader the manager. */
export function leaderOf(service: Service, person: PersonId): PersonId | undefined {
  const group = groupOf(service, person);
  if (!group) return undefined;
  return group.leader === person ? group.manager : group.leader;
}

export interface Roles {
  role: Role;
  /** Groups by id. */
  leads: string[];
  deputises: string[];
  manages: string[];
  standsDuty: string[];
}

export function rolesOf(service: Service, id: PersonId): Roles | undefined {
  const person = personById(service, id);
  if (!person) return undefined;
  const groups = (holds: (group: Group) => boolean) => service.groups.filter(holds).map((group) => group.id);
  return {
    role: person.role,
    leads: groups(({ leader }) => leader === id),
    deputises: groups(({ deputy, duty }) => deputy === id || duty.some((slot) => slot.deputy === id)),
    manages: groups(({ manager }) => manager === id),
    standsDuty: groups(({ duty }) => duty.some((slot) => slot.person === id)),
  };
}

/** The customer's contract; without a customer, or one that is gone, the default one. */
export function contractFor(service: Service, customer: string | undefined): Contract | undefined {
  const wanted = customer === undefined ? undefined : customerById(service, customer)?.contract;
  return service.contracts.find(({ id }) => id === wanted) ?? service.contracts.find((each) => each.default);
}

/**
 * What a ticket of this contract pins: the contract with its ladder and the calendars it counts by, and a hash
 * of exactly that, so that a change elsewhere in the file makes no new policy. `hash` is given by the caller.
 * Throws a RangeError when the service lacks the contract, its ladder or a calendar: `check` refuses such a file.
 */
export function policyFor(service: Service, contractId: string, hash: (text: string) => string): Policy {
  const contract = need(service.contracts, contractId, 'contract');
  const ladder = need(service.ladders, contract.ladder, 'ladder');
  const used = new Set([...contract.promises.map(({ calendar }) => calendar), contract.workingCalendar]);
  const calendars = [...used].sort().map((id) => need(service.calendars, id, 'calendar'));
  const content = { contract, ladder, calendars, timezone: service.organisation.timezone };
  return { hash: hash(canonical(content)), ...content };
}

function need<T extends { id: string }>(list: T[], id: string, what: string): T {
  const found = list.find((each) => each.id === id);
  if (!found) throw new RangeError(`no ${what} ${id} in the service`);
  return found;
}

/** JSON with sorted keys: the same content gives the same text, however it was built. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
