import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';
import { pino } from 'pino';
import { afterAll, beforeAll, expect } from 'vitest';
import { type RunningHub, start } from '../../src/main.ts';
import { createMailbox, type ReceivedMail } from '../../src/sandbox/mailbox/index.ts';
import { createSlackWorkspace, type ShownMessage } from '../../src/sandbox/slack/index.ts';
import { createTwilioLookAlike } from '../../src/sandbox/twilio/index.ts';
import type { TicketDoc } from '../../src/store/documents.ts';
import { busyWith } from './busy.ts';
import { staff } from './hub.ts';
import { testDatabase } from './mongo.ts';
import { testPort } from './test-port.ts';

const log = pino({ level: 'silent' });
const accountSid = `AC${'0'.repeat(32)}`;
const authToken = 'twilio-token-of-the-wired-hub';
const ourNumber = '+8610000000';
const botToken = 'xoxb-of-the-wired-hub';
const appToken = 'xapp-of-the-wired-hub';
const signingSecret = 's'.repeat(32);

/** The example's people in chat, and two who are not on the staff. */
const chatters = [...Object.values(staff), 'U0XUMIN', 'U0KATE'];

interface WiredOptions {
  /** Slack by Socket Mode instead of webhooks. */
  socket?: boolean;
  /** Changes the example's text before the hub reads it. */
  service?: (example: string) => string;
  /** Asked when everything else is up. */
  env?: () => Promise<Record<string, string>>;
}

/** From now to nine o'clock of the next Monday in Shanghai, when Wang Lei is on duty. */
function untilMonday(): number {
  const local = new Date(Date.now() + 8 * 3_600_000);
  const ahead = (8 - local.getUTCDay()) % 7 || 7;
  const day = new Date(local.getTime() + ahead * 86_400_000).toISOString().slice(0, 10);
  return Date.parse(`${day}T09:00:00+08:00`) - Date.now();
}

/**
 * A whole hub as it runs for real, without its sandbox: the providers' settings lead to look-alikes that this
 * test holds in its hands. It is Monday, 09:00. Call it at the top of a file or of a `describe`.
 */
export function wiredHub({ socket = false, service, env }: WiredOptions = {}) {
  const { uri, name } = testDatabase();
  const shown: ShownMessage[] = [];
  const mails: ReceivedMail[] = [];
  const port = { http: 0, mail: 0 };
  const client = new mongoose.mongo.MongoClient(uri);
  const db = client.db(name);
  let running: RunningHub | undefined;
  let folder = '';
  let offsetMs = 0;
  const now = () => new Date(Date.now() + offsetMs);
  const url = () => `http://127.0.0.1:${port.http}`;

  const slack = createSlackWorkspace({
    users: chatters.map((id) => ({ id, name: id })),
    channels: [
      { id: 'C0FAULTS', name: 'faults' },
      { id: 'C0ALERTS', name: 'alerts' },
      { id: 'C0LOBBY', name: 'lobby' },
    ],
    hubUrl: url,
    signingSecret,
    botToken,
    ...(socket && { appToken }),
    log,
    now,
    // As patient as a busy machine needs.
    ackWithinMs: 20_000,
  });
  slack.onMessage((message) => shown.push(message));
  const twilio = createTwilioLookAlike({
    log,
    accountSid,
    authToken,
    numbers: [ourNumber],
    hubUrl: url,
    now,
  });
  const mailbox = createMailbox({
    log,
    hub: () => ({ host: '127.0.0.1', port: port.mail, address: 'desk@example.org' }),
    onMail: (mail) => mails.push(mail),
  });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'faultline-wired-'));
    const serviceFile = join(folder, 'service.yaml');
    const example = await readFile('service.example.yaml', 'utf8');
    await writeFile(serviceFile, service ? service(example) : example);
    port.http = await testPort();
    port.mail = await testPort();
    await client.connect();
    await moveBy(untilMonday());
    running = await start(
      {
        MONGODB_URI: uri,
        PORT: String(port.http),
        HOST: '127.0.0.1',
        SANDBOX: 'off',
        DATA_DIR: folder,
        LOG_LEVEL: 'fatal',
        SERVICE_FILE: serviceFile,
        SECRET: 'a secret of the test',
        PUBLIC_URL: url(),
        SLACK_BOT_TOKEN: botToken,
        SLACK_API_URL: await slack.listen(),
        ...(socket ? { SLACK_APP_TOKEN: appToken } : { SLACK_SIGNING_SECRET: signingSecret }),
        TWILIO_ACCOUNT_SID: accountSid,
        TWILIO_AUTH_TOKEN: authToken,
        TWILIO_FROM: ourNumber,
        TWILIO_API_URL: await twilio.start(),
        SMTP_URL: await mailbox.start(),
        MAIL_FROM: 'Desk <desk@example.org>',
        ...(env ? await env() : { MAIL_LISTEN: `127.0.0.1:${port.mail}` }),
      },
      () => undefined,
    );
  });
  afterAll(async () => {
    await running?.stop();
    await slack.close();
    await twilio.stop();
    await mailbox.stop();
    await client.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function moveBy(ms: number): Promise<void> {
    offsetMs += ms;
    const clock = db.collection<{ _id: string }>('meta');
    await clock.updateOne({ _id: 'clock' }, { $set: { offsetMs } }, { upsert: true });
  }

  async function until<T>(what: string, look: () => Promise<T | undefined | false> | T | undefined | false) {
    const end = performance.now() + 60_000;
    for (;;) {
      const seen = await look();
      if (seen !== undefined && seen !== false) return seen;
      if (performance.now() > end) throw new Error(`it did not come about: ${what}`);
      await sleep(15);
    }
  }

  /** Nothing received is unhandled, nothing due unfired, nothing owed unsent. */
  async function settled(): Promise<void> {
    let left: string | undefined;
    const quiet = async () => {
      await twilio.settled();
      left = await busyWith(db, now());
      return left === undefined;
    };
    // Twice: what one loop finished may be the next one's work.
    await until('everything is handled and sent', async () => (await quiet()) && (await quiet())).catch(
      (error: Error) => {
        throw new Error(`${error.message}: ${left}`);
      },
    );
  }

  const hub = {
    slack,
    twilio,
    mailbox,
    shown,
    mails,
    db,
    until,
    settled,
    url,
    /** Moves business time, as the sandbox's clock does: the hub sees it within a second. */
    async advance(ms: number): Promise<void> {
      await moveBy(ms);
      await settled();
    },
    /** Somebody acts in chat; answers when the hub has done what follows. */
    async inChat(act: Promise<{ ok: boolean; say?: string }>): Promise<void> {
      const acted = await act;
      expect(acted.ok, acted.say).toBe(true);
      await settled();
    },
    type: (user: string, text: string, where: { channel?: string; threadTs?: string } = {}) =>
      hub.inChat(slack.type({ user, text, ...where })),
    tap: (user: string, ticket: number, verb: string, more: { value?: string } = {}) =>
      hub.inChat(slack.tap({ user, verb, ticket, ...more })),
    submit: (user: string, values: Record<string, string>) => hub.inChat(slack.submitView({ user, values })),
    /** Somebody texts the desk. */
    async text(from: string, body: string): Promise<void> {
      expect(await twilio.incoming({ from, body })).toMatchObject({ status: 200 });
      await settled();
    },
    /** What went to a phone, oldest first. */
    texts: (to: string): string[] =>
      twilio
        .look()
        .texts.filter((text) => text.direction !== 'inbound' && text.to === to)
        .map(({ body }) => body),
    /** What somebody, or a channel, was shown in chat about a ticket, oldest first. */
    heard: (to: string, about = ''): string[] =>
      shown.filter((one) => one.to === to && one.text.includes(about)).map(({ text }) => text),
    mailed: (to: string): ReceivedMail[] => mails.filter((mail) => mail.to === to),
    async ticket(number: number): Promise<TicketDoc> {
      const found = await db.collection<TicketDoc>('tickets').findOne({ _id: number });
      if (!found) throw new Error(`there is no ticket ${number}`);
      return found as TicketDoc;
    },
    /** The newest ticket. */
    async newest(): Promise<TicketDoc> {
      const [found] = await db.collection<TicketDoc>('tickets').find({}).sort({ _id: -1 }).limit(1).toArray();
      if (!found) throw new Error('there is no ticket');
      return found as TicketDoc;
    },
  };
  return hub;
}
