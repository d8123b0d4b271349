import { type ChannelSettings, channelSettings } from '../channels/index.ts';
import { type Config, readConfig, type SettledConfig, settleConfig } from '../config/config.ts';
import { AppError } from '../lib/errors.ts';
import type { Env, Settings } from '../lib/optional-group.ts';

/** The environment is wrong: every sentence says which variable and what to do. */
export class BadSettings extends AppError {
  readonly code = 'bad-settings';
  readonly problems: string[];
  constructor(problems: string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

export interface HubSettings {
  config: SettledConfig;
  channels: ChannelSettings;
}

/**
 * Reads everything at once, so that a newcomer sees all mistakes together.
 * @throws BadSettings
 */
export function readSettings(env: Env): HubSettings {
  const problems: string[] = [];
  const take = <T>(settings: Settings<T>): T | undefined => {
    if (settings.ok) return settings.value;
    problems.push(...settings.error);
    return undefined;
  };
  const config: Config | undefined = take(readConfig(env));
  const read = channelSettings(env);
  const channels: ChannelSettings = { slack: take(read.slack), sms: take(read.sms), email: take(read.email) };
  const real = Object.entries(channels)
    .filter(([, settings]) => settings)
    .map(([name]) => name);
  const webhooks = real.filter(
    (name) => name === 'sms' || (name === 'slack' && channels.slack?.intake.mode === 'http'),
  );
  const settled = config && take(settleConfig(config, { real, webhooks }));
  if (!settled || problems.length > 0) throw new BadSettings(problems);
  return { config: settled, channels };
}

/** Values that must never reach the log. */
export const secretsIn = (env: Env): string[] =>
  Object.entries(env).flatMap(([name, value]) =>
    value && /SECRET|TOKEN|_SID|_URL|_URI/.test(name) ? [value] : [],
  );
