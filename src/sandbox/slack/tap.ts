import type { Tappable } from './flatten.ts';
import type { SlackMessage, Whisper } from './records.ts';

/** Whether this is the button that somebody means. */
export function fits(
  button: Tappable,
  wanted: { actionId?: string; verb?: string; ticket?: number; value?: string },
): boolean {
  if (wanted.actionId !== undefined && wanted.actionId !== button.actionId) return false;
  if (wanted.verb === undefined && wanted.ticket === undefined && wanted.value === undefined)
    return wanted.actionId !== undefined;
  const carried = carriedBy(button.value);
  return (
    (wanted.verb === undefined || carried['verb'] === wanted.verb) &&
    (wanted.ticket === undefined || carried['ticket'] === wanted.ticket) &&
    (wanted.value === undefined || carried['value'] === wanted.value)
  );
}

/** What a button's value says, as far as it is JSON. */
export function carriedBy(value: string): Record<string, unknown> {
  try {
    return JSON.parse(value) as Record<string, unknown>;
  } catch {
    // A button of another kind: it can only be tapped by its action id.
    return {};
  }
}

/** A tap as Slack tells of it. */
export function tapBody(
  button: Tappable,
  channel: string,
  message: SlackMessage | Whisper,
  whispered: boolean,
  actionTs: string,
) {
  const chosen = { text: { type: 'plain_text', text: button.label }, value: button.value };
  const thread = 'thread_ts' in message && message.thread_ts ? { thread_ts: message.thread_ts } : {};
  return {
    type: 'block_actions',
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel,
      is_ephemeral: whispered,
      ...thread,
    },
    channel: { id: channel },
    ...(!whispered && { message: { type: 'message', ...message } }),
    actions: [
      {
        action_id: button.actionId,
        block_id: 'b',
        type: button.type,
        action_ts: actionTs,
        ...(button.type === 'button' ? { value: button.value } : { selected_option: chosen }),
      },
    ],
  };
}
