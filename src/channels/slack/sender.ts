import type { webApi } from '@slack/bolt';
import { type Address, bareOf } from '../../domain/address.ts';
import type { Outgoing, SendResult } from '../../domain/channel.ts';
import type { Message } from '../../domain/message.ts';
import { messageRef } from './inbound-message.ts';
import { splitRef } from './message-ref.ts';
import { hasPictures, type Rendered, render, renderHome, withLinks } from './render.ts';
import { toSendResult } from './send-result.ts';
import { type SlackFailure, slackFailure } from './slack-error.ts';
import { NotUploaded, uploadTo } from './upload.ts';
import { noticeEvent } from './words.ts';

/** As long as a send may take, whatever Slack does; the outbox counts on it. */
const withinMs = 9_500;

const isPerson = (bare: string) => /^[UW]/.test(bare);

/** What makes a message ours again when we ask for it. */
const metadataOf = ({
  id,
  ticket,
}: Outgoing): { event_type: string; event_payload: Record<string, string | number> } => ({
  event_type: noticeEvent,
  event_payload: { id, ...(ticket !== undefined && { ticket }) },
});

interface Target {
  channel: string;
  thread_ts?: string;
}

/** Where it goes: the place it answers, else the address itself. */
function target({ to, place }: Outgoing): Target {
  if (!place) return { channel: bareOf(to) };
  const thread = place.thread === undefined ? undefined : splitRef(place.thread);
  return { channel: place.conversation, ...(thread && { thread_ts: thread.ts }) };
}

export interface SenderDeps {
  client: webApi.WebClient;
  onFailure(failure: SlackFailure): void;
  /** Slack could not fetch a message's pictures, or take a file; it went out with links. */
  onNotDrawn(why: string): void;
  /** Can Slack fetch a picture from there? */
  draws(url: string): boolean;
  /** For the bytes of files, which go to an address of their own. */
  ask: typeof fetch;
}

export function createSender({ client, onFailure, onNotDrawn, draws, ask }: SenderDeps) {
  // Nothing unfolds, nobody is pinged, and the fallback text is not read as markup.
  const quiet = { unfurl_links: false, unfurl_media: false, link_names: false, mrkdwn: false } as const;

  /** Slack fetches pictures as it takes a message, and refuses the whole of it when it can't. */
  async function shown<T>({ message }: Outgoing, call: (rendered: Rendered) => Promise<T>): Promise<T> {
    if (!message.body.every((block) => block.kind !== 'picture' || draws(block.url)))
      return call(render(withLinks(message)));
    try {
      return await call(render(message));
    } catch (error) {
      const failure = slackFailure(error);
      const blocks = failure.kind === 'said-no' && failure.error === 'invalid_blocks';
      if (!blocks || !hasPictures(message)) throw error;
      onNotDrawn('Slack could not fetch a picture');
      return call(render(withLinks(message)));
    }
  }

  async function post(outgoing: Outgoing, where = target(outgoing)): Promise<SendResult> {
    try {
      return await postAt(outgoing, where);
    } catch (error) {
      const failure = slackFailure(error);
      const rootGone = failure.kind === 'said-no' && goneThread.has(failure.error);
      // The thread's first message was deleted: what we have to say still stands in its conversation.
      if (rootGone && where.thread_ts !== undefined) return postAt(outgoing, { channel: where.channel });
      throw error;
    }
  }

  async function postAt(outgoing: Outgoing, where: Target): Promise<SendResult> {
    const answer = await shown(outgoing, (rendered) =>
      client.chat.postMessage({ ...where, ...rendered, ...quiet, metadata: metadataOf(outgoing) }),
    );
    const ref = messageRef(answer.channel ?? where.channel, answer.ts ?? '');
    // With its timestamp the message stands in the conversation: that is Slack's proof of delivery.
    return { kind: 'sent', providerId: ref, ref, proof: 'delivered' };
  }

  /** The file itself in the thread; where Slack takes none from us, a message with a link to it. */
  async function handOver(outgoing: Outgoing, upload: NonNullable<Outgoing['upload']>): Promise<SendResult> {
    const { channel, thread_ts: thread } = target(outgoing);
    // The card goes first, in the same lane.
    if (thread === undefined) return { kind: 'try-later', reason: 'the card is not there yet' };
    try {
      const { title } = outgoing.message;
      return await uploadTo(client, upload, { title, channel, thread }, ask);
    } catch (error) {
      if (error instanceof NotUploaded) return { kind: 'try-later', reason: error.message };
      const failure = slackFailure(error);
      if (failure.kind !== 'said-no' || failure.error !== 'missing_scope') throw error;
      onNotDrawn('Slack takes no files from us: install the app again, with files:write');
      return post(outgoing);
    }
  }

  async function edit(outgoing: Outgoing, ref: { channel: string; ts: string }): Promise<SendResult> {
    try {
      const metadata = metadataOf(outgoing);
      await shown(outgoing, (rendered) =>
        client.chat.update({ channel: ref.channel, ts: ref.ts, ...rendered, parse: 'none', metadata }),
      );
      const same = messageRef(ref.channel, ref.ts);
      return { kind: 'sent', providerId: same, ref: same, proof: 'delivered' };
    } catch (error) {
      const failure = slackFailure(error);
      if (failure.kind === 'said-no' && goneMessage.has(failure.error))
        return attempt(() => post(outgoing), false);
      return failed(failure, true);
    }
  }

  async function whisper(outgoing: Outgoing): Promise<SendResult> {
    const user = bareOf(outgoing.to);
    const where = target(outgoing);
    try {
      const answer = await shown(outgoing, (rendered) =>
        client.chat.postEphemeral({ ...where, user, ...rendered, link_names: false }),
      );
      const providerId = `${where.channel}:${answer.message_ts ?? ''}`;
      // It may never be seen, and it can't be edited: no `ref`, no proof beyond Slack's word.
      return { kind: 'sent', providerId, proof: 'accepted' };
    } catch (error) {
      const failure = slackFailure(error);
      // A command typed where we aren't a member is answered in a direct message.
      if (failure.kind === 'said-no' && notThere.has(failure.error)) {
        return attempt(() => post(outgoing, { channel: user }), false);
      }
      return failed(failure, false);
    }
  }

  function failed(failure: SlackFailure, repeatable: boolean): SendResult {
    onFailure(failure);
    return toSendResult(failure, repeatable);
  }

  async function attempt(call: () => Promise<SendResult>, repeatable: boolean): Promise<SendResult> {
    try {
      return await call();
    } catch (error) {
      return failed(slackFailure(error), repeatable);
    }
  }

  return {
    send(outgoing: Outgoing): Promise<SendResult> {
      const ref = outgoing.replace === undefined ? undefined : splitRef(outgoing.replace);
      const whispered = outgoing.place?.ephemeral === true && isPerson(bareOf(outgoing.to));
      const { upload } = outgoing;
      const call = ref
        ? () => edit(outgoing, ref)
        : upload
          ? () => handOver(outgoing, upload)
          : whispered
            ? () => whisper(outgoing)
            : () => post(outgoing);
      return inTime(attempt(call, ref !== undefined));
    },
    showHome(to: Address, message: Message): Promise<SendResult> {
      const publish = async (): Promise<SendResult> => {
        const answer = await client.views.publish({ user_id: bareOf(to), view: renderHome(message) });
        return { kind: 'sent', providerId: answer.view?.id ?? bareOf(to), proof: 'accepted' };
      };
      return inTime(attempt(publish, true));
    },
  };
}

const goneThread = new Set(['thread_not_found', 'cannot_reply_to_message']);
const goneMessage = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed']);
const notThere = new Set(['channel_not_found', 'not_in_channel', 'user_not_in_channel', 'is_archived']);

async function inTime(result: Promise<SendResult>): Promise<SendResult> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<SendResult>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'unknown', reason: 'no answer in time' }), withinMs);
  });
  try {
    return await Promise.race([result, late]);
  } finally {
    clearTimeout(timer);
  }
}
