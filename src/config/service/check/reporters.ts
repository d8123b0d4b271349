import { type Address, bareOf, channelOf } from '../../../domain/address.ts';
import type { SmsCountry } from '../../../domain/service/service.ts';
import type { Draft } from '../draft.ts';
import { error, type Finding, type Path, warning } from '../problem.ts';

type Contact = Draft['customers'][number]['value']['contacts'][number];

/** What the SMS provider can do for a number, the file's `sms_countries` going before its own table. */
export type SmsWord = (
  address: Address,
  overrides: readonly SmsCountry[],
) => Pick<SmsCountry, 'inbound' | 'links'> | undefined;

/**
 * Only the reporter can say that it is fixed, so somebody of each customer must have a way to say it: a
 * text in a two-way country, the reporter's page (a link), a mail, a chat, or a call that we log.
 */
export function reporterFindings(draft: Draft, smsWord: SmsWord | undefined): Finding[] {
  const overrides = draft.sms_countries.map(({ value: { free_text, daily_cap, ...row } }) => ({
    ...row,
    freeText: free_text,
    dailyCap: daily_cap,
  }));
  const canAnswer = ({ call, reach }: Contact): boolean =>
    call ||
    reach.some((address) => {
      const word = channelOf(address) === 'sms' ? smsWord?.(address, overrides) : undefined;
      return word === undefined || word.inbound || word.links;
    });
  return draft.customers.flatMap(({ path, value }) => {
    const places = value.contacts.map((contact, index) => ({
      path: [...path, 'contacts', index, 'reach'] as Path,
      contact,
    }));
    const asked = places.filter(({ contact }) => contact.role !== 'supervisor');
    const mute = asked.filter(({ contact }) => !canAnswer(contact));
    const cure = 'add an email: address, or "call: true" if we may telephone and log the answer';
    return mute.map(({ path: at, contact }) => {
      const why = `${contact.name} can't answer "fixed?": texts to this country are one-way and carry no link`;
      return mute.length === asked.length
        ? error(at, `${why}, and nobody else of ${value.name} can; ${cure}`)
        : warning(at, `${why}; ${cure}`);
    });
  });
}

/** How many digits follow the country, where that is the same for every mobile. */
const digits: [country: string, count: number][] = [
  ['+86', 11],
  ['+1', 10],
];

/** A digit too few is a slip that shows only when somebody must be told. */
export function numberFindings(draft: Draft): Finding[] {
  const people = draft.people.map(({ path, value }) => ({
    path: [...path, 'reach'] as Path,
    reach: value.reach,
  }));
  const contacts = draft.customers.flatMap(({ path, value }) =>
    value.contacts.map(({ reach }, index) => ({
      path: [...path, 'contacts', index, 'reach'] as Path,
      reach,
    })),
  );
  return [...people, ...contacts].flatMap(({ path, reach }) =>
    reach.flatMap((address, index) => {
      if (channelOf(address) !== 'sms') return [];
      const bare = bareOf(address);
      const rule = digits.find(([country]) => bare.startsWith(country));
      if (!rule || bare.length === rule[0].length + rule[1]) return [];
      const has = bare.length - rule[0].length;
      return [
        warning(
          [...path, index],
          `${rule[1]} digits follow ${rule[0]}, here are ${has}; is one missing or doubled?`,
        ),
      ];
    }),
  );
}
