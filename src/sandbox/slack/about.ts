import { tappables } from './flatten.ts';
import type { Conversation, SlackMessage, WorkspaceData } from './records.ts';
import { carriedBy } from './tap.ts';

type Json = Record<string, unknown>;
const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** The ticket in a message's metadata, as the app wrote it there. */
export function ticketInMetadata(metadata: unknown): number | undefined {
  const payload = isJson(metadata) ? metadata['event_payload'] : undefined;
  const ticket = isJson(payload) ? payload['ticket'] : undefined;
  return typeof ticket === 'number' ? ticket : undefined;
}

/** Which ticket a message is about: by its metadata, else by its buttons. */
export function ticketIn(message: Pick<SlackMessage, 'blocks' | 'metadata'>): number | undefined {
  const named = ticketInMetadata(message.metadata);
  if (named !== undefined) return named;
  for (const { value } of tappables(message.blocks)) {
    const { ticket } = carriedBy(value);
    if (typeof ticket === 'number') return ticket;
  }
  return undefined;
}

export interface Standing {
  conversation: Conversation;
  message: SlackMessage;
}

/** The ticket's card: the first message about it in a channel, in these channels' order. */
export function cardOf(data: WorkspaceData, ticket: number): Standing | undefined {
  for (const conversation of data.conversations) {
    if (conversation.im !== undefined) continue;
    const message = conversation.messages.find(
      (one) => one.thread_ts === undefined && ticketIn(one) === ticket,
    );
    if (message) return { conversation, message };
  }
  return undefined;
}

/** Any button that the app ever drew, as a model of how it names them. */
export function anyActionId(data: WorkspaceData): string | undefined {
  for (const { messages } of data.conversations.toReversed()) {
    for (const { blocks } of messages.toReversed()) {
      const [first] = tappables(blocks);
      if (first) return first.actionId;
    }
  }
  return undefined;
}
