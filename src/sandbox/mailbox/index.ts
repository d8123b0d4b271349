import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import type { Logger } from 'pino';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { createDelivery, type Delivery, type MailToHub } from './delivery.ts';
import { createFailures, type MailFailure, wordsOf } from './failures.ts';
import { objectionTo, type ReceivedMail, receivedMail } from './received.ts';

export type { Delivery, MailToHub } from './delivery.ts';
export type { MailFailure } from './failures.ts';
export type { ReceivedMail } from './received.ts';

export interface MailboxOptions {
  log: Logger;
  onMail?: (mail: ReceivedMail) => void;
  /** Where the hub takes mail in, and its own address there. */
  hub?: () => { host: string; port: number; address: string };
  /** 0 takes a free one. */
  port?: number;
}

export interface MailboxLookAlike {
  /** For SMTP_URL, once started. */
  readonly smtpUrl: string;
  start(): Promise<string>;
  stop(): Promise<void>;
  /** Somebody writes to the hub: by real SMTP to its built-in receiver. */
  deliver(mail: MailToHub): Promise<Delivery>;
  failNext(failure: MailFailure): void;
}

const maxBytes = 35 * 1024 * 1024;

class Refusal extends Error {
  readonly responseCode: number;
  constructor(responseCode: number, message: string) {
    super(message);
    this.responseCode = responseCode;
  }
}

/** A mail server for everybody whom the hub writes to: as strict as real ones, and failing as told. */
export function createMailbox({ log, onMail, hub, port = 0 }: MailboxOptions): MailboxLookAlike {
  const failures = createFailures();
  const dropping = new Set<SMTPServerSession>();
  const deliver = createDelivery(hub);
  let count = 0;
  let given = port;

  const drop = (session: SMTPServerSession) => {
    for (const connection of server.connections)
      if (connection.session === session) connection._socket.destroy();
  };

  const receive = async (
    stream: Readable & { sizeExceeded?: boolean },
    session: SMTPServerSession,
  ): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
    if (stream.sizeExceeded) throw new Refusal(552, '5.3.4 message too big');
    const bytes = Buffer.concat(chunks);
    const { mailFrom, rcptTo } = session.envelope;
    const args = mailFrom === false ? undefined : mailFrom.args;
    const eightBit = args !== undefined && typeof args === 'object' && args !== null && 'BODY' in args;
    const objection = objectionTo(bytes, eightBit);
    if (objection) throw new Refusal(550, objection);
    for (const { address } of rcptTo) {
      count++;
      onMail?.(await receivedMail(bytes, `mail-${count}`, address));
    }
  };

  const server = new SMTPServer({
    banner: 'Sandbox mailbox',
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: maxBytes,
    closeTimeout: 1_000,
    logger: false,
    onRcptTo({ address }, session, done) {
      const failure = failures.take(address);
      if (failure?.hang) return;
      if (failure?.dropAfterData) dropping.add(session);
      if (failure?.code === undefined) return done();
      done(new Refusal(failure.code, wordsOf(failure)));
      // 421 announces that the connection ends.
      if (failure.code === 421) setImmediate(() => drop(session));
      return;
    },
    onData(stream, session, done) {
      receive(stream, session).then(
        () => (dropping.delete(session) ? drop(session) : done(null, '2.0.0 taken')),
        (error: unknown) => {
          log.warn({ err: error }, 'the sandbox mailbox refused a mail');
          done(error instanceof Refusal ? error : new Refusal(451, '4.3.0 not taken'));
        },
      );
    },
  });
  server.on('error', (error) => log.debug({ err: error }, 'a connection to the sandbox mailbox broke'));

  const smtpUrl = () => `smtp://127.0.0.1:${given}?starttls=never`;
  return {
    get smtpUrl() {
      return smtpUrl();
    },
    async start() {
      await new Promise<void>((resolve, reject) => {
        server.server.once('error', reject);
        server.listen(port, '127.0.0.1', resolve);
      });
      given = (server.server.address() as AddressInfo).port;
      return smtpUrl();
    },
    async stop() {
      for (const connection of server.connections) connection._socket.destroy();
      await new Promise<void>((resolve) => server.close(resolve));
    },
    deliver,
    failNext: failures.add,
  };
}
