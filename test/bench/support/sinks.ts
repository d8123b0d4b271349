import type { Channel, Outgoing, SendResult } from '../../../src/domain/channel.ts';
import type { Inbound } from '../../../src/domain/inbound.ts';

const sent = async ({ id }: Outgoing): Promise<SendResult> => ({
  kind: 'sent',
  providerId: `sink/${id}`,
  proof: 'accepted',
});

/**
 * Channels without providers: a stored message is already what it means, and a send is taken at once, unless
 * `send` says otherwise.
 */
export function sinkChannels(send: Channel['send'] = sent, read?: Channel['read']): Channel[] {
  return (['slack', 'sms', 'email'] as const).map((name) => ({
    name,
    start: async () => undefined,
    stop: async () => undefined,
    read: read ?? (async ({ payload }) => payload as Inbound[]),
    send,
    health: async () => ({ ok: true, say: 'a sink' }),
  }));
}
