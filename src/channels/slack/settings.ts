import { z } from 'zod';
import { type Env, optionalGroup, type Settings } from '../../lib/optional-group.ts';

const SlackGroup = z
  .object({
    SLACK_BOT_TOKEN: z.string(),
    SLACK_SIGNING_SECRET: z.string().optional(),
    SLACK_APP_TOKEN: z.string().optional(),
    SLACK_API_URL: z
      .url({ protocol: /^https?$/, error: 'must be an http(s) address' })
      .refine((url) => url.endsWith('/api/'), 'must end in /api/')
      .default('https://slack.com/api/'),
  })
  .refine((env) => env.SLACK_SIGNING_SECRET !== undefined || env.SLACK_APP_TOKEN !== undefined, {
    error:
      'SLACK_BOT_TOKEN alone is half of it: add SLACK_SIGNING_SECRET to receive webhooks, or SLACK_APP_TOKEN for Socket Mode',
  })
  .transform((env) => ({
    botToken: env.SLACK_BOT_TOKEN,
    apiUrl: env.SLACK_API_URL,
    intake: env.SLACK_APP_TOKEN
      ? ({ mode: 'socket', appToken: env.SLACK_APP_TOKEN } as const)
      : ({ mode: 'http', signingSecret: env.SLACK_SIGNING_SECRET ?? '' } as const),
  }));

export interface SlackSettings {
  botToken: string;
  /** Ends in `/api/`. */
  apiUrl: string;
  /** How requests come in: signed webhooks, or a socket that we open (no public address needed). */
  intake: { mode: 'http'; signingSecret: string } | { mode: 'socket'; appToken: string };
  /** An HTTP proxy for everything that goes out to Slack over https. */
  proxy?: string;
}

/** Slack's settings from the environment; `undefined` inside when the channel is off. */
export function readSlackSettings(env: Env): Settings<SlackSettings | undefined> {
  const credentials = [env['SLACK_BOT_TOKEN'], env['SLACK_SIGNING_SECRET'], env['SLACK_APP_TOKEN']];
  if (!credentials.some((value) => value?.trim())) return { ok: true, value: undefined };
  const group = optionalGroup(SlackGroup, env);
  const proxy = env['HTTPS_PROXY']?.trim();
  if (!group.ok || !group.value || !proxy) return group;
  return { ok: true, value: { ...group.value, proxy } };
}
