import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Gap, Intake } from '../../domain/channel.ts';
import type { Identity } from './identity.ts';
import { type Pages, rememberPages } from './pages.ts';
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

const threadsPerConversation = 500;
/** Replies hang under roots that may be older than the gap: cards live for days. */
const rootsBackMs = 3 * 24 * 3_600_000;

type Conversation = { id: string; direct: boolean };

/**
 * How far one gap has been read. A rate limit ends an attempt and not the reading, or a gap with more pages than
 * Slack gives at a time would never be read to its end.
 */
interface Reading {
  gap: Gap;
  conversations?: Conversation[];
  done: Set<string>;
  /** Of the conversation under way. */
  pages: Pages;
}

async function conversations(client: webApi.WebClient, pages: Pages): Promise<Conversation[]> {
  const answers = await pages.all('conversations', (more) =>
    client.users.conversations({
      types: 'im,public_channel,private_channel',
      exclude_archived: true,
      limit: 200,
      ...more,
    }),
  );
  return answers.flatMap(({ channels = [] }) =>
    channels.flatMap(({ id, is_im: direct }) => (id ? [{ id, direct: direct === true }] : [])),
  );
}

const seconds = (date: Date | number) => String(Number(date) / 1000);

async function saidIn(
  client: webApi.WebClient,
  { id }: Conversation,
  { gap: { since }, pages }: Reading,
): Promise<unknown[]> {
  const oldest = seconds(since.getTime() - rootsBackMs);
  const history = await pages.all('history', (more) =>
    client.conversations.history({ channel: id, oldest, limit: 200, ...more }),
  );
  const recent = history.flatMap(({ messages = [] }) => messages);
  const stirred = recent
    .flatMap((message) => Root.safeParse(message).data ?? [])
    .filter((root) => Number(root.latest_reply) * 1000 > since.getTime())
    .slice(0, threadsPerConversation);
  const replies: unknown[] = [];
  for (const root of stirred) {
    const thread = { channel: id, ts: root.ts, oldest: seconds(since), limit: 200 };
    const answers = await pages.all(root.ts, (more) => client.conversations.replies({ ...thread, ...more }));
    replies.push(...answers.flatMap(({ messages = [] }) => messages));
  }
  return [...recent, ...replies];
}

/**
 * Reads what people said to the bot since then, direct or by mention, and feeds it to the intake under the ids
 * that the webhook would have used. Taps and commands leave no history: their users saw the error.
 *
 * Rejects when Slack is away or asks us to rest; asked for the same time again it goes on where it stood.
 */
export function createMissed(client: webApi.WebClient) {
  let reading: Reading | undefined;

  async function read(identity: Identity, now: Reading, intake: Pick<Intake, 'accept'>): Promise<number> {
    let fresh = 0;
    now.conversations ??= await conversations(client, now.pages);
    for (const conversation of now.conversations) {
      if (now.done.has(conversation.id)) continue;
      const said = await readable(() => saidIn(client, conversation, now));
      for (const message of inOrder(said, now.gap.since)) {
        const body = asEvent(message, conversation, identity);
        if (!body || triage(body, identity.team).kind !== 'store') continue;
        if ((await intake.accept(toRaw(body))).fresh) fresh += 1;
      }
      now.done.add(conversation.id);
      now.pages.forget();
    }
    return fresh;
  }

  return async (gap: Gap, identity: Identity, intake: Pick<Intake, 'accept'>) => {
    if (reading?.gap.since.getTime() !== gap.since.getTime())
      reading = { gap, done: new Set(), pages: rememberPages() };
    try {
      const fresh = await read(identity, reading, intake);
      // What was said since it was begun may stand in conversations that were read before.
      const { until } = reading.gap;
      reading = undefined;
      return { fresh, until };
    } catch (error) {
      // A cursor that it no longer knows, and what else won't be better the next time.
      if (slackFailure(error).kind === 'said-no') reading = undefined;
      throw error;
    }
  };
}

/** Each message once, the oldest first. */
function inOrder(said: unknown[], since: Date): z.infer<typeof Said>[] {
  const seen = new Map<string, z.infer<typeof Said>>();
  for (const raw of said) {
    const message = Said.safeParse(raw).data;
    if (message && Number(message.ts) * 1000 > since.getTime()) seen.set(message.ts, message);
  }
  return [...seen.values()].sort((a, b) => Number(a.ts) - Number(b.ts));
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
