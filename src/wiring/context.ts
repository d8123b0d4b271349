import type { Logger } from 'pino';
import { form, word } from '../../templates/index.ts';
import { createBreakers } from '../app/breakers.ts';
import type { BusinessClock } from '../app/business-clock.ts';
import type { Context } from '../app/context.ts';
import { createTicketTurns } from '../app/ticket-turns.ts';
import { type Address, channelOf } from '../domain/address.ts';
import type { Channel } from '../domain/channel.ts';
import type { Locale } from '../domain/locale.ts';
import { outAt, withoutAbsent } from '../domain/service/absent.ts';
import type { Policy, Service } from '../domain/service/service.ts';
import { spokenIn } from '../domain/service/spoken.ts';
import type { Metrics } from '../http/metrics.ts';
import { AppError } from '../lib/errors.ts';
import { fileToken } from '../lib/file-link.ts';
import { saltedHash } from '../lib/salted-hash.ts';
import { sign } from '../lib/signed.ts';
import type { OpenStore } from './open-store.ts';

/** The database is empty: there are no people, no promises, no tickets. */
export class NothingApplied extends AppError {
  readonly code = 'nothing-applied';
}

export interface Directory {
  /** As it is lived now, or at that instant as far as it is known: who is out is stood in for. */
  service(at?: Date): Service;
  /** Looks whether another hub applied a new file. */
  refresh(): Promise<void>;
  /** The sandbox's staff read what its page is read in. */
  speak(locale: Locale): void;
}

/** The service as it is lived now: who is out is stood in for. */
export async function createDirectory(meta: OpenStore['meta'], clock: { now(): Date }): Promise<Directory> {
  const first = await meta.service();
  if (!first)
    throw new NothingApplied(
      'no service file was applied to this database yet; run: faultline apply service.yaml, or start the hub',
    );
  let current = first;
  let absences = await meta.absences();
  let spoken: Locale | undefined;
  // One object as long as nobody comes or goes: what rules derive of a service is kept by it.
  let lived: { as: string; of: Service; service: Service } | undefined;
  return {
    service(at) {
      if (at) return withoutAbsent(spokenIn(current, spoken), absences, at);
      const now = clock.now();
      const as = [spoken, ...outAt(absences, now)].join();
      if (lived?.of !== current || lived.as !== as)
        lived = { as, of: current, service: withoutAbsent(spokenIn(current, spoken), absences, now) };
      return lived.service;
    },
    speak: (locale) => {
      spoken = locale;
    },
    async refresh() {
      absences = await meta.absences();
      if ((await meta.serviceHash()) === current.hash) return;
      current = (await meta.service()) ?? current;
    },
  };
}

/** Policies never change under their hash: read once. */
function policies(meta: OpenStore['meta']): Context['policy'] {
  const known = new Map<string, Policy>();
  return async (hash) => {
    const cached = known.get(hash);
    if (cached) return cached;
    const policy = await meta.policy(hash);
    if (!policy) throw new Error(`policy ${hash} is missing from the store`);
    if (known.size > 500) known.clear();
    known.set(hash, policy);
    return policy;
  };
}

export interface ContextParts {
  store: OpenStore;
  directory: Directory;
  clock: BusinessClock;
  channels: Channel[];
  secrets: readonly string[];
  publicUrl: () => string;
  metrics: Metrics;
  /** What the country of a number allows. */
  phone: {
    twoWay(address: Address, seen: { seenInbound: boolean }): boolean;
    dailyCap(address: Address): number | undefined;
    /** Its country is in the table: somebody looked at its rules and prices. */
    listed(address: Address): boolean;
  };
  poke: Context['poke'];
  log: Logger;
}

/** The sender of a mail is believed, not proven; a country that nobody looked at may cost anything. */
const strangersAnHour = { mail: 1000, unlistedPhones: 60 };

/** Everything that use cases may ask for. */
export function createContext(parts: ContextParts): Context {
  const { store, directory, clock, secrets, publicUrl, metrics, phone, log } = parts;
  const isPhone = (address: Address): boolean => channelOf(address) === 'sms';
  const channels = new Map(parts.channels.map((channel) => [channel.name, channel]));
  const meters: Context['meters'] = {
    received: metrics.received,
    sent: (channel, result) => metrics.sent(channel, result as 'sent'),
    lateness: metrics.firedLate,
    breaker: metrics.breaker,
  };
  return {
    ...store,
    turns: createTicketTurns(store.tickets),
    service: directory.service,
    refreshService: directory.refresh,
    policy: policies(store.meta),
    clock,
    channels,
    word,
    form,
    hash: (text) => saltedHash(secrets[0] ?? '', text),
    page: (ticket, address) => `${publicUrl()}/t/${sign(secrets, 'page', `${ticket} ${address}`)}`,
    draws: (conversation) => channels.get(channelOf(conversation))?.draws?.(`${publicUrl()}/f/`) ?? true,
    // An address on the web runs out by the world's clock, not by one that a sandbox has moved.
    fileUrl: (kept) => `${publicUrl()}/f/${fileToken(secrets, kept, new Date())}`,
    token: (ticket) => sign(secrets, 'mail', String(ticket)),
    oneWay: (address, seenInbound) => isPhone(address) && !phone.twoWay(address, { seenInbound }),
    dailyCap: (address) => (isPhone(address) ? phone.dailyCap(address) : undefined),
    strangersCap: (address) => {
      if (isPhone(address)) return phone.listed(address) ? undefined : strangersAnHour.unlistedPhones;
      return channelOf(address) === 'email' ? strangersAnHour.mail : undefined;
    },
    log,
    meters,
    breakers: createBreakers(log, meters),
    poke: parts.poke,
  };
}
