import { createTransport } from 'nodemailer';
import type { MailServer } from './settings.ts';

/** The mail that is being handed to the SMTP server; see `watched`. */
export interface Handover {
  /** The server has asked for the content. */
  started: boolean;
  /** We have given up: nothing may leave any more. */
  cancelled: boolean;
}

export const isHandover = (value: unknown): value is Handover =>
  typeof value === 'object' && value !== null && 'started' in value && 'cancelled' in value;

/** A pooled SMTP connection. Nothing in it waits longer than `timeoutMs`. */
export function createSmtp(server: MailServer, timeoutMs: number) {
  const transport = createTransport({
    pool: true,
    maxConnections: 4,
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
      stream.pipe = (...args) => {
        if (isHandover(handover)) {
          if (handover.cancelled) stream.destroy(new Error('given up before the content was asked for'));
          handover.started = true;
        }
        return pipe(...args);
      };
      return stream;
    };
    done();
  });
  return transport;
}

export type Smtp = ReturnType<typeof createSmtp>;
