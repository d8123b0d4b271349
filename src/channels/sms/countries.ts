import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { type Address, bareOf, channelOf } from '../../domain/address.ts';
import type { SmsCountry } from '../../domain/service/service.ts';

type Row = [
  country: string,
  inbound: boolean,
  links: boolean,
  numbers: boolean,
  freeText: boolean,
  dailyCap: number,
];

/**
 * What Twilio can do where, as far as its country guidelines say, on the careful side: a wrong "yes"
 * loses a text without a word. Providers and laws change; `smsCountries` in service.yaml overrides rows.
 * `inbound` is about two-way numbers for that country; a number that has texted us is two-way anyway.
 * `freeText: false` means that networks want the text's template registered first.
 */
const rows: Row[] = [
  // country, inbound, links, numbers in the text, free text, texts a person and day
  ['CN', false, false, false, false, 6],
  ['HK', true, true, true, true, 8],
  ['TW', false, false, true, true, 8],
  ['SG', false, true, true, true, 8],
  ['MY', false, false, false, true, 8],
  ['JP', false, true, true, true, 8],
  ['KR', false, false, true, true, 8],
  ['IN', false, false, false, false, 6],
  ['US', true, true, true, true, 10],
  ['CA', true, true, true, true, 10],
  ['GB', true, true, true, true, 10],
  ['DE', true, true, true, true, 10],
  ['FR', true, true, true, true, 10],
  ['AU', true, true, true, true, 10],
];

/** Every other country: careful, and few, because nobody has looked at its rules or prices. */
const unlisted = { inbound: false, links: false, numbers: false, freeText: true, dailyCap: 4 };

/** Where a calling code is shared, the country meant when the number itself doesn't tell. */
const mainCountry: Record<string, string> = { '1': 'US', '7': 'RU', '39': 'IT', '44': 'GB', '61': 'AU' };

export interface SmsCountries {
  /** Undefined only for what is no phone number. */
  countryOf(address: Address): string | undefined;
  /** What can be done for that number; never undefined: an unknown country is treated carefully. */
  can(address: Address): SmsCountry;
  /** Can its owner answer us? */
  twoWay(address: Address, known: { seenInbound: boolean }): boolean;
  /** Its country has a row: somebody looked at its rules. */
  listed(address: Address): boolean;
  /** Costs whoever texts it: never answered. */
  premium(address: Address): boolean;
}

/** The table above with the service file's own rows in front. */
export function createSmsCountries(overrides: readonly SmsCountry[] = []): SmsCountries {
  const table = new Map<string, SmsCountry>();
  for (const [country, inbound, links, numbers, freeText, dailyCap] of rows)
    table.set(country, { country, inbound, links, numbers, freeText, dailyCap });
  for (const row of overrides) table.set(row.country.toUpperCase(), row);

  const can = (address: Address): SmsCountry => {
    const country = countryOf(address) ?? 'ZZ';
    return table.get(country) ?? { country, ...unlisted };
  };
  return {
    countryOf,
    can,
    // Somebody's text arrived here, so a way back exists, whatever the table says of the country.
    twoWay: (address, { seenInbound }) => seenInbound || can(address).inbound,
    listed: (address) => table.has(countryOf(address) ?? 'ZZ'),
    premium: (address) => {
      const type = parsePhoneNumberFromString(bareOf(address))?.getType();
      return type === 'PREMIUM_RATE' || type === 'SHARED_COST';
    },
  };
}

/** ISO 3166 alpha-2 of an `sms:` address. */
export function countryOf(address: Address): string | undefined {
  if (channelOf(address) !== 'sms') return undefined;
  const number = parsePhoneNumberFromString(bareOf(address));
  return number?.country ?? mainCountry[number?.countryCallingCode ?? ''];
}

/**
 * A number as people write it (`138 0000 0001`, `0044 20…`, `+86-138…`, full-width digits) in E.164;
 * undefined when it can't be one. `defaultCountry` is ISO 3166 alpha-2.
 */
export function normaliseNumber(text: string, defaultCountry: string): string | undefined {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/^tel:/i, '')
    .replace(/^00(?=[1-9])/, '+');
  const number = parsePhoneNumberFromString(plain, {
    defaultCountry: defaultCountry as CountryCode,
    extract: false,
  });
  return number?.isPossible() ? number.number : undefined;
}
