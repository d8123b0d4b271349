/** The name of a channel's folder: `sms`, `email`, `slack`. */
export type ChannelName = string;

/**
 * Where somebody can be reached: `sms:+8613800000001` (E.164), `email:who@example.org` (lower case),
 * `slack:U0WANGLEI` (a person) or `slack:C0FAULTS` (a conversation).
 */
export type Address = `${string}:${string}`;

export const channelOf = (address: Address): ChannelName => address.slice(0, address.indexOf(':'));
export const bareOf = (address: Address): string => address.slice(address.indexOf(':') + 1);
export const addressOf = (channel: ChannelName, bare: string): Address => `${channel}:${bare}`;

/** `+86••••0001`, `z•••@example.org`: enough to recognise, too little to call. For cards and logs. */
export function masked(address: Address): string {
  const bare = bareOf(address);
  if (bare.startsWith('+')) return `${bare.slice(0, 3)}••••${bare.slice(-4)}`;
  const at = bare.indexOf('@');
  if (at > 0) return `${bare.slice(0, 1)}•••${bare.slice(at)}`;
  return bare;
}
