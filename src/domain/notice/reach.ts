import { type Address, bareOf, channelOf } from '../address.ts';

/** How somebody outside is reached, for the one person who is to do it: a number, a mailbox or a chat name. */
export function reachOf(address: Address): { phone?: string; mail?: string; chat?: string } {
  const bare = bareOf(address);
  const channel = channelOf(address);
  if (channel === 'sms') return { phone: bare };
  return channel === 'email' ? { mail: bare } : { chat: bare };
}
