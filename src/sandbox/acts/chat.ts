import type { z } from 'zod';
import { SandboxRefused } from '../refused.ts';
import type { ChatRequest } from '../requests.ts';
import { type Acted, cardOf } from '../slack/index.ts';
import { type ActContext, type Answer, mustBeSomebody, mustBeTaken, type No, perform } from './act.ts';

const mention = /^@(?:faultline|bot)(?![\w.-])\s*/i;

/** Slack's own words are what the person is told; a message that never arrived is the hub's trouble. */
export function noOf(acted: Acted, what: string): No {
  if (acted.ok) return undefined;
  if (acted.say !== undefined) return { say: acted.say };
  mustBeTaken(false, what, acted.status === 0 ? 'no answer' : acted.status);
  return undefined;
}

interface Where {
  channel?: string;
  threadTs?: string;
}

/** A thread of a card, a mention in the channel of the cards, or a direct message to the bot. */
function whereOf(
  { text, ticket, thread, channel }: z.infer<typeof ChatRequest>,
  { machines, cast }: ActContext,
): Where {
  if (text.startsWith('/')) return channel === undefined ? {} : { channel };
  if (ticket !== undefined && thread === undefined) {
    const card = cardOf(machines.slack.look(), ticket);
    if (!card) throw new SandboxRefused(400, `ticket: no card in chat is about ${ticket}`);
    return { channel: card.conversation.id, threadTs: card.message.thread_ts ?? card.message.ts };
  }
  const main = cast().channels[0]?.id;
  const said = channel ?? (mention.test(text) || thread !== undefined ? main : undefined);
  return { ...(said !== undefined && { channel: said }), ...(thread !== undefined && { threadTs: thread }) };
}

/** Somebody types a line in chat: a slash command, a message to the bot, a mention. */
export function chatIn(request: z.infer<typeof ChatRequest>, context: ActContext): Promise<Answer> {
  const { machines } = context;
  const { user } = request;
  mustBeSomebody(user, context);
  const where = whereOf(request, context);
  const text = request.text.replace(mention, '@faultline ');
  return perform(context, user, async () => {
    machines.slack.closeView(user);
    const acted = await machines.slack.type({ user, text, media: request.media, ...where });
    machines.said(acted.ts);
    machines.chatChanged(acted.channel);
    return noOf(acted, 'the message');
  });
}
