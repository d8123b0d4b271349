import type { Context } from '../src/app/context.ts';
import { type Address, channelOf } from '../src/domain/address.ts';
import type { Locale } from '../src/domain/locale.ts';
import { languageOf } from '../src/domain/report/language.ts';
import { contactByAddress, contractFor, personByAddress } from '../src/domain/service/directory.ts';
import type { Contact, Contract, Customer, Person } from '../src/domain/service/service.ts';
import type { Actor } from '../src/domain/ticket/commands.ts';

/** Everything we know of a sender. */
export interface Sender {
  address: Address;
  person?: Person;
  contact?: Contact;
  customer?: Customer;
  contract: Contract;
  /** A contract covers them (their own or the default one); without it the receipt promises nothing. */
  promised: boolean;
  identity: Awaited<ReturnType<Context['identities']['find']>>;
  locale: Locale;
  name?: string;
}

/** Who speaks, in which language to answer, under which contract. */
export async function whoIs(
  address: Address,
  text: string,
  name: string | undefined,
  ctx: Context,
): Promise<Sender> {
  const service = ctx.service();
  const person = personByAddress(service, address);
  const known = contactByAddress(service, address);
  const identity = await ctx.identities.find(address);
  const covered = contractFor(service, known?.customer.id);
  const contract = covered ?? service.contracts[0];
  if (!contract) throw new Error('the service has no contract');
  // The person's own language, else that of their first words; never of a bare digit.
  const locale =
    person?.locale ??
    known?.contact.locale ??
    identity.locale ??
    languageOf(text) ??
    service.organisation.locale;
  const calls = known?.contact.name ?? person?.name ?? name ?? identity.name;
  if (!identity.locale && languageOf(text)) await ctx.identities.note(address, { locale });
  return {
    address,
    ...(person && { person }),
    ...(known && known),
    contract,
    promised: covered !== undefined,
    identity,
    locale,
    ...(calls && { name: calls }),
  };
}

/** Staff by their chat id; commands come from chat alone (a text's sender is no proof). */
export function actorOf(address: Address, ctx: Context): Actor | undefined {
  if (channelOf(address) === 'sms' || channelOf(address) === 'email') return undefined;
  const person = personByAddress(ctx.service(), address);
  return person && person.role !== 'supervisor' ? { person: person.id, role: person.role } : undefined;
}
