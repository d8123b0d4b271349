import { createTransport } from 'nodemailer';
import type { MailServer } from './settings.ts';

/** So many mails leave at once; see `Channel.room`. */
export const connections = 4;

/** The mail that is being handed to the SMTP server. */
export interface Handover {
  /** The server has asked for the content: from now on it may have taken the mail. Answers whether it may have it. */
  begin(): boolean;
}

const isHandover = (value: unknown): value is Handover =>
  typeof value === 'object' && value !== null && 'begin' in value;

/** A pooled SMTP connection. Nothing in it waits longer than `timeoutMs`. */
export function createSmtp(server: MailServer, timeoutMs: number) {
  const transport = createTransport({
    pool: true,
    maxConnections: connections,
    maxMessages: 100,
    // Whether to try again is the outbox's decision.
    maxRequeues: 0,
    host: server.host,
    port: server.port,
    secure: server.secure,
    ignoreTLS: server.startTls === 'never',
    requireTLS: server.startTls === 'always',
    tls: { rejectUnauthorized: server.verifyTls },
    ...(server.login ? { auth: server.login } : {}),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // The stream is piped when the server has answered DATA with 354: before that a lost connection lost nothing.
  transport.use('stream', (mail, done) => {
    const { handover } = mail.data as { handover?: unknown };
    const create = mail.message.createReadStream.bind(mail.message);
    mail.message.createReadStream = (options) => {
      const stream = create(options);
      const pipe = stream.pipe.bind(stream);
      stream.pipe = (...args) => (isHandover(handover) && !handover.begin() ? args[0] : pipe(...args));
      return stream;
    };
    done();
  });
  return transport;
}

export type Smtp = ReturnType<typeof createSmtp>;
