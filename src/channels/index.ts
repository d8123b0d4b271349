import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Channel } from '../domain/channel.ts';
import type { SmsCountry } from '../domain/service/service.ts';
import type { Env, Settings } from '../lib/optional-group.ts';
import type { Route } from '../lib/route.ts';
import { createEmailChannel, type EmailSettings, readEmailSettings } from './email/index.ts';
import { createSlackChannel, readSlackSettings, type SlackSettings } from './slack/index.ts';
import {
  createSmsChannel,
  createSmsCountries,
  readSmsSettings,
  type SmsCountries,
  type SmsSettings,
} from './sms/index.ts';

/** What the environment says of each channel; absent: the channel is off. */
export interface ChannelSettings {
  slack: SlackSettings | undefined;
  sms: SmsSettings | undefined;
  email: EmailSettings | undefined;
}

/** The channels there are: what `reach` in a service file may begin with. */
export const channelNames: readonly (keyof ChannelSettings)[] = ['slack', 'sms', 'email'];

/** A line a channel: its settings from the environment. */
export const channelSettings = (
  env: Env,
): { [K in keyof ChannelSettings]: Settings<ChannelSettings[K]> } => ({
  slack: readSlackSettings(env),
  sms: readSmsSettings(env),
  email: readEmailSettings(env),
});

/** A real channel's settings win over the sandbox's look-alike of it. */
export const settingsOf = (
  given: ChannelSettings,
  sandbox: ChannelSettings | undefined,
): ChannelSettings => ({
  slack: given.slack ?? sandbox?.slack,
  sms: given.sms ?? sandbox?.sms,
  email: given.email ?? sandbox?.email,
});

export interface OpenChannels {
  all: Channel[];
  routes: Route[];
  /** Slack's receiver; before any body parser. */
  router: RequestHandler | undefined;
  countries: SmsCountries;
}

/** One channel for each group of settings that is there. */
export function openChannels(
  settings: ChannelSettings,
  parts: {
    log: Logger;
    secrets: readonly string[];
    clock: { now(): Date };
    publicUrl: () => string;
    proxy: string | undefined;
    countries: readonly SmsCountry[];
  },
): OpenChannels {
  const { log, secrets, clock, publicUrl, proxy, countries } = parts;
  const slack = settings.slack && createSlackChannel(settings.slack, { log });
  const sms =
    settings.sms && createSmsChannel(settings.sms, { log, publicUrl, countries, ...(proxy && { proxy }) });
  const email = settings.email && createEmailChannel(settings.email, { log, secrets, clock });
  return {
    all: [slack, sms, email].filter((channel) => channel !== undefined),
    routes: sms?.routes ?? [],
    router: slack?.router,
    countries: sms?.countries ?? createSmsCountries(countries),
  };
}
