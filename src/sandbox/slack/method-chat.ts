import { flatten } from './flatten.ts';
import { contentOf, type Method, type MethodContext, needed, SlackSays, textArg } from './method.ts';
import { bot, type Conversation, type SlackMessage } from './records.ts';

/** A conversation that the bot may write to; a person's id means the direct one. */
function writable(id: string, { state }: MethodContext): Conversation {
  const person = state.user(id);
  if (person?.deactivated) throw new SlackSays('user_disabled');
  const found = person ? state.direct(id) : state.conversation(id);
  if (!found) throw new SlackSays('channel_not_found');
  if (found.archived) throw new SlackSays('is_archived');
  if (!state.isMember(found, bot.user)) throw new SlackSays('not_in_channel');
  return found;
}

const seenBy = (conversation: Conversation) => conversation.im ?? conversation.id;

const postMessage: Method = async (args, context) => {
  const conversation = writable(needed(args, 'channel'), context);
  const content = await contentOf(args);
  const thread = textArg(args, 'thread_ts');
  if (thread !== undefined && !context.state.message(conversation, thread))
    throw new SlackSays('thread_not_found');
  const message: SlackMessage = {
    ts: context.state.nextTs(),
    ...(thread && { thread_ts: thread }),
    user: bot.user,
    bot_id: bot.id,
    ...content,
  };
  conversation.messages.push(message);
  context.shown({
    channel: conversation.id,
    to: seenBy(conversation),
    text: flatten(message),
    blocks: message.blocks ?? [],
    kind: 'post',
    ts: message.ts,
    ...(message.metadata !== undefined && { metadata: message.metadata }),
  });
  return { channel: conversation.id, ts: message.ts, message: { type: 'message', ...message } };
};

const update: Method = async (args, context) => {
  const { state } = context;
  const conversation = state.conversation(needed(args, 'channel'));
  if (!conversation) throw new SlackSays('channel_not_found');
  const message = state.message(conversation, needed(args, 'ts'));
  if (!message) throw new SlackSays('message_not_found');
  if (message.user !== bot.user) throw new SlackSays('cant_update_message');
  if (conversation.archived) throw new SlackSays('is_archived');
  const content = await contentOf(args);
  // Text alone takes the blocks away, as Slack does.
  delete message.blocks;
  Object.assign(message, content, { edited: { ts: state.nextTs() } });
  context.shown({
    channel: conversation.id,
    to: seenBy(conversation),
    text: flatten(message),
    blocks: message.blocks ?? [],
    kind: 'update',
    ts: message.ts,
    ...(message.metadata !== undefined && { metadata: message.metadata }),
  });
  return { channel: conversation.id, ts: message.ts, text: message.text };
};

const postEphemeral: Method = async (args, context) => {
  const { state } = context;
  const user = needed(args, 'user');
  const conversation = writable(needed(args, 'channel'), context);
  if (!state.user(user)) throw new SlackSays('user_not_found');
  if (!state.isMember(conversation, user)) throw new SlackSays('user_not_in_channel');
  const { text, blocks } = await contentOf(args);
  const ts = state.nextTs();
  // Whispers are gone when a client reloads; the newest are enough.
  state.data.whispers.splice(0, Math.max(0, state.data.whispers.length - 500));
  state.data.whispers.push({ user, channel: conversation.id, ts, text, ...(blocks && { blocks }) });
  const seen = flatten({ text, ...(blocks && { blocks }) });
  context.shown({
    channel: conversation.id,
    to: user,
    text: seen,
    blocks: blocks ?? [],
    kind: 'ephemeral',
    ts,
  });
  return { message_ts: ts };
};

export const chatMethods: Record<string, Method> = {
  'chat.postMessage': postMessage,
  'chat.update': update,
  'chat.postEphemeral': postEphemeral,
};
