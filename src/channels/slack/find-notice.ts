import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import { bareOf } from '../../domain/address.ts';
import type { Outgoing } from '../../domain/channel.ts';
import { messageRef } from './inbound-message.ts';
import { splitRef } from './message-ref.ts';
import { noticeEvent } from './words.ts';

const Posted = z.object({
  ts: z.string(),
  metadata: z.object({ event_type: z.string(), event_payload: z.object({ id: z.string() }) }),
});

const pages = 5;
/** Business time may run ahead of Slack's, and clocks differ; a notice's id is unique, so asking wider is safe. */
const marginMs = 15 * 60_000;

/**
 * Asks Slack whether a notice already stands in its conversation, by the metadata that every post carries.
 * Whispers leave no trace and edits need none: both answer undefined.
 */
export async function findNotice(
  client: webApi.WebClient,
  outgoing: Outgoing,
  since: Date,
  now: Date,
): Promise<{ providerId: string; ref: string } | undefined> {
  if (outgoing.place?.ephemeral || outgoing.replace) return undefined;
  const channel = outgoing.place?.conversation ?? (await conversationOf(client, bareOf(outgoing.to)));
  const thread = outgoing.place?.thread === undefined ? undefined : splitRef(outgoing.place.thread);
  const oldest = String((Math.min(since.getTime(), now.getTime()) - marginMs) / 1000);
  const ask = { channel, oldest, limit: 200, include_all_metadata: true } as const;
  let cursor: string | undefined;
  for (let page = 0; page < pages; page += 1) {
    const more = cursor ? { cursor } : {};
    const answer = thread
      ? await client.conversations.replies({ ...ask, ...more, ts: thread.ts })
      : await client.conversations.history({ ...ask, ...more });
    const found = (answer.messages ?? [])
      .map((message) => Posted.safeParse(message).data)
      .find((one) => isIt(one, outgoing.id));
    if (found) {
      const ref = messageRef(channel, found.ts);
      return { providerId: ref, ref };
    }
    cursor = answer.response_metadata?.next_cursor || undefined;
    if (!cursor) return undefined;
  }
  return undefined;
}

const isIt = (posted: z.infer<typeof Posted> | undefined, id: string) =>
  posted?.metadata.event_type === noticeEvent && posted.metadata.event_payload.id === id;

async function conversationOf(client: webApi.WebClient, bare: string): Promise<string> {
  if (!/^[UW]/.test(bare)) return bare;
  const opened = await client.conversations.open({ users: bare });
  return opened.channel?.id ?? bare;
}
