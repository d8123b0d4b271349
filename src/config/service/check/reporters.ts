import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { bareOf, channelOf } from '../../../domain/address.ts';
import type { SmsCountry } from '../../../domain/service/service.ts';
import type { Draft } from '../draft.ts';
import { error, type Finding, type Path, warning } from '../problem.ts';

type Contact = Draft['customers'][number]['value']['contacts'][number];
type Country = Pick<SmsCountry, 'country' | 'inbound' | 'links'>;

/**
 * Only the reporter can say that it is fixed, so somebody of each customer must have a way to say it: a
 * text in a two-way country, the reporter's page (a link), a mail, a chat, or a call that we log.
 */
export function reporterFindings(draft: Draft, provider: readonly SmsCountry[]): Finding[] {
  const written = draft.sms_countries.map(({ value }) => value);
  const countries = new Map<string, Country>([...provider, ...written].map((row) => [row.country, row]));
  return draft.customers.flatMap(({ path, value }) => {
    const places = value.contacts.map((contact, index) => ({
      path: [...path, 'contacts', index, 'reach'] as Path,
      contact,
    }));
    const asked = places.filter(({ contact }) => contact.role !== 'supervisor');
    const findings = places.flatMap((place) => numberFindings(place.path, place.contact));
    const mute = asked.filter(({ contact }) => !canAnswer(contact, countries));
    if (mute.length === 0 || asked.length === 0) return findings;
    const cure = 'add an email: address, or "call: true" if we may telephone and log the answer';
    for (const { path: at, contact } of mute) {
      const why = `${contact.name} can't answer "fixed?": texts to this country are one-way and carry no link`;
      findings.push(
        mute.length === asked.length
          ? error(at, `${why}, and nobody else of ${value.name} can; ${cure}`)
          : warning(at, `${why}; ${cure}`),
      );
    }
    return findings;
  });
}

function canAnswer(contact: Contact, countries: Map<string, Country>): boolean {
  if (contact.call) return true;
  return contact.reach.some((address) => {
    if (channelOf(address) !== 'sms') return true;
    const country = countries.get(parsePhoneNumberFromString(bareOf(address))?.country ?? '');
    return country === undefined || country.inbound || country.links;
  });
}

/** A digit too few is the slip that shows only when somebody must be told. */
function numberFindings(path: Path, contact: Contact): Finding[] {
  return contact.reach.flatMap((address, index) => {
    if (channelOf(address) !== 'sms') return [];
    const number = parsePhoneNumberFromString(bareOf(address));
    return number?.isPossible()
      ? []
      : [
          warning(
            [...path, index],
            'this number has too many or too few digits for its country; texts will not arrive',
          ),
        ];
  });
}
