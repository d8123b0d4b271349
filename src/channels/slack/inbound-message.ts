import { addressOf } from '../../domain/address.ts';
import type { Inbound, InboundText, Place } from '../../domain/inbound.ts';
import { plainText } from './plain-text.ts';
import { Authorizations, HomeOpened, MessageEvent, type MessageShortcut } from './schema.ts';

export const slackAddress = (id: string) => addressOf('slack', id);

/** A message as edits and threads name it: conversation and timestamp. */
export const messageRef = (conversation: string, ts: string): string => `${conversation}:${ts}`;

/** What people write; the other subtypes are edits, joins, topics, bots. */
const written = new Set([undefined, 'file_share', 'thread_broadcast', 'me_message']);

function placeOf(event: MessageEvent): Place {
  const thread = event.threadTs ? { thread: messageRef(event.conversation, event.threadTs) } : {};
  return { conversation: event.conversation, ...thread };
}

/** A direct message or a mention as words from a person; edits, bots and talk beside us are nothing. */
export function readMessage(raw: unknown, body: unknown, knownSelf: string | undefined): Inbound[] {
  const parsed = MessageEvent.safeParse(raw);
  if (!parsed.success) return [];
  const event = parsed.data;
  const self = Authorizations.safeParse(body).data ?? knownSelf;
  const mention = event.type === 'app_mention' || (self !== undefined && mentions(event.text, self));
  if (event.bot || event.user === self || !written.has(event.subtype)) return [];
  if (!event.direct && !mention) return [];
  const text: InboundText = {
    kind: 'text',
    from: slackAddress(event.user),
    text: plainText(event.text ?? '', self),
    attachments: event.files,
    place: placeOf(event),
  };
  if (event.text === undefined) text.partial = true;
  if (!event.direct) {
    text.mention = true;
    // In a card's thread a mention is a verb; anywhere else it reports.
    if (!event.threadTs) text.intent = 'fault';
  }
  return [text];
}

const mentions = (text: string | undefined, user: string) =>
  text !== undefined && (text.includes(`<@${user}>`) || text.includes(`<@${user}|`));

export function readHome(raw: unknown): Inbound[] {
  const parsed = HomeOpened.safeParse(raw);
  if (!parsed.success || parsed.data.tab !== 'home') return [];
  return [{ kind: 'home', from: slackAddress(parsed.data.user) }];
}

/** Somebody else's words handed on as a report: the author is named as its reporter. */
export function readReported(shortcut: MessageShortcut, self: string | undefined): Inbound {
  const { user, author } = shortcut;
  const other = author !== undefined && author !== user.id && author !== self;
  return {
    kind: 'text',
    from: slackAddress(user.id),
    ...(user.name && { fromName: user.name }),
    text: plainText(shortcut.text, self),
    attachments: shortcut.files,
    intent: 'fault',
    ...(other && { onBehalfOf: { address: slackAddress(author) } }),
    place: { conversation: shortcut.conversation, ephemeral: true },
  };
}
