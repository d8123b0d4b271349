import { ImapFlow } from 'imapflow';
import type { EmailSettings } from './settings.ts';

type ImapSettings = NonNullable<EmailSettings['imap']>;

export interface MailboxTimes {
  /** To connect, and for the greeting. */
  connectMs: number;
  /** For one command: after that the connection counts as dead. */
  commandMs: number;
}

/** A mail as it lies in the mailbox; only its beginning when it is bigger than `most`. */
export interface FetchedMail {
  uid: number;
  size: number;
  bytes: Buffer;
}

export type Mailbox = Awaited<ReturnType<typeof openMailbox>>;

const megabyte = 1024 * 1024;

/** A command that the server never answered. */
class Unanswered extends Error {}

/** An opened IMAP mailbox. Every command ends in time or closes the connection. */
export async function openMailbox(settings: ImapSettings, times: MailboxTimes) {
  const { host, port, secure, startTls, verifyTls, login } = settings;
  const client = new ImapFlow({
    host,
    port,
    secure,
    ...(startTls === 'auto' ? {} : { doSTARTTLS: startTls === 'always' }),
    tls: { rejectUnauthorized: verifyTls },
    ...(login ? { auth: login } : {}),
    logger: false,
    connectionTimeout: times.connectMs,
    greetingTimeout: times.connectMs,
    socketTimeout: 5 * 60_000,
    // Beyond these the connection ends; the library's own limits are a gigabyte each.
    maxLiteralSize: 64 * megabyte,
    maxLineLength: 16 * megabyte,
    maxResponseSize: 96 * megabyte,
    disableAutoIdle: true,
  });
  let news = 0;
  let closed = false;
  let wake = (): void => undefined;
  const woken = () => wake();
  // Without a listener a late socket error would end the process; a drop shows as `close` alone.
  client.on('error', woken);
  client.on('exists', () => {
    news++;
    woken();
  });
  client.on('close', () => {
    closed = true;
    woken();
  });

  const within = async <T>(command: Promise<T>): Promise<T> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Unanswered('the mail server does not answer')), times.commandMs);
    });
    try {
      return await Promise.race([command, late]);
    } catch (error) {
      if (error instanceof Unanswered) client.close();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  };

  try {
    await within(client.connect());
    await within(client.mailboxOpen(settings.mailbox));
  } catch (error) {
    client.close();
    throw error;
  }

  return {
    /** UIDs of mails not yet flagged seen, oldest first. */
    async unseen(): Promise<number[]> {
      news = 0;
      const found = await within(client.search({ seen: false }, { uid: true }));
      return found ? found : [];
    },
    async sizes(uids: readonly number[]): Promise<Map<number, number>> {
      const found = await within(client.fetchAll([...uids], { uid: true, size: true }, { uid: true }));
      return new Map(found.map(({ uid, size }) => [uid, size ?? 0]));
    },
    async fetch(uids: readonly number[], most: number): Promise<FetchedMail[]> {
      const query = { uid: true, size: true, source: { start: 0, maxLength: most } };
      const found = await within(client.fetchAll([...uids], query, { uid: true }));
      return found.flatMap(({ uid, size, source }) =>
        source ? [{ uid, size: size ?? source.length, bytes: source }] : [],
      );
    },
    async flagSeen(uids: readonly number[]): Promise<void> {
      await within(client.messageFlagsAdd([...uids], ['\\Seen'], { uid: true }));
    },
    /** Idles until there is news or `ms` have passed; throws when the connection is gone. */
    async wait(ms: number): Promise<void> {
      if (news === 0 && !closed) await idleUntil(ms);
      if (closed) throw new Error('the mail server closed the connection');
      await within(client.noop());
    },
    wake: woken,
    close: () => client.close(),
    logout: async () => {
      await within(client.logout()).catch(() => client.close());
    },
  };

  async function idleUntil(ms: number): Promise<void> {
    // IDLE ends by itself with the next command; how it ended shows in `closed`.
    client.idle().catch(() => undefined);
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      wake = resolve;
      timer = setTimeout(resolve, ms);
    });
    clearTimeout(timer);
    wake = () => undefined;
  }
}
