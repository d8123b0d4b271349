import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { SocketServer } from './socket-server.ts';

/** What the hub said to a delivery. `status` 0: it could not be reached. */
export interface Delivered {
  ok: boolean;
  status: number;
  /** The answer's body, when it had one (errors of a form). */
  answer?: unknown;
}

export type Payload =
  | { type: 'events_api'; body: Record<string, unknown> }
  | { type: 'slash_commands'; body: Record<string, string> }
  | { type: 'interactive'; body: Record<string, unknown> };

export interface DeliveryOptions {
  hubUrl: () => string;
  signingSecret: string;
  sockets: SocketServer;
  ackWithinMs: number;
  /** Pauses before each resend of an event; commands and taps are never resent. */
  resendAfterMs: number[];
  log: Logger;
}

/** Slack's signature over timestamp and raw body. */
export function sign(secret: string, timestamp: string, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

function encoded(payload: Payload): { type: string; text: string } {
  if (payload.type === 'events_api') return { type: 'application/json', text: JSON.stringify(payload.body) };
  const form = payload.type === 'interactive' ? { payload: JSON.stringify(payload.body) } : payload.body;
  return { type: 'application/x-www-form-urlencoded', text: new URLSearchParams(form).toString() };
}

function readAnswer(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // Slack shows a plain answer as text.
    return text;
  }
}

/** Delivers to the hub as Slack does: over a connected socket, else by signed webhook; waits as long for the ack. */
export function createDelivery(options: DeliveryOptions) {
  const resending = new AbortController();

  async function post(payload: Payload, retry: number): Promise<Delivered> {
    const { type, text } = encoded(payload);
    const timestamp = String(Math.floor(Date.now() / 1000));
    const headers: Record<string, string> = {
      'content-type': type,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': sign(options.signingSecret, timestamp, text),
      ...(retry > 0 && { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': 'http_error' }),
    };
    try {
      const url = new URL('/slack/events', options.hubUrl());
      const response = await fetch(url, {
        method: 'POST',
        headers,
        body: text,
        signal: AbortSignal.timeout(options.ackWithinMs),
      });
      const answer = readAnswer(await response.text());
      return { ok: response.ok, status: response.status, ...(answer !== undefined && { answer }) };
    } catch (error) {
      options.log.debug({ err: error }, 'the hub could not be reached');
      return { ok: false, status: 0 };
    }
  }

  const once = (payload: Payload, retry: number) =>
    options.sockets.connected() ? options.sockets.deliver(payload, retry) : post(payload, retry);

  return {
    async deliver(payload: Payload): Promise<Delivered> {
      let delivered = await once(payload, 0);
      if (payload.type !== 'events_api') return delivered;
      for (const [at, pauseMs] of options.resendAfterMs.entries()) {
        if (delivered.ok || resending.signal.aborted) return delivered;
        await sleep(pauseMs, undefined, { signal: resending.signal }).catch(() => undefined);
        if (!resending.signal.aborted) delivered = await once(payload, at + 1);
      }
      return delivered;
    },
    stop: () => resending.abort(),
  };
}
export type Delivery = ReturnType<typeof createDelivery>;
