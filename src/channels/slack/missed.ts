import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Intake } from '../../domain/channel.ts';
import type { Identity } from './identity.ts';
import { slackFailure } from './slack-error.ts';
import { toRaw } from './stored-body.ts';
import { triage } from './triage.ts';

const Said = z.looseObject({
  type: z.string(),
  ts: z.string(),
  user: z.string().optional(),
  text: z.string().catch(''),
});
const Root = z.object({ ts: z.string(), latest_reply: z.string(), reply_count: z.number() });

const pages = 100;
const threadsPerConversation = 500;
/** Replies hang under roots that may be older than the gap: cards live for days. */
const rootsBackMs = 3 * 24 * 3_600_000;

type Conversation = { id: string; direct: boolean };

async function conversations(client: webApi.WebClient): Promise<Conversation[]> {
  const found: Conversation[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < pages; page += 1) {
    const answer = await client.users.conversations({
      types: 'im,public_channel,private_channel',
      exclude_archived: true,
      limit: 200,
      ...(cursor && { cursor }),
    });
    for (const one of answer.channels ?? [])
      if (one.id) found.push({ id: one.id, direct: one.is_im === true });
    cursor = answer.response_metadata?.next_cursor || undefined;
    if (!cursor) break;
  }
  return found;
}

type Page = { messages?: unknown[]; response_metadata?: { next_cursor?: string } };

async function all(ask: (cursor: { cursor?: string }) => Promise<Page>): Promise<unknown[]> {
  const messages: unknown[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < pages; page += 1) {
    const answer = await ask(cursor ? { cursor } : {});
    messages.push(...(answer.messages ?? []));
    cursor = answer.response_metadata?.next_cursor || undefined;
    if (!cursor) break;
  }
  return messages;
}

const seconds = (date: Date | number) => String(Number(date) / 1000);

async function saidIn(client: webApi.WebClient, { id }: Conversation, since: Date): Promise<unknown[]> {
  const oldest = seconds(since.getTime() - rootsBackMs);
  const recent = await all(
    (more) => client.conversations.history({ channel: id, oldest, limit: 200, ...more }) as Promise<Page>,
  );
  const roots = recent.flatMap((message) => Root.safeParse(message).data ?? []);
  const stirred = roots
    .filter((root) => Number(root.latest_reply) * 1000 > since.getTime())
    .slice(0, threadsPerConversation);
  const replies: unknown[] = [];
  for (const root of stirred) {
    const thread = { channel: id, ts: root.ts, oldest: seconds(since), limit: 200 };
    replies.push(
      ...(await all((more) => client.conversations.replies({ ...thread, ...more }) as Promise<Page>)),
    );
  }
  return [...recent, ...replies];
}

/**
 * Reads what people said to the bot since then, direct or by mention, and feeds it to the intake under the ids
 * that the webhook would have used. Taps and commands leave no history: their users saw the error.
 *
 * @returns how many were new. Rejects when Slack is away, so that the caller asks for the same time again.
 */
export async function feedMissed(
  client: webApi.WebClient,
  identity: Identity,
  since: Date,
  intake: Pick<Intake, 'accept'>,
): Promise<number> {
  let fresh = 0;
  for (const conversation of await conversations(client)) {
    const seen = new Map<string, z.infer<typeof Said>>();
    for (const raw of await readable(() => saidIn(client, conversation, since))) {
      const message = Said.safeParse(raw).data;
      if (message && Number(message.ts) * 1000 > since.getTime()) seen.set(message.ts, message);
    }
    for (const message of [...seen.values()].sort((a, b) => Number(a.ts) - Number(b.ts))) {
      const body = asEvent(message, conversation, identity);
      if (!body || triage(body, identity.team).kind !== 'store') continue;
      if ((await intake.accept(toRaw(body))).fresh) fresh += 1;
    }
  }
  return fresh;
}

/** A conversation that we may no longer read must not hide the others; a sick Slack must stop us. */
async function readable(read: () => Promise<unknown[]>): Promise<unknown[]> {
  try {
    return await read();
  } catch (error) {
    const failure = slackFailure(error);
    if (failure.kind === 'said-no' && /channel|archived|missing_scope|access/.test(failure.error)) return [];
    throw error;
  }
}

/** The message as the event that was missed. */
function asEvent(
  message: z.infer<typeof Said>,
  { id, direct }: Conversation,
  self: Identity,
): Record<string, unknown> | undefined {
  if (!message.user || message.user === self.user) return undefined;
  if (!direct && !message.text.includes(`<@${self.user}`)) return undefined;
  return {
    type: 'event_callback',
    team_id: self.team,
    authorizations: [{ team_id: self.team, user_id: self.user, is_bot: true }],
    event: {
      ...message,
      type: direct ? 'message' : 'app_mention',
      channel: id,
      ...(direct && { channel_type: 'im' }),
    },
  };
}
