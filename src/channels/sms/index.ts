import type { Logger } from 'pino';
import type { Channel, Intake } from '../../domain/channel.ts';
import type { SmsCountry } from '../../domain/service/service.ts';
import type { Route } from '../../lib/route.ts';
import { createTwilioClient } from './client.ts';
import { createSmsCountries, type SmsCountries } from './countries.ts';
import { createHealth } from './health.ts';
import { readSms } from './inbound.ts';
import { fetchMedia, mediaOrigins } from './media.ts';
import { missedSms } from './missed.ts';
import { createSmsSender } from './sender.ts';
import type { SmsSettings } from './settings.ts';
import { createSmsRoutes } from './webhook.ts';

export { countryOf, createSmsCountries, normaliseNumber, type SmsCountries } from './countries.ts';
export { readSmsSettings, type SmsSettings } from './settings.ts';

export interface SmsDeps {
  log: Logger;
  /** `PUBLIC_URL`: what Twilio calls and signs. A function, for a port that is known only after listening. */
  publicUrl: () => string;
  /** `HTTPS_PROXY`. */
  proxy?: string | undefined;
  /** `smsCountries` of the service file. */
  countries?: readonly SmsCountry[];
  /** The real time, for `Retry-After` dates alone. */
  now?: () => Date;
  /** For one whole request to Twilio. */
  timeoutMs?: number;
}

/** SMS by Twilio. The HTTP server serves `routes`; they answer 503 until `start`. */
export function createSmsChannel(
  settings: SmsSettings,
  deps: SmsDeps,
): Channel & { routes: Route[]; countries: SmsCountries } {
  const { publicUrl, proxy, now = () => new Date(), timeoutMs = 9000 } = deps;
  const log = deps.log.child({ channel: 'sms' });
  const client = createTwilioClient({ settings, proxy, timeoutMs });
  const countries = createSmsCountries(deps.countries);
  const sender = createSmsSender({ settings, client, countries, publicUrl, now });
  const reading = {
    ownNumbers: settings.from ? [settings.from] : [],
    mediaOrigins: mediaOrigins(settings),
  };
  let intake: Intake | undefined;

  return {
    name: 'sms',
    routes: createSmsRoutes({ settings, log, publicUrl, intake: () => intake }),
    countries,
    async start(taker) {
      intake = taker;
    },
    async stop() {
      intake = undefined;
      client.close();
    },
    read: async ({ payload }) => readSms(payload, reading),
    send: sender.send,
    fingerprint: sender.fingerprint,
    find: sender.find,
    receiptOf: sender.receiptOf,
    fetchFile: (wanted) => fetchMedia(wanted, settings, proxy),
    health: createHealth(client),
    async missed({ since, until }, taker) {
      return { fresh: await missedSms(since, taker, { settings, client }), until };
    },
  };
}
