import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { AppError } from '../../lib/errors.ts';
import { lastLook, NoLongerOurs } from '../../lib/last-look.ts';
import { createProxyAgent } from '../../lib/proxy-agent.ts';

/** Nothing left this machine: sending again can't make a second text. */
export class NotReached extends AppError {
  readonly code = 'sms-provider-not-reached';
}

/** The request may have arrived, its answer did not. */
export class NoAnswer extends AppError {
  readonly code = 'sms-provider-no-answer';
}

/** 429 or 5xx. */
export class ProviderBusy extends AppError {
  readonly code = 'sms-provider-busy';
  readonly status: number;
  readonly retryAfter: string | undefined;

  constructor(status: number, retryAfter: string | undefined) {
    super(`the SMS provider answered ${status}`);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

export interface HttpAsk {
  method: string;
  url: URL;
  headers: Record<string, string>;
  body?: string;
}

export interface HttpAnswer {
  statusCode: number;
  body: string;
  headers: Record<string, string>;
}

export interface HttpClient {
  /** @throws NotReached, NoLongerOurs, NoAnswer, ProviderBusy; always settles within `timeoutMs` */
  ask(ask: HttpAsk, timeoutMs: number): Promise<HttpAnswer>;
  close(): void;
}

const answerLimitBytes = 2 * 1024 * 1024;

/**
 * Asks over kept connections, with one limit for the whole exchange, and tells apart what was never
 * sent from what was sent without an answer; the SDK's own client can do neither.
 */
export function createHttpClient({ proxy }: { proxy?: string | undefined }): HttpClient {
  // A hanging destination holds its connection for seconds; the others must not queue behind it.
  const maxSockets = 256;
  const plain = new HttpAgent({ keepAlive: true, maxSockets });
  const secure = proxy
    ? createProxyAgent(proxy, { maxSockets })
    : new HttpsAgent({ keepAlive: true, maxSockets });
  return {
    ask: ({ method, url, headers, body }, timeoutMs) =>
      new Promise((resolve, reject) => {
        const options = { method, headers };
        const ours = lastLook();
        const request =
          url.protocol === 'https:'
            ? httpsRequest(url, { ...options, agent: secure })
            : httpRequest(url, { ...options, agent: plain });
        let begun = false;
        const fail = (error: Error) => {
          if (error instanceof NoLongerOurs) reject(error);
          else if (begun) reject(new NoAnswer('the SMS provider did not answer', { cause: error }));
          else reject(new NotReached('the SMS provider cannot be reached', { cause: error }));
        };
        whenConnected(request, () => {
          if (!ours()) {
            request.destroy(new NoLongerOurs());
            return;
          }
          begun = true;
          request.end(body);
        });
        const timer = setTimeout(
          () => request.destroy(new Error(`no answer within ${timeoutMs} ms`)),
          timeoutMs,
        );
        request.once('close', () => clearTimeout(timer));
        request.once('error', fail);
        request.once('response', (response) => {
          readAnswer(response).then(resolve, (error: Error) =>
            error instanceof ProviderBusy ? reject(error) : fail(error),
          );
        });
      }),
    close() {
      // Idle connections only: a text under way may still hear its answer.
      for (const sockets of [plain.freeSockets, secure.freeSockets])
        for (const socket of Object.values(sockets).flat()) socket?.destroy();
    },
  };
}

/** Nothing is written before the connection stands: until then no byte of the request can have arrived. */
function whenConnected(request: ClientRequest, stands: () => void): void {
  request.once('socket', (socket) => {
    // A TLS socket carries plain bytes only after its own handshake.
    const tls = 'getPeerCertificate' in socket ? (socket as TLSSocket) : undefined;
    if (tls && tls.getFinished() === undefined) tls.once('secureConnect', stands);
    else if (socket.connecting) socket.once('connect', stands);
    else stands();
  });
}

async function readAnswer(response: IncomingMessage): Promise<HttpAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > answerLimitBytes) throw new Error('the answer is too large');
    chunks.push(chunk);
  }
  const statusCode = response.statusCode ?? 0;
  if (statusCode === 429 || statusCode >= 500)
    throw new ProviderBusy(statusCode, response.headers['retry-after']);
  const headers = Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
  );
  return { statusCode, body: Buffer.concat(chunks).toString('utf8'), headers };
}
