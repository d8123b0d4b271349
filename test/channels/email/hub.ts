import { pino } from 'pino';
import { createEmailChannel } from '../../../src/channels/email/index.ts';
import { type EmailSettings, readEmailSettings } from '../../../src/channels/email/settings.ts';
import { createMailbox, type ReceivedMail } from '../../../src/sandbox/mailbox/index.ts';

export const log = pino({ level: 'silent' });
export const secrets = ['a first secret', 'an older secret'];

/** Settings as they would come from the environment; throws what `check` would say. */
export function settingsOf(env: Record<string, string>): EmailSettings {
  const read = readEmailSettings(env);
  if (!read.ok) throw new Error(read.error.join('; '));
  if (!read.value) throw new Error('no mail settings');
  return read.value;
}

/** The real channel with its built-in receiver, and a mail server for everybody else. */
export async function createHub(env: Record<string, string> = {}, timeoutMs = 2_000) {
  const sent: ReceivedMail[] = [];
  const mailbox = createMailbox({
    log,
    onMail: (mail) => sent.push(mail),
    hub: () => ({ host: '127.0.0.1', port: channel.receiverPort() ?? 0, address: 'fault@hub.test' }),
  });
  const smtpUrl = await mailbox.start();
  const settings = settingsOf({
    SMTP_URL: smtpUrl,
    MAIL_FROM: '恒信集成 <fault@hub.test>',
    MAIL_LISTEN: '127.0.0.1:0',
    ...env,
  });
  const channel = createEmailChannel(settings, {
    log,
    secrets,
    clock: { now: () => new Date('2026-03-05T18:00:00Z') },
    timeoutMs,
  });
  return { channel, mailbox, sent };
}
