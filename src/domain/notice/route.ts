import { type Address, channelOf } from '../address.ts';
import type { Person } from '../service/service.ts';
import type { Owed } from './owed.ts';

type Kind = 'chat' | 'sms' | 'email';

/** One way a notice takes: tried at `lane`, then at each of `fallbacks`. */
export interface Route {
  lane: Address;
  fallbacks: Address[];
}

const kindOf = (address: Address): Kind => {
  const channel = channelOf(address);
  return channel === 'sms' || channel === 'email' ? channel : 'chat';
};

/**
 * How a person is reached. A page rings on every kind at once; a notice takes the first that is asked
 * for and falls back to the rest. Empty when the person can't be reached at all: the caller must climb.
 */
export function routesOf(person: Person, { loud, by }: Pick<Owed, 'loud' | 'by'>): Route[] {
  const kinds: Kind[] = by && by.length > 0 ? by : loud === 'page' ? ['chat', 'sms'] : ['chat'];
  const wanted = kinds
    .map((kind) => person.reach.find((address) => kindOf(address) === kind))
    .filter((address) => address !== undefined);
  const lanes = wanted.length > 0 ? wanted : person.reach.slice(0, 1);
  const ringing = loud === 'page' ? lanes : lanes.slice(0, 1);
  const rest = person.reach.filter((address) => !ringing.includes(address));
  // Only the last way falls back: a page that rings twice needs no third copy of each.
  return ringing.map((lane, i) => ({ lane, fallbacks: i === ringing.length - 1 ? rest : [] }));
}
