import { openChannels } from '../../../src/channels/index.ts';
import { type Parts, start } from '../../../src/main.ts';
import { openStore } from '../../../src/wiring/open-store.ts';

export const publicUrl = 'http://hub.bench';
export const authToken = 'twilio-token';
export const accountSid = `AC${'0'.repeat(32)}`;
export const signingSecret = 's'.repeat(32);
export const deskAddress = 'desk@example.org';

/** Nobody listens there: what a hub of the bench sends goes nowhere. */
const nowhere = 'http://127.0.0.1:9';

/** Real intake of every channel; what is owed is taken at once by nobody. `handling` off: what came in waits. */
function partsFor(handling: boolean): Parts {
  return {
    async openStore(config, how) {
      const store = await openStore(config, how);
      if (handling) return store;
      return { ...store, inbox: { ...store.inbox, take: async () => undefined } };
    },
    openChannels(settings, how) {
      const open = openChannels(settings, how);
      for (const channel of open.all) {
        channel.send = async ({ id }) => ({ kind: 'sent', providerId: `sink/${id}`, proof: 'accepted' });
        channel.missed = async ({ until }) => ({ fresh: 0, until });
      }
      return open;
    },
  };
}

/** The hub as `faultline start` runs it, with all three channels. */
export function startWholeHub(given: {
  uri: string;
  port: number;
  mailPort: number;
  handling: boolean;
  slackApiUrl?: string;
}) {
  return start(
    {
      MONGODB_URI: given.uri,
      HOST: '127.0.0.1',
      PORT: String(given.port),
      SANDBOX: 'off',
      LOG_LEVEL: 'error',
      SERVICE_FILE: 'service.example.yaml',
      SECRET: 'a secret of the bench',
      PUBLIC_URL: publicUrl,
      SLACK_BOT_TOKEN: 'xoxb-bench',
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: given.slackApiUrl ?? `${nowhere}/api/`,
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_AUTH_TOKEN: authToken,
      TWILIO_FROM: '+8610000000',
      TWILIO_API_URL: nowhere,
      SMTP_URL: 'smtp://127.0.0.1:9',
      MAIL_FROM: `Desk <${deskAddress}>`,
      MAIL_LISTEN: `127.0.0.1:${given.mailPort}`,
    },
    () => undefined,
    partsFor(given.handling),
  );
}
