import type { Media } from '../media.ts';
import { anyActionId, cardOf, ticketIn } from './about.ts';
import type { Delivered, Delivery } from './delivery.ts';
import { createEnvelopes } from './envelopes.ts';
import { tappables } from './flatten.ts';
import { errorsIn, type FormField, fieldsOf, stateOf, titleOf } from './modal.ts';
import { bot, type Conversation, type SentFile, type SlackMessage, team, type Whisper } from './records.ts';
import type { State } from './state.ts';
import { fits, tapBody } from './tap.ts';
import type { Triggers } from './triggers.ts';
import { asTyped } from './typed.ts';

/** What became of a person's act. `say`: what Slack itself would tell them. */
export interface Acted extends Delivered {
  say?: string;
  /** Where what they said now stands. */
  channel?: string;
  ts?: string;
  /** Words beside the fields of a form that stayed open. */
  errors?: Record<string, string>;
}

export interface Modal {
  id: string;
  title: string;
  fields: FormField[];
}

/** As the app's manifest declares them. */
const known = ['/fault', '/ticket', '/oncall'];

const no = (say: string): Acted => ({ ok: false, status: 0, say });

/** Slack's words when an app doesn't answer. */
const afterwards = (delivered: Delivered, what: string): Acted =>
  delivered.ok ? delivered : { ...delivered, say: `${what} failed: the app did not respond` };

const byTs = (a: { ts: string }, b: { ts: string }) => Number(b.ts) - Number(a.ts);

/** What people do in the workspace, delivered to the hub as Slack would. */
export function createPeople({
  state,
  triggers,
  delivery,
  upload,
}: {
  state: State;
  triggers: Triggers;
  delivery: Delivery;
  /** Keeps a file; what a message says of it. */
  upload(user: string, media: Media): SentFile;
}) {
  const { event, interactive, command } = createEnvelopes({ state, triggers, delivery });

  function place(user: string, channel: string | undefined): Conversation | undefined {
    const conversation = channel === undefined ? state.direct(user) : state.conversation(channel);
    return conversation && state.isMember(conversation, user) ? conversation : undefined;
  }

  /** What a person could tap, newest first: whispers to them and messages where they are. */
  function shownTo(
    user: string,
  ): { conversation: string; message: SlackMessage | Whisper; whispered: boolean }[] {
    const whispers = state.data.whispers.filter((one) => one.user === user);
    const messages = state
      .visibleTo(user)
      .flatMap((where) => where.messages.map((message) => ({ where, message })));
    return [
      ...whispers.map((message) => ({ conversation: message.channel, message, whispered: true })),
      ...messages.map(({ where, message }) => ({ conversation: where.id, message, whispered: false })),
    ].sort((a, b) => byTs(a.message, b.message));
  }

  const acts = {
    /** Says something, in Slack's own form: to the bot directly, or in a channel, where only a mention is delivered. */
    async say(input: {
      user: string;
      channel?: string;
      text: string;
      threadTs?: string;
      files?: SentFile[];
      media?: readonly Media[];
    }): Promise<Acted> {
      const conversation = place(input.user, input.channel);
      if (!conversation) return no('You are not in this conversation.');
      const { text, media = [] } = input;
      const uploaded = media.map((one) => upload(input.user, one));
      const files = input.files ?? (uploaded.length > 0 ? uploaded : undefined);
      const message: SlackMessage = {
        ts: state.nextTs(),
        ...(input.threadTs && { thread_ts: input.threadTs }),
        user: input.user,
        text,
        ...(files && { files }),
      };
      conversation.messages.push(message);
      const said = { channel: conversation.id, ts: message.ts };
      const direct = conversation.im !== undefined;
      // Talk that doesn't concern the bot never leaves Slack.
      if (!direct && !text.includes(`<@${bot.user}`)) return { ok: true, status: 200, ...said };
      const delivered = await event({
        type: direct ? 'message' : 'app_mention',
        ...(files && direct && { subtype: 'file_share' }),
        ...message,
        team: team.id,
        channel: conversation.id,
        ...(direct && { channel_type: 'im' }),
        event_ts: message.ts,
      });
      return { ...delivered, ...said };
    },

    /** Runs a slash command. */
    async command(input: { user: string; channel?: string; command: string; text: string }): Promise<Acted> {
      if (!known.includes(input.command)) return no(`${input.command} is not a valid command.`);
      const conversation = place(input.user, input.channel);
      if (!conversation) return no('You are not in this conversation.');
      const delivered = await command(input, conversation);
      return afterwards(delivered, input.command);
    },

    /** Taps the newest button that fits, on a message that this person can see. */
    async tap(input: {
      user: string;
      channel?: string;
      ts?: string;
      actionId?: string;
      verb?: string;
      ticket?: number;
      value?: string;
    }): Promise<Acted> {
      for (const { conversation, message, whispered } of shownTo(input.user)) {
        if (input.channel !== undefined && input.channel !== conversation) continue;
        if (input.ts !== undefined && input.ts !== message.ts) continue;
        const button = tappables(message.blocks).find((one) => fits(one, input));
        if (!button) continue;
        const delivered = await interactive(
          input.user,
          tapBody(button, conversation, message, whispered, state.nextTs()),
        );
        return { ...afterwards(delivered, button.label), channel: conversation, ts: message.ts };
      }
      return no('There is no such button on any message that you can see.');
    },

    /**
     * Taps a button that is gone by now, as somebody does whose screen is behind: on the ticket's card, else
     * on the newest direct message about it, else on nothing that anybody else sees.
     */
    async tapStale(input: { user: string; verb: string; ticket: number }): Promise<Acted> {
      const direct = state.direct(input.user);
      if (!direct) return no('There is no such person.');
      const card = cardOf(state.data, input.ticket);
      const message = direct.messages.findLast((one) => ticketIn(one) === input.ticket);
      const last = direct.messages.at(-1) ?? { ts: state.nextTs(), user: bot.user, text: '' };
      const seen = card && state.isMember(card.conversation, input.user);
      const where = seen ? card : { conversation: direct, message: message ?? last };
      const button = {
        // Before the app drew its first button: its names begin so.
        actionId: anyActionId(state.data) ?? `faultline:0:${input.verb}`,
        type: 'button',
        label: input.verb,
        value: JSON.stringify({ verb: input.verb, ticket: input.ticket }),
      } as const;
      const { conversation } = where;
      const body = tapBody(button, conversation.id, where.message, false, state.nextTs());
      const delivered = await interactive(input.user, body);
      return { ...afterwards(delivered, input.verb), channel: conversation.id, ts: where.message.ts };
    },

    /** Runs a message shortcut on somebody's message, or a global one. */
    async shortcut(input: {
      user: string;
      callbackId: string;
      channel?: string;
      ts?: string;
    }): Promise<Acted> {
      if (input.channel === undefined || input.ts === undefined) {
        const delivered = await interactive(input.user, {
          type: 'shortcut',
          callback_id: input.callbackId,
          action_ts: state.nextTs(),
        });
        return afterwards(delivered, 'The shortcut');
      }
      const conversation = place(input.user, input.channel);
      const message = conversation && state.message(conversation, input.ts);
      if (!conversation || !message) return no('There is no such message.');
      const delivered = await interactive(input.user, {
        type: 'message_action',
        callback_id: input.callbackId,
        action_ts: state.nextTs(),
        message_ts: message.ts,
        channel: { id: conversation.id, name: conversation.name },
        message: { type: 'message', ...message },
      });
      return afterwards(delivered, 'The shortcut');
    },

    /** The modal that a person has in front of them. */
    modalOf(user: string): Modal | undefined {
      const open = state.data.modals.findLast((one) => one.user === user);
      return open && { id: open.id, title: titleOf(open.view), fields: fieldsOf(open.view) };
    },

    /** Submits a modal: field id → value; what isn't given keeps its initial value. */
    async submitView(input: {
      user: string;
      viewId?: string;
      values: Record<string, string>;
    }): Promise<Acted> {
      const open = state.data.modals.findLast(
        (one) => one.user === input.user && (input.viewId === undefined || one.id === input.viewId),
      );
      if (!open) return no('This form is not open.');
      const view = {
        ...open.view,
        id: open.id,
        hash: open.hash,
        team_id: team.id,
        app_installed_team_id: team.id,
        bot_id: bot.id,
        state: { values: stateOf(open.view, input.values) },
      };
      const delivered = afterwards(
        await interactive(input.user, { type: 'view_submission', view, response_urls: [] }),
        'The form',
      );
      const errors = errorsIn(delivered.answer);
      if (errors) return { ...delivered, ok: false, errors, say: Object.values(errors).join(' ') };
      if (delivered.ok) state.data.modals = state.data.modals.filter((one) => one.id !== open.id);
      return delivered;
    },

    closeView(user: string): void {
      state.data.modals = state.data.modals.filter((one) => one.user !== user);
    },

    /** Opens the app's home tab. */
    openHome: ({ user }: { user: string }): Promise<Acted> =>
      event({
        type: 'app_home_opened',
        user,
        channel: state.direct(user)?.id,
        tab: 'home',
        event_ts: state.nextTs(),
      }),

    /** What Slack tells an app about the app's own message. */
    echo: (conversation: Conversation, message: SlackMessage): Promise<Delivered> =>
      event({
        type: 'message',
        ...message,
        team: team.id,
        channel: conversation.id,
        channel_type: 'im',
        event_ts: message.ts,
      }),
    event,
  };

  return {
    ...acts,
    /** Types a line as people do: a slash command, or a message (direct without a channel). */
    type(input: {
      user: string;
      text: string;
      channel?: string;
      threadTs?: string;
      media?: readonly Media[];
    }): Promise<Acted> {
      const { text, ...where } = input;
      const typed = asTyped(text.trim(), state.users);
      const command = /^(\/[a-z-]+)(?:\s+(.*))?$/s.exec(typed);
      if (!command) return acts.say({ ...where, text: typed });
      // Slash commands don't work in threads.
      if (where.threadTs !== undefined)
        return Promise.resolve(no(`${command[1]} is not supported in threads.`));
      const { media: _notSent, ...place } = where;
      return acts.command({ ...place, command: command[1] ?? '', text: command[2] ?? '' });
    },
  };
}
export type People = ReturnType<typeof createPeople>;
