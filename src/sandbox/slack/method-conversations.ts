import { type Args, type Method, needed, SlackSays, textArg } from './method.ts';
import { bot, type Conversation, type SlackMessage, team } from './records.ts';
import type { State } from './state.ts';

const described = (one: Conversation) => ({
  id: one.id,
  name: one.name,
  is_im: one.im !== undefined,
  is_channel: one.im === undefined,
  is_archived: one.archived ?? false,
  is_member: one.bot !== false,
  ...(one.im !== undefined && { user: one.im }),
});

/** Pages through rows; a cursor is a place in them. */
function paged<T>(rows: T[], args: Args): { rows: T[]; response_metadata: { next_cursor: string } } {
  const limit = Math.min(Math.max(Number(textArg(args, 'limit') ?? 100), 1), 1000);
  const from = Number(textArg(args, 'cursor') ?? 0);
  if (!Number.isInteger(from) || from < 0) throw new SlackSays('invalid_cursor');
  const next = from + limit < rows.length ? String(from + limit) : '';
  return { rows: rows.slice(from, from + limit), response_metadata: { next_cursor: next } };
}

function readable(args: Args, state: State): Conversation {
  const found = state.conversation(needed(args, 'channel'));
  if (!found) throw new SlackSays('channel_not_found');
  if (!state.isMember(found, bot.user)) throw new SlackSays('not_in_channel');
  return found;
}

function inRange(message: SlackMessage, args: Args): boolean {
  const oldest = Number(textArg(args, 'oldest') ?? 0);
  const latest = Number(textArg(args, 'latest') ?? Number.POSITIVE_INFINITY);
  return Number(message.ts) > oldest && Number(message.ts) < latest;
}

function asSlackShows(message: SlackMessage, args: Args, all: SlackMessage[]): Record<string, unknown> {
  const { metadata, ...rest } = message;
  const replies = all.filter((one) => one.thread_ts === message.ts && one.ts !== message.ts);
  const wanted = textArg(args, 'include_all_metadata') === 'true';
  return {
    type: 'message',
    ...rest,
    ...(wanted && metadata !== undefined && { metadata }),
    ...(replies.length > 0 && {
      thread_ts: message.ts,
      reply_count: replies.length,
      latest_reply: replies.at(-1)?.ts,
    }),
  };
}

const history: Method = (args, { state }) => {
  const { messages } = readable(args, state);
  const roots = messages.filter((one) => one.thread_ts === undefined || one.thread_ts === one.ts);
  const page = paged(roots.filter((one) => inRange(one, args)).reverse(), args);
  const shown = page.rows.map((one) => asSlackShows(one, args, messages));
  return {
    messages: shown,
    has_more: page.response_metadata.next_cursor !== '',
    response_metadata: page.response_metadata,
  };
};

const replies: Method = (args, { state }) => {
  const { messages } = readable(args, state);
  const ts = needed(args, 'ts');
  if (!messages.some((one) => one.ts === ts)) throw new SlackSays('thread_not_found');
  const thread = messages.filter((one) => one.ts === ts || (one.thread_ts === ts && inRange(one, args)));
  const page = paged(thread, args);
  return {
    messages: page.rows.map((one) => asSlackShows(one, args, messages)),
    response_metadata: page.response_metadata,
  };
};

const listed =
  (mine: boolean): Method =>
  (args, { state }) => {
    const types = (textArg(args, 'types') ?? 'public_channel').split(',');
    const wanted = state.data.conversations.filter(
      (one) =>
        types.includes(one.im === undefined ? 'public_channel' : 'im') &&
        !(textArg(args, 'exclude_archived') === 'true' && one.archived) &&
        (!mine || state.isMember(one, bot.user)),
    );
    const page = paged(wanted, args);
    return { channels: page.rows.map(described), response_metadata: page.response_metadata };
  };

const open: Method = (args, { state }) => {
  const direct = state.direct(needed(args, 'users'));
  if (!direct) throw new SlackSays('users_not_found');
  return { channel: { id: direct.id, is_im: true } };
};

const info: Method = (args, { state }) => {
  const found = state.conversation(needed(args, 'channel'));
  if (!found) throw new SlackSays('channel_not_found');
  return { channel: described(found) };
};

const userInfo: Method = (args, { state }) => {
  const found = state.user(needed(args, 'user'));
  if (!found) throw new SlackSays('user_not_found');
  const { id, name, deactivated = false } = found;
  return {
    user: {
      id,
      team_id: team.id,
      name,
      real_name: name,
      deleted: deactivated,
      is_bot: false,
      profile: { real_name: name },
    },
  };
};

export const conversationMethods: Record<string, Method> = {
  'conversations.history': history,
  'conversations.replies': replies,
  'conversations.list': listed(false),
  'users.conversations': listed(true),
  'conversations.open': open,
  'conversations.info': info,
  'users.info': userInfo,
};
