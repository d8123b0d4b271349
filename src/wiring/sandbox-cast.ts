import { type ChannelSettings, channelSettings } from '../channels/index.ts';
import { bareOf, channelOf } from '../domain/address.ts';
import type { Service } from '../domain/service/service.ts';

const chatOf = (reach: readonly `${string}:${string}`[]) =>
  reach.find((address) => channelOf(address) === 'slack');

/** Who appears in the sandbox: the staff with a chat id, the conversations, the customers' contacts. */
export function castOf(service: Service) {
  const users = service.people.flatMap((person) => {
    const chat = chatOf(person.reach);
    return chat
      ? [
          {
            id: bareOf(chat),
            person: person.id,
            name: person.name,
            ...(person.nameEn && { nameEn: person.nameEn }),
            role: person.role,
            phones: person.reach.filter((a) => channelOf(a) === 'sms').map(bareOf),
            mails: person.reach.filter((a) => channelOf(a) === 'email').map(bareOf),
          },
        ]
      : [];
  });
  const channels = service.groups.flatMap((group) =>
    [group.channel, group.alerts]
      .filter((address) => address !== undefined)
      .map((address) => ({ id: bareOf(address), name: group.name })),
  );
  const contacts = service.customers.flatMap((customer) =>
    customer.contacts.map((contact) => ({
      name: `${contact.name}（${customer.name}）`,
      nameEn: `${contact.nameEn ?? contact.name} (${customer.nameEn ?? customer.name})`,
      phones: contact.reach.filter((a) => channelOf(a) === 'sms').map(bareOf),
      mails: contact.reach.filter((a) => channelOf(a) === 'email').map(bareOf),
    })),
  );
  return {
    users,
    channels: [...new Map(channels.map((c) => [c.id, c])).values()],
    contacts,
    timezone: service.organisation.timezone,
    organisation: { name: service.organisation.name, nameEn: service.organisation.nameEn },
    locale: service.organisation.locale,
  };
}

/** The sandbox's mail settings, read the way real ones are. */
export function mailSettings(
  smtpUrl: string,
  from: string,
  listen: { host: string; port: number },
): ChannelSettings['email'] {
  const { email: read } = channelSettings({
    SMTP_URL: smtpUrl,
    MAIL_FROM: from,
    MAIL_LISTEN: `${listen.host}:${listen.port}`,
  });
  if (!read.ok) throw new Error(read.error.join('; '));
  return read.value;
}
