import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import calculator from 'sms-segments-calculator';
import { createMemoryMedia, type Media, type MediaStore } from '../media.ts';
import { authorizedBy, createApi } from './api.ts';
import { createFailures, type Failure } from './failures.ts';
import { createMediaHost } from './media.ts';
import { applyOptOut, emptyState, type KeptText, type KeptTextMedia, type TwilioState } from './state.ts';
import { postSigned, type WebhookAnswer } from './webhooks.ts';
import { apiVersion } from './wire.ts';

export type { Failure } from './failures.ts';
export type { TwilioState } from './state.ts';

export interface LookAlikeText {
  id: string;
  at: Date;
  to: string;
  from: string;
  body: string;
  segments: number;
}

export interface TwilioLookAlikeOptions {
  log: Logger;
  accountSid: string;
  authToken: string;
  /** The account's own numbers, E.164; the first one sends for the messaging service. */
  numbers: readonly string[];
  messagingServiceSid?: string;
  /** The hub's PUBLIC_URL. */
  hubUrl: () => string;
  now?: () => Date;
  /** 0 takes a free one. */
  port?: number;
  onMessage?: (text: LookAlikeText) => void;
  /** Where pictures are kept; in memory when absent. */
  media?: MediaStore;
}

export interface TwilioLookAlike {
  /** The origin for TWILIO_API_URL. */
  start(): Promise<string>;
  stop(): Promise<void>;
  /** A person texts the hub: kept, then posted to its signed webhook, twice when it fails. */
  incoming(text: {
    from: string;
    body: string;
    to?: string;
    /** Pictures, or addresses where a message says that they are. */
    media?: (Media | { url: string; type: string })[];
  }): Promise<{ sid: string } & WebhookAnswer>;
  failNext(failure: Failure): void;
  /** Answers when every status callback so far was posted: whether there was any still to post. */
  settled(): Promise<boolean>;
  snapshot(): TwilioState;
  /** The same, not copied: to look at. */
  look(): Readonly<TwilioState>;
  restore(state: TwilioState): void;
}

/** A local Twilio: it checks and answers as the real one does, and calls the hub with real signatures. */
export function createTwilioLookAlike(options: TwilioLookAlikeOptions): TwilioLookAlike {
  const { log, accountSid, authToken, numbers, hubUrl, now = () => new Date(), onMessage } = options;
  const failures = createFailures();
  const pictures = options.media ?? createMemoryMedia();
  const callbacks = new Set<Promise<void>>();
  let state = emptyState();
  let server: Server | undefined;

  const keep = (
    text: Pick<KeptText, 'direction' | 'from' | 'to' | 'body' | 'media' | 'status'>,
  ): KeptText => {
    state.counter += 1;
    const kept: KeptText = {
      ...text,
      sid: `SM${state.counter.toString(16).padStart(32, '0')}`,
      segments: new calculator.SegmentedMessage(text.body).segmentsCount,
      errorCode: null,
      messagingServiceSid: null,
      at: now().toISOString(),
    };
    state.texts.push(kept);
    return kept;
  };

  /** queued → sent → delivered, each told in order; a slow hub is waited for, a deaf one not asked again. */
  async function report(text: KeptText, callback: string, undelivered: number | undefined): Promise<void> {
    for (const status of [
      'queued',
      'sent',
      undelivered === undefined ? 'delivered' : 'undelivered',
    ] as const) {
      text.status = status;
      if (status === 'undelivered') text.errorCode = undelivered ?? null;
      const params: Record<string, string> = {
        AccountSid: accountSid,
        ApiVersion: '2010-04-01',
        From: text.from,
        MessageSid: text.sid,
        MessageStatus: status,
        SmsSid: text.sid,
        SmsStatus: status,
        To: text.to,
        ...(text.errorCode === null ? {} : { ErrorCode: String(text.errorCode) }),
      };
      const answer = await postSigned(authToken, callback, params, 1);
      if (answer.status !== 200)
        log.warn({ sid: text.sid, status, answer: answer.status }, 'a status callback was not taken');
    }
  }

  const origin = (): string => `http://127.0.0.1:${(server?.address() as AddressInfo | null)?.port ?? 0}`;

  async function settled(): Promise<boolean> {
    const any = callbacks.size > 0;
    while (callbacks.size > 0) await Promise.all(callbacks);
    return any;
  }

  const api = createApi({
    accountSid,
    authToken,
    numbers,
    messagingServiceSid: options.messagingServiceSid,
    state: () => state,
    failures,
    take({ to, from, body, callback, answered, undelivered }) {
      const text = keep({ direction: 'outbound-api', from, to, body, media: [], status: 'queued' });
      onMessage?.({ id: text.sid, at: new Date(text.at), to, from, body, segments: text.segments });
      if (callback) {
        const told: Promise<void> = answered
          .then(() => report(text, callback, undelivered))
          .finally(() => callbacks.delete(told));
        callbacks.add(told);
      }
      return text;
    },
  });

  const mediaHost = createMediaHost({
    accountSid,
    texts: () => state.texts,
    media: pictures,
    failures,
    authorized: authorizedBy({ accountSid, authToken }),
  });
  const keepMedia = (given: Media | { url: string; type: string }, at: number): KeptTextMedia => {
    if ('url' in given) return { sid: `ME${at}`, ...given };
    const { id, name, type } = pictures.keep(given);
    return { sid: `ME${id}`, id, name, type };
  };

  return {
    start() {
      const started = createServer((req, res) => {
        if (mediaHost(req, res)) return;
        api(req, res).catch((error: unknown) => {
          log.error({ err: error }, 'the Twilio look-alike failed');
          res.writeHead(500).end();
        });
      });
      server = started;
      return new Promise((resolve, reject) => {
        started.once('error', reject);
        started.listen(options.port ?? 0, '127.0.0.1', () => resolve(origin()));
      });
    },
    async stop() {
      await settled();
      const stopping = server;
      if (!stopping) return;
      await new Promise<void>((resolve) => {
        stopping.close(() => resolve());
        stopping.closeAllConnections();
      });
    },
    async incoming({ from, body, to = numbers[0] ?? '', media = [] }) {
      applyOptOut(state, to, from, body);
      const kept = media.map(keepMedia);
      const text = keep({ direction: 'inbound', from, to, body, media: kept, status: 'received' });
      const answer = await postSigned(
        authToken,
        `${hubUrl().replace(/\/$/, '')}/twilio/sms`,
        inboundForm(text, accountSid, origin()),
        2,
      );
      return { sid: text.sid, ...answer };
    },
    failNext: failures.add,
    settled,
    snapshot: () => structuredClone(state),
    look: () => state,
    restore(kept) {
      state = structuredClone(kept);
      failures.clear();
    },
  };
}

/** The parameters that Twilio posts with a text. */
function inboundForm(text: KeptText, accountSid: string, origin: string): Record<string, string> {
  const at = (sid: string) =>
    `${origin}/${apiVersion}/Accounts/${accountSid}/Messages/${text.sid}/Media/${sid}`;
  const media = text.media.flatMap(({ sid, url, type }, i) => [
    [`MediaUrl${i}`, url ?? at(sid)],
    [`MediaContentType${i}`, type],
  ]);
  return {
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    Body: text.body,
    From: text.from,
    MessageSid: text.sid,
    NumMedia: String(text.media.length),
    NumSegments: String(text.segments),
    SmsMessageSid: text.sid,
    SmsSid: text.sid,
    SmsStatus: 'received',
    To: text.to,
    ...Object.fromEntries(media),
  };
}
