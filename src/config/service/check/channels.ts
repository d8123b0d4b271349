import { channelOf } from '../../../domain/address.ts';
import { nearest } from '../../../domain/nearest.ts';
import type { Draft } from '../draft.ts';
import { error, type Finding, type Path } from '../problem.ts';
import { quoted } from '../schema/quoted.ts';

/** Addresses of channels that this hub does not have. */
export function channelFindings(draft: Draft, channels: readonly string[]): Finding[] {
  const all: { path: Path; address: string }[] = [
    ...draft.people.flatMap(({ path, value }) =>
      value.reach.map((address, i) => ({ path: [...path, 'reach', i], address })),
    ),
    ...draft.customers.flatMap(({ path, value }) =>
      value.contacts.flatMap((contact, c) =>
        contact.reach.map((address, i) => ({ path: [...path, 'contacts', c, 'reach', i], address })),
      ),
    ),
    ...draft.groups.flatMap(({ path, value }) =>
      (['channel', 'alerts'] as const).flatMap((field) =>
        value[field] ? [{ path: [...path, field], address: value[field] }] : [],
      ),
    ),
  ];
  return all.flatMap(({ path, address }) => {
    const channel = channelOf(address as `${string}:${string}`);
    if (channels.includes(channel)) return [];
    const meant = nearest(channel, channels);
    return [
      error(
        path,
        `${quoted(channel)} is no channel of this hub; it has ${channels.join(', ')}`,
        meant && `${meant}${address.slice(channel.length)}`,
      ),
    ];
  });
}
