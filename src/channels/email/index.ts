import type { Logger } from 'pino';
import type { Channel, Intake } from '../../domain/channel.ts';
import { createPlaces } from '../../lib/places.ts';
import { filePart } from './file-part.ts';
import { createHealth } from './health.ts';
import { inboundOf, withoutTag } from './inbound.ts';
import type { FetchedMail } from './mailbox.ts';
import { createMailboxReader, type ReaderTimes } from './mailbox-reader.ts';
import { createOurIds } from './our-ids.ts';
import { rawOf } from './raw-mail.ts';
import { createReceiver } from './receiver.ts';
import type { StoredMail } from './schema.ts';
import { createSender } from './sender.ts';
import type { EmailSettings } from './settings.ts';
import { connections, createSmtp } from './transport.ts';
import { createMailReader } from './worker/reader.ts';

export { type MailReading, readMailFile } from './read-file.ts';
export { type EmailSettings, readEmailSettings } from './settings.ts';
export { createMailReader } from './worker/reader.ts';

export interface EmailDeps {
  log: Logger;
  /** `SECRET`: the first signs, all verify. */
  secrets: readonly string[];
  /** Business time, for the Date of what we send. */
  clock: { now(): Date };
  /** For one whole mail going out; at most 10 s. */
  timeoutMs?: number;
  mailboxTimes?: Partial<ReaderTimes>;
}

/** Mail as a channel: SMTP out, a mailbox (IMAP), the built-in receiver or both in. */
export function createEmailChannel(
  settings: EmailSettings,
  deps: EmailDeps,
): Channel & { receiverPort(): number | undefined } {
  const log = deps.log.child({ channel: 'email' });
  const timeoutMs = deps.timeoutMs ?? 9_000;
  const { from } = settings;
  const ours = new Set(
    [from.address, settings.imap?.login?.user ?? ''].filter((each) => each.includes('@')).map(withoutTag),
  );
  const ids = createOurIds(deps.secrets, from.address.slice(from.address.indexOf('@') + 1));
  const smtp = createSmtp(settings.smtp, Math.min(timeoutMs, 8_000));
  const places = createPlaces(connections);
  const reader = createMailReader();
  let intake: Intake | undefined;

  const open = (): Intake => {
    if (!intake) throw new Error('the channel is stopped');
    return intake;
  };
  const receiver =
    settings.listen &&
    createReceiver({
      listen: settings.listen,
      ours,
      log,
      async take(bytes) {
        await open().accept(await rawOf(bytes, { source: 'smtp', size: bytes.length }));
      },
    });
  const mailbox =
    settings.imap &&
    createMailboxReader({
      imap: settings.imap,
      log,
      ...(deps.mailboxTimes ? { times: deps.mailboxTimes } : {}),
      takeAll: async (mails) => open().acceptAll(await Promise.all(mails.map(fetched))),
    });

  const fetched = ({ bytes, size }: FetchedMail) =>
    rawOf(bytes, { source: 'imap', size, ...(size > bytes.length ? { cut: true } : {}) });

  const incoming = (): string | undefined => {
    if (receiver && !receiver.listening()) return 'the mail receiver does not listen: check MAIL_LISTEN';
    return mailbox?.trouble();
  };

  return {
    name: 'email',
    receiverPort: () => receiver?.port(),
    async start(taker) {
      intake = taker;
      await receiver?.start();
      mailbox?.start();
    },
    async stop() {
      await Promise.all([receiver?.stop(), mailbox?.stop()]);
      intake = undefined;
      smtp.close();
      await reader.stop();
    },
    async read({ id, payload, blob }) {
      if (!blob) {
        log.warn({ id }, 'a stored mail has lost its bytes');
        return [];
      }
      const mail = await reader.read(blob);
      const cut = (payload as Partial<StoredMail> | null)?.cut === true;
      return inboundOf(cut ? { ...mail, partial: true } : mail, { ours, ids });
    },
    /** From the stored original, never from outside: a mail's pictures are parts of it or nothing to us. */
    fetchFile: (wanted) => filePart(wanted, reader),
    room: places.take,
    send: createSender({ smtp, from, ids, log, now: () => deps.clock.now(), timeoutMs }),
    health: createHealth({ smtp, incoming }),
  };
}
