import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Locale } from '../domain/locale.ts';
import type { Cast, HubReads } from './hub-reads.ts';
import { createJournal, type JournalRow } from './journal.ts';
import { createMailbox } from './mailbox/index.ts';
import { createMails, type KeptMail } from './mails.ts';
import { createMediaFolder } from './media.ts';
import { createSaved, readSaved } from './saved.ts';
import {
  createSlackWorkspace,
  type ShownMessage,
  ticketInMetadata,
  type WorkspaceData,
} from './slack/index.ts';
import { createTwilioLookAlike, type TwilioState } from './twilio/index.ts';

export interface MachinesOptions {
  log: Logger;
  dataDir: string;
  hubUrl: () => string;
  mailListen: { host: string; port: number };
  mailAddress: string;
  cast: () => Cast;
  reads: Pick<HubReads, 'now' | 'speak'>;
  /** Something was shown, said or written: what the page must draw again. */
  onChange(change: Change): void;
}

export type Change = { kind: 'texts' } | { kind: 'mails' } | { kind: 'chat'; conversation?: string };

/** The desk's own number in the sandbox. */
export const deskNumber = '+8613800000000';

interface SavedSlack {
  data: WorkspaceData;
  /** Business time of each message, by timestamp. */
  times: Record<string, string>;
}

const shows = new Set<ShownMessage['kind']>(['post', 'update', 'ephemeral']);

/** The three look-alikes with what they keep: all that went out, and what their users did. */
export async function createMachines(options: MachinesOptions) {
  const { log, hubUrl, reads, onChange } = options;
  const listeners = new Set<(row: JournalRow) => void>();
  const folder = join(options.dataDir, 'sandbox');
  const journal = createJournal(folder, log);
  const media = createMediaFolder(join(folder, 'media'));
  const keys = {
    botToken: `xoxb-sandbox-${randomBytes(16).toString('hex')}`,
    signingSecret: randomBytes(16).toString('hex'),
    accountSid: `AC${randomBytes(16).toString('hex')}`,
    authToken: randomBytes(16).toString('hex'),
  };
  const at = (): string => reads.now().toISOString();
  const row = (fields: Omit<JournalRow, 'id' | 'at'>): JournalRow => {
    const made = journal.add({ at: at(), ...fields });
    for (const listener of listeners) listener(made);
    return made;
  };

  let language = (await readSaved<{ language?: Locale }>(folder, 'language', log))?.language;
  if (language) reads.speak(language);
  const savedLanguage = createSaved({ folder, name: 'language', take: () => ({ language }), log });

  const { users, channels } = options.cast();
  const people = users.map(({ id, name }) => ({ id, name }));
  const earlier = await readSaved<SavedSlack>(folder, 'slack', log);
  const times: Record<string, string> = earlier?.times ?? {};
  const slack = createSlackWorkspace({
    users: people,
    channels,
    hubUrl,
    signingSecret: keys.signingSecret,
    botToken: keys.botToken,
    media,
    now: () => reads.now(),
    log,
  });
  const invite = (id: string): void => {
    if (!people.some((one) => one.id === id)) people.push({ id, name: id });
  };
  if (earlier) {
    slack.restore(earlier.data);
    // Whoever spoke with the bot is still there to be answered.
    for (const { im } of earlier.data.conversations) if (im !== undefined) invite(im);
  }
  const savedSlack = createSaved({ folder, name: 'slack', take: () => ({ data: slack.look(), times }), log });
  const chatChanged = (conversation?: string): void => {
    savedSlack.changed();
    onChange({ kind: 'chat', ...(conversation !== undefined && { conversation }) });
  };
  slack.onMessage(({ kind, channel, to, text, ts, metadata }) => {
    times[ts] ??= at();
    if (shows.has(kind)) {
      const providerId = `${channel}:${ts}`;
      row({ channel: 'slack', to, text, ticket: ticketInMetadata(metadata) ?? null, providerId });
    }
    chatChanged(channel);
  });

  const twilio = createTwilioLookAlike({
    log,
    accountSid: keys.accountSid,
    authToken: keys.authToken,
    numbers: [deskNumber],
    hubUrl,
    media,
    now: () => reads.now(),
    onMessage({ id, to, body }) {
      row({ channel: 'sms', to, text: body, ticket: null, providerId: id });
      textsChanged();
    },
  });
  const earlierTexts = await readSaved<TwilioState>(folder, 'twilio', log);
  if (earlierTexts) twilio.restore(earlierTexts);
  const savedTwilio = createSaved({ folder, name: 'twilio', take: () => twilio.look(), log });
  const textsChanged = (): void => {
    savedTwilio.changed();
    onChange({ kind: 'texts' });
  };

  const savedMails = createSaved({ folder, name: 'mails', take: () => mails.all(), log });
  const mails = createMails(await readSaved<KeptMail[]>(folder, 'mails', log), () => {
    savedMails.changed();
    onChange({ kind: 'mails' });
  });
  const mailbox = createMailbox({
    log,
    hub: () => ({ ...options.mailListen, address: options.mailAddress }),
    onMail(mail) {
      const { to, subject, text, messageId, references } = mail;
      const about = Number(mail.headers['x-faultline']);
      const made = row({
        channel: 'email',
        to,
        text: `${subject}\n\n${text}`.trim(),
        ticket: Number.isInteger(about) && about > 0 ? about : null,
        providerId: messageId,
        mail: { messageId, references, subject },
      });
      mails.addReceived(mail, made.id, made.at);
    },
  });

  return {
    journal,
    slack,
    twilio,
    mailbox,
    mails,
    media,
    times,
    keys,
    chatChanged,
    textsChanged,
    /** Told of each message that goes out, once it is in the journal. */
    onRow: (listener: (row: JournalRow) => void): void => void listeners.add(listener),
    /** Notes when a person said this, in business time. */
    said(ts: string | undefined): void {
      if (ts !== undefined) times[ts] ??= at();
    },
    /** Keeps the language that staff are written to in. */
    speaks(chosen: Locale): void {
      language = chosen;
      savedLanguage.changed();
    },
    /** The staff as the service file has them now. */
    refreshPeople(): void {
      const staff = options.cast().users.map(({ id, name }) => ({ id, name }));
      const guests = people.filter(({ id }) => !staff.some((one) => one.id === id));
      people.splice(0, people.length, ...staff, ...guests);
    },
    /** Somebody who isn't staff joins the workspace: a reporter who chats. */
    invite,
    async start(): Promise<{ slackUrl: string; twilioUrl: string; smtpUrl: string }> {
      const [slackUrl, twilioUrl, smtpUrl] = await Promise.all([
        slack.listen(),
        twilio.start(),
        mailbox.start(),
      ]);
      return { slackUrl, twilioUrl, smtpUrl };
    },
    async stop(): Promise<void> {
      await Promise.all([slack.close(), twilio.stop(), mailbox.stop()]);
      await Promise.all([savedSlack.flush(), savedTwilio.flush(), savedMails.flush(), savedLanguage.flush()]);
      journal.close();
    },
  };
}
export type Machines = Awaited<ReturnType<typeof createMachines>>;
