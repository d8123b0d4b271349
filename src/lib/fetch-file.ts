import type { lookup } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { createProxyAgent } from './proxy-agent.ts';
import { InsideAddress, isPublicAddress, publicLookup } from './public-address.ts';

/** How an address may be asked. */
export interface Leave {
  /** What it is shown to be let in; goes to this address alone, never on with a redirect. */
  headers?: Record<string, string>;
  /** The operator set it: it may be on this machine or network. */
  inside?: boolean;
}

export interface FetchRules {
  /**
   * Undefined: this address is never asked; `login`: whoever is sent there was not let in. Every hop of a
   * redirect is put to it.
   */
  allow(url: URL): Leave | 'login' | undefined;
  mostBytes: number;
  signal: AbortSignal;
  /** `HTTPS_PROXY`: it looks names up itself, so that there `allow` alone decides. */
  proxy?: string | undefined;
  /** For tests: what names lead to. */
  resolve?: typeof lookup;
}

export type Fetched =
  | { kind: 'here'; bytes: Buffer; type: string }
  | { kind: 'lost'; why: 'too-large' | 'not-allowed' | 'gone' | 'unreadable' }
  /** `otherwise`: what it is lost as when it stays so. */
  | { kind: 'try-later'; reason: string; afterMs?: number; otherwise?: 'gone' | 'refused' };

const mostHops = 5;
const redirects = new Set([301, 302, 303, 307, 308]);

/** Brings a file from addresses that were allowed, checked at every hop and again when connecting. */
export async function fetchFile(address: string, rules: FetchRules): Promise<Fetched> {
  let next = address;
  try {
    for (let hop = 0; hop <= mostHops; hop += 1) {
      const url = URL.canParse(next) ? new URL(next) : undefined;
      const leave = url && mayAsk(url) ? rules.allow(url) : undefined;
      if (leave === 'login') return { kind: 'try-later', reason: 'sent to log in', otherwise: 'refused' };
      if (!url || !leave || !isOutside(url, leave)) return { kind: 'lost', why: 'not-allowed' };
      const answer = await ask(url, leave, rules);
      const { location } = answer.headers;
      if (!redirects.has(answer.statusCode ?? 0) || location === undefined) return await taken(answer, rules);
      answer.destroy();
      next = URL.canParse(location, url.href) ? new URL(location, url).href : '';
    }
    return { kind: 'lost', why: 'not-allowed' };
  } catch (error) {
    if (error instanceof InsideAddress) return { kind: 'lost', why: 'not-allowed' };
    return { kind: 'try-later', reason: rules.signal.aborted ? 'took too long' : reasonOf(error) };
  }
}

const mayAsk = ({ protocol, username, password }: URL): boolean =>
  (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';

/** An address written as figures is looked up by nobody, so it is looked at here. */
function isOutside({ hostname }: URL, { inside }: Leave): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return inside === true || isIP(bare) === 0 || isPublicAddress(bare);
}

function ask(url: URL, { headers = {}, inside }: Leave, rules: FetchRules): Promise<IncomingMessage> {
  const secure = url.protocol === 'https:';
  const agent = secure && rules.proxy !== undefined ? createProxyAgent(rules.proxy) : undefined;
  return new Promise((resolve, reject) => {
    const request = (secure ? httpsRequest : httpRequest)(url, {
      headers: { ...headers, accept: '*/*', 'accept-encoding': 'identity' },
      signal: rules.signal,
      agent: agent ?? false,
      ...(!inside && !agent && { lookup: publicLookup(rules.resolve) }),
    });
    request.once('response', resolve);
    request.once('error', reject);
    // One request, one connection: nothing stays open to a host that a message named.
    request.once('close', () => agent?.destroy());
    request.end();
  });
}

async function taken(answer: IncomingMessage, { mostBytes }: FetchRules): Promise<Fetched> {
  const { statusCode = 0, headers } = answer;
  if (statusCode !== 200) {
    answer.destroy();
    return refused(statusCode, headers['retry-after']);
  }
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    answer.destroy();
    return { kind: 'lost', why: 'unreadable' };
  }
  if (Number(headers['content-length'] ?? 0) > mostBytes) {
    answer.destroy();
    return { kind: 'lost', why: 'too-large' };
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Leaving the loop ends the connection.
    if (size > mostBytes) return { kind: 'lost', why: 'too-large' };
    chunks.push(chunk);
  }
  if (!answer.complete) return { kind: 'try-later', reason: 'the answer broke off' };
  if (size === 0) return { kind: 'lost', why: 'unreadable' };
  return { kind: 'here', bytes: Buffer.concat(chunks), type: headers['content-type'] ?? '' };
}

function refused(status: number, retryAfter: string | undefined): Fetched {
  const reason = `http ${status}`;
  if (status === 410) return { kind: 'lost', why: 'gone' };
  if (status === 429 || status >= 500) {
    const seconds = /^\d{1,5}$/.test(retryAfter ?? '') ? Number(retryAfter) : undefined;
    return { kind: 'try-later', reason, ...(seconds !== undefined && { afterMs: seconds * 1000 }) };
  }
  // Providers tell of a file a little before they hand it out.
  return { kind: 'try-later', reason, otherwise: status === 404 ? 'gone' : 'refused' };
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'no answer';
}
