import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import type { Logger } from 'pino';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { gather } from '../../lib/gather.ts';
import { withoutTag } from './inbound.ts';
import { maxMailBytes } from './raw-mail.ts';

export interface ReceiverDeps {
  listen: { host: string; port: number };
  /** Our own addresses; nobody else's mail is taken, so that this is no relay. */
  ours: ReadonlySet<string>;
  log: Logger;
  /** Stores one mail durably; what it throws makes the sender try again. */
  take(bytes: Buffer): Promise<void>;
}

/** Mails that are received and not yet stored may hold this much memory together. */
const maxHeldBytes = 128 * 1024 * 1024;
const idleMs = 60_000;
const wholeMailMs = 5 * 60_000;

class Answer extends Error {
  readonly responseCode: number;
  constructor(responseCode: number, message: string) {
    super(message);
    this.responseCode = responseCode;
  }
}

/** The built-in SMTP receiver: says 250 only when the mail is stored, 451 when it could not be. */
export function createReceiver({ listen, ours, log, take }: ReceiverDeps) {
  let held = 0;

  /** The mail in pieces. `room` is given what it holds, and may say that this is too much. */
  const collect = async (
    stream: Readable & { sizeExceeded?: boolean },
    room: (bytes: number) => boolean,
  ): Promise<Buffer[]> => {
    const chunks: Buffer[] = [];
    let size = 0;
    let crowded = false;
    const timer = setTimeout(() => stream.destroy(new Answer(451, '4.4.2 took too long')), wholeMailMs);
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        size += chunk.length;
        crowded ||= !room(chunk.length);
        // The rest is still read, and thrown away: the answer can only be given at its end.
        if (size <= maxMailBytes && !crowded) chunks.push(chunk);
        else chunks.length = 0;
      }
    } finally {
      clearTimeout(timer);
    }
    if (stream.sizeExceeded || size > maxMailBytes) throw new Answer(552, '5.3.4 message too big');
    if (crowded) throw new Answer(452, '4.3.1 too much at once, try again');
    return chunks;
  };

  const receive = async (stream: Readable, session: SMTPServerSession): Promise<void> => {
    const sender = session.envelope.mailFrom ? session.envelope.mailFrom.address : '';
    const path = Buffer.from(`Return-Path: <${sender.replace(/[^\x21-\x7e]/g, '')}>\r\n`);
    let size = 0;
    try {
      const chunks = await collect(stream, (bytes) => {
        size += bytes;
        held += bytes;
        return held <= maxHeldBytes;
      });
      await take(await gather([path, ...chunks]));
    } catch (error) {
      if (error instanceof Answer) throw error;
      log.warn({ err: error, size }, 'a mail could not be stored, its sender is asked to try again');
      throw new Answer(451, '4.3.0 not stored, try again');
    } finally {
      held -= size;
    }
  };

  const server = new SMTPServer({
    banner: 'Faultline',
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: maxMailBytes,
    maxClients: 50,
    socketTimeout: idleMs,
    closeTimeout: 5_000,
    logger: false,
    onRcptTo({ address }, session, done) {
      if (!ours.has(withoutTag(address))) return done(new Answer(550, '5.1.1 no such mailbox here'));
      if (session.envelope.rcptTo.length >= 20) return done(new Answer(452, '4.5.3 too many recipients'));
      return done();
    },
    onData(stream, session, done) {
      receive(stream, session).then(
        () => done(null, '2.0.0 stored'),
        (error: unknown) => {
          stream.resume();
          done(error instanceof Answer ? error : new Answer(451, '4.3.0 try again'));
        },
      );
    },
  });
  server.on('error', (error) => log.warn({ err: error }, 'the mail receiver met a broken connection'));

  let listening = false;
  return {
    async start(): Promise<void> {
      await new Promise<void>((resolve, reject) => {
        server.server.once('error', reject);
        server.listen(listen.port, listen.host, () => {
          server.server.off('error', reject);
          resolve();
        });
      });
      listening = true;
    },
    async stop(): Promise<void> {
      if (!listening) return;
      listening = false;
      await new Promise<void>((resolve) => server.close(resolve));
    },
    /** The port that was given, also for port 0. */
    port: (): number => (server.server.address() as AddressInfo | null)?.port ?? listen.port,
    listening: () => listening,
  };
}
