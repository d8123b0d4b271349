import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';
import { pino } from 'pino';
import { createMailbox, type MailboxLookAlike, type ReceivedMail } from '../../src/sandbox/mailbox/index.ts';
import type { Media } from '../../src/sandbox/media.ts';
import {
  createSlackWorkspace,
  type ShownMessage,
  type SlackWorkspace,
} from '../../src/sandbox/slack/index.ts';
import { createTwilioLookAlike, type TwilioLookAlike } from '../../src/sandbox/twilio/index.ts';
import { postSigned } from '../../src/sandbox/twilio/webhooks.ts';
import { busyWith } from './busy.ts';
import { type ChildHub, childHub } from './child-hub.ts';
import { compiled } from './compiled.ts';
import { type Front, startFront } from './front.ts';
import { serviceFile } from './many-staff.ts';
import { testPort } from './test-port.ts';

const signingSecret = 's'.repeat(32);
const accountSid = `AC${'0'.repeat(32)}`;
const authToken = 'twilio-token-of-the-test-desk';
const ourNumber = '+8610000000';
const botToken = 'xoxb-of-the-test-desk';
/** Signs links and the ids of mails. */
export const secret = 'a secret of the test';
export const deskAddress = 'desk@example.org';

/** Look-alikes of the three providers, and hubs in processes of their own on one database. */
export interface Desk {
  slack: SlackWorkspace;
  twilio: TwilioLookAlike;
  mailbox: MailboxLookAlike;
  db: mongoose.mongo.Db;
  hubs: ChildHub[];
  /** All that Slack showed, and every mail, oldest first. */
  shown: ShownMessage[];
  mails: ReceivedMail[];
  /** What providers call: any hub that runs. */
  url: string;
  /** For signing what the provider posts. */
  accountSid: string;
  authToken: string;
  /** The fields of a text's webhook. */
  form(sid: string): Record<string, string>;
  /** What no log may show. */
  secrets: string[];
  /** Business time: moves by writing the offset, as the sandbox's clock does. */
  now(): Date;
  advance(ms: number): Promise<void>;
  /** Posts a text to the webhook until it is acknowledged, each time under the same id. */
  text(from: string, body: string, media?: readonly Media[]): Promise<string>;
  /** The same webhook once more; the answer's status. */
  again(sid: string): Promise<number>;
  /** Hands over a mail until it is taken, the same bytes each time. */
  mail(mail: { from: string; subject: string; text: string; id: string }): Promise<void>;
  /** Waits for something to be so; generous, since machines are slow. */
  until<T>(
    what: string,
    look: () => Promise<T | undefined | null | false> | T | undefined | null | false,
  ): Promise<T>;
  /** No hub runs: whatever the last one held counts as run out, without waiting for it. */
  leasesRunOut(): Promise<void>;
  /** Nothing received is unhandled, nothing due unfired, nothing owed unsent. */
  settled(withinMs?: number): Promise<void>;
  /** Ends everything. */
  close(): Promise<void>;
}

/** Ports on this machine. */
export interface Providers {
  slack: number;
  twilio: number;
  smtp: number;
}

export interface DeskOptions {
  uri: string;
  hubs?: number;
  /** Staff beside the example's, by chat id. */
  moreStaff?: string[];
  env?: Record<string, string>;
  /** For one of the hubs alone; `providers`: where the look-alikes listen. */
  envOf?: (hub: number, providers: Providers) => Record<string, string>;
  /** Another build of the hub for one of them: the folder of its compiled sources. */
  buildOf?: (hub: number) => string | undefined;
  /** Changes the service file before the hubs read it. */
  service?: (text: string) => string;
  /** Another way to the same database, for the hubs alone: a wire that can be cut. */
  hubUri?: string;
  /** Started by the command line, as people do; these can't be armed. */
  cli?: boolean;
  /** Where the hubs' logs go: a descriptor of something that is full, or gone. */
  stdout?: number;
  /** The database goes with the desk. */
  alone?: boolean;
}

export async function openDesk({
  uri,
  hubs: many = 1,
  moreStaff = [],
  env = {},
  alone = false,
  ...how
}: DeskOptions): Promise<Desk> {
  const log = pino({ level: 'silent' });
  const folder = await mkdtemp(join(tmpdir(), 'faultline-desk-'));
  const service = join(folder, 'service.yaml');
  const text = await serviceFile(moreStaff);
  await writeFile(service, how.service ? how.service(text) : text);
  const ports = await Promise.all(
    Array.from({ length: many }, async () => ({
      http: await testPort(),
      mail: await testPort(),
    })),
  );
  const sources = await compiled();
  const hubs: ChildHub[] = [];
  const up = (kind: 'http' | 'mail') => () => ports.filter((_, n) => hubs[n]?.serving()).map((p) => p[kind]);
  const fronts: Front[] = [await startFront(up('http')), await startFront(up('mail'))];
  const url = `http://127.0.0.1:${fronts[0]?.port}`;
  const shown: ShownMessage[] = [];
  const mails: ReceivedMail[] = [];
  let offsetMs = 0;
  const now = () => new Date(Date.now() + offsetMs);

  const example = ['U0WANGLEI', 'U0ZHAOMIN', 'U0SUNHAO', 'U0CHENJING', 'U0LIUYANG', 'U0LINA', 'U0HEJUN'];
  const rest = ['U0GAOYUAN', 'U0ANNAWEBER', ...moreStaff];
  const slack = createSlackWorkspace({
    users: [...example, ...rest].map((id) => ({ id, name: id })),
    channels: [
      { id: 'C0FAULTS', name: 'faults' },
      { id: 'C0ALERTS', name: 'alerts' },
    ],
    hubUrl: url,
    signingSecret,
    botToken,
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
    hubUrl: () => url,
    now,
  });
  const mailbox = createMailbox({
    log,
    hub: () => ({ host: '127.0.0.1', port: fronts[1]?.port ?? 0, address: deskAddress }),
    onMail: (mail) => mails.push(mail),
  });
  const apiUrl = await slack.listen();
  const twilioUrl = await twilio.start();
  const smtpUrl = await mailbox.start();
  const [slackPort, twilioPort, smtpPort] = [apiUrl, twilioUrl, smtpUrl].map((url) =>
    Number(new URL(url).port),
  );
  const providers = { slack: slackPort ?? 0, twilio: twilioPort ?? 0, smtp: smtpPort ?? 0 };
  const client = await new mongoose.mongo.MongoClient(uri).connect();
  const db = client.db();

  for (const [n, { http, mail }] of ports.entries()) {
    hubs.push(
      childHub(
        { folder: how.buildOf?.(n) ?? sources, cli: how.cli ?? false, stdout: how.stdout },
        http,
        () => ({
          MONGODB_URI: how.hubUri ?? uri,
          PORT: String(http),
          HOST: '127.0.0.1',
          SANDBOX: 'off',
          DATA_DIR: folder,
          LOG_LEVEL: 'debug',
          SERVICE_FILE: service,
          SECRET: secret,
          PUBLIC_URL: url,
          SLACK_BOT_TOKEN: botToken,
          SLACK_SIGNING_SECRET: signingSecret,
          SLACK_API_URL: apiUrl,
          TWILIO_ACCOUNT_SID: accountSid,
          TWILIO_AUTH_TOKEN: authToken,
          TWILIO_FROM: ourNumber,
          TWILIO_API_URL: twilioUrl,
          SMTP_URL: smtpUrl,
          MAIL_FROM: `Desk <${deskAddress}>`,
          MAIL_LISTEN: `127.0.0.1:${mail}`,
          ...env,
          ...how.envOf?.(n, providers),
        }),
      ),
    );
  }

  async function until<T>(
    what: string,
    look: () => Promise<T | undefined | null | false> | T | undefined | null | false,
    withinMs = 100_000,
  ): Promise<T> {
    const end = performance.now() + withinMs;
    while (performance.now() < end) {
      const seen = await look();
      if (seen !== undefined && seen !== null && seen !== false) return seen;
      await sleep(200);
    }
    throw new Error(
      `it did not come about: ${what}\n${hubs.map((hub) => hub.log().slice(-3000)).join('\n')}`,
    );
  }

  function form(sid: string): Record<string, string> {
    const text = twilio.look().texts.find((one) => one.sid === sid);
    if (!text) throw new Error(`there is no text ${sid}`);
    const { from: From, to: To, body: Body, media } = text;
    const place = `${twilioUrl}/2010-04-01/Accounts/${accountSid}/Messages/${sid}/Media`;
    const files = media.flatMap(({ sid: id, type }, i) => [
      [`MediaUrl${i}`, `${place}/${id}`],
      [`MediaContentType${i}`, type],
    ]);
    const NumMedia = String(media.length);
    return {
      MessageSid: sid,
      AccountSid: accountSid,
      From,
      To,
      Body,
      NumMedia,
      ...Object.fromEntries(files),
    };
  }

  const again = async (sid: string): Promise<number> =>
    (await postSigned(authToken, `${url}/twilio/sms`, form(sid), 1)).status;

  return {
    slack,
    twilio,
    mailbox,
    db,
    hubs,
    shown,
    mails,
    url,
    accountSid,
    authToken,
    form,
    secrets: [signingSecret, accountSid, authToken, botToken, secret],
    now,
    async advance(ms) {
      offsetMs += ms;
      await db
        .collection<{ _id: string }>('meta')
        .updateOne({ _id: 'clock' }, { $set: { offsetMs } }, { upsert: true });
    },
    async text(from, body, media = []) {
      const { status, sid } = await twilio.incoming({ from, body, media: [...media] });
      if (status !== 200) await until('the text is acknowledged', async () => (await again(sid)) === 200);
      return sid;
    },
    again,
    async mail({ from, subject, text, id }) {
      const raw = Buffer.from(
        [
          `From: ${from}`,
          `To: ${deskAddress}`,
          `Subject: ${subject}`,
          `Message-ID: <${id}@test.example>`,
          'Date: Mon, 02 Mar 2026 09:00:00 +0800',
          'Content-Type: text/plain; charset=utf-8',
          'Content-Transfer-Encoding: 8bit',
          '',
          text,
          '',
        ].join('\r\n'),
      );
      await until('the mail is taken', async () => (await mailbox.deliver({ raw, from })).accepted);
    },
    until,
    async leasesRunOut() {
      if (hubs.some((hub) => hub.running())) throw new Error('a hub that runs keeps what it holds');
      const past = new Date(0);
      for (const name of ['inbox', 'lanes', 'fetches'])
        await db
          .collection(name)
          .updateMany({ leaseUntil: { $exists: true } }, { $set: { leaseUntil: past } });
      await db.collection('leases').updateMany({}, { $set: { until: past }, $unset: { living: '' } });
    },
    async settled(withinMs) {
      let left: string | undefined;
      const look = async () => {
        await twilio.settled();
        left = await busyWith(db, now());
        return left === undefined;
      };
      await until(
        'everything is handled, fired and sent',
        async () => (await look()) && (await look()),
        withinMs,
      ).catch((error: Error) => {
        throw new Error(`${left}\n${error.message}`);
      });
    },
    async close() {
      for (const hub of hubs) if (hub.running()) hub.kill('SIGKILL');
      await Promise.all(hubs.map((hub) => hub.ended()));
      await slack.close();
      await twilio.stop();
      await mailbox.stop();
      await Promise.all(fronts.map((front) => front.close()));
      if (alone) await db.dropDatabase();
      await client.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
