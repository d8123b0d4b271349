import type { Address } from '../address.ts';
import type { Party, Ticket } from './ticket.ts';

/** Kept on the ticket; the journal has them all. */
const keptParties = 60;

/** A listed contact's word makes them a party: the next one comes from somebody we know. */
export function heardFrom(ticket: Ticket, party: Party | undefined): Ticket {
  if (!party) return ticket;
  const others = ticket.parties.filter((p) => p.address !== party.address);
  return { ...ticket, parties: [...others.slice(0, keptParties - 1), party] };
}

/** One person, two addresses: heard on `to` from now on, which itself points nowhere else. */
export function joinedParties({ parties, locale }: Ticket, from: Address, to: Address, at: Date): Party[] {
  const fresh: Party = { address: from, role: 'reporter', locale, hears: false, lastReportAt: at };
  const all = parties.some((p) => p.address === from) ? parties : [...parties, fresh];
  return all.map((p) => {
    if (p.address === from) return { ...p, hears: false, joinedTo: to };
    if (p.address !== to) return p;
    const { joinedTo: _elsewhere, ...heard } = p;
    return { ...heard, hears: true };
  });
}

export function withParty(parties: Party[], party: Party): Party[] {
  const known = parties.find((p) => p.address === party.address);
  // A party keeps the stronger role: somebody who reported is not demoted by being copied later.
  if (known) return parties.map((p) => (p === known ? { ...p, lastReportAt: party.lastReportAt } : p));
  return [...parties, party].slice(0, keptParties);
}

/** Staff who forwarded a report stay in the picture, but the reporter confirms. */
export const asCopied = (party: Party): Party =>
  party.role === 'reporter' ? { ...party, role: 'copied', hears: false } : party;
