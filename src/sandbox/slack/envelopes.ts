import type { Delivered, Delivery } from './delivery.ts';
import { bot, type Conversation, team } from './records.ts';
import type { State } from './state.ts';
import type { Triggers } from './triggers.ts';

interface Typed {
  user: string;
  command: string;
  text: string;
}

/** What Slack wraps around each kind of act before it tells an app. */
export function createEnvelopes({
  state,
  triggers,
  delivery,
}: {
  state: State;
  triggers: Triggers;
  delivery: Delivery;
}) {
  const userOf = (id: string) => ({
    id,
    username: state.user(id)?.name ?? id,
    name: state.user(id)?.name ?? id,
    team_id: team.id,
  });
  const common = {
    team: { id: team.id, domain: team.domain },
    api_app_id: bot.app,
    token: 'verification',
    is_enterprise_install: false,
  };

  function event(body: Record<string, unknown>): Promise<Delivered> {
    return delivery.deliver({
      type: 'events_api',
      body: {
        token: common.token,
        team_id: team.id,
        api_app_id: bot.app,
        event: body,
        type: 'event_callback',
        event_id: state.nextId('Ev'),
        event_time: Math.floor(Date.now() / 1000),
        authorizations: [
          {
            enterprise_id: null,
            team_id: team.id,
            user_id: bot.user,
            is_bot: true,
            is_enterprise_install: false,
          },
        ],
        is_ext_shared_channel: false,
      },
    });
  }

  const interactive = (user: string, body: Record<string, unknown>) =>
    delivery.deliver({
      type: 'interactive',
      body: { ...common, user: userOf(user), trigger_id: triggers.issue(user), ...body },
    });

  function command(input: Typed, conversation: Conversation): Promise<Delivered> {
    return delivery.deliver({
      type: 'slash_commands',
      body: {
        token: common.token,
        team_id: team.id,
        team_domain: team.domain,
        channel_id: conversation.id,
        channel_name: conversation.im === undefined ? conversation.name : 'directmessage',
        user_id: input.user,
        user_name: userOf(input.user).name,
        command: input.command,
        text: input.text,
        api_app_id: bot.app,
        is_enterprise_install: 'false',
        response_url: 'https://hooks.slack.com/commands/T0SANDBOX/1/sandbox',
        trigger_id: triggers.issue(input.user),
      },
    });
  }

  return { event, interactive, command };
}
