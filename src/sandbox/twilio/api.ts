import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readForm } from '../../lib/read-body.ts';
import type { Failure, Failures } from './failures.ts';
import { isOptedOut, type KeptText, type TwilioState } from './state.ts';
import { apiVersion, errorBody, messageBody } from './wire.ts';

export interface TakenText {
  to: string;
  from: string;
  body: string;
  /** Where its states are told, once the sender has its answer. */
  callback?: string | undefined;
  answered: Promise<void>;
  undelivered?: number | undefined;
}

export interface ApiDeps {
  accountSid: string;
  authToken: string;
  numbers: readonly string[];
  messagingServiceSid?: string | undefined;
  state: () => TwilioState;
  failures: Failures;
  /** Takes an outgoing text and says what became of it; callbacks follow later. */
  take(text: TakenText): KeptText;
}

const e164 = /^\+[1-9]\d{6,14}$/;

/** The part of Twilio's REST API that Faultline uses, with the checks that the real one makes. */
export function createApi(deps: ApiDeps) {
  const base = `/${apiVersion}/Accounts/${deps.accountSid}`;
  const authorized = authorizedBy(deps);

  return async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const url = new URL(req.url ?? '/', 'http://twilio');
    if (!authorized(req)) return reply(res, errorBody(20003));
    if (url.pathname === `${base}.json` && req.method === 'GET') {
      return reply(res, { status: 200, body: { sid: deps.accountSid, status: 'active', type: 'Full' } });
    }
    if (url.pathname === `${base}/Messages.json`) {
      if (req.method === 'POST') return create(req, res, deps);
      if (req.method === 'GET') {
        const failure = deps.failures.takeList(url.searchParams.get('To'));
        if (failure) return goWrong(res, failure);
        return reply(res, { status: 200, body: list(url, deps) });
      }
    }
    const sid = /\/Messages\/(\w+)\.json$/.exec(url.pathname)?.[1];
    const text = deps.state().texts.find((each) => each.sid === sid);
    if (!text || req.method !== 'GET' || !url.pathname.startsWith(base)) return reply(res, errorBody(20404));
    reply(res, { status: 200, body: messageBody(text, deps.accountSid) });
  };
}

async function create(req: IncomingMessage, res: ServerResponse, deps: ApiDeps): Promise<void> {
  const form = await readForm(req, 64 * 1024);
  const to = form.get('To') ?? '';
  const failure = deps.failures.take(to);
  if (failure && goesWrong(failure)) return goWrong(res, failure);
  const code = refusal(form, deps);
  if (code !== undefined) return reply(res, errorBody(code));
  const text = deps.take({
    to,
    from: form.get('From') ?? deps.numbers[0] ?? '',
    body: form.get('Body') ?? '',
    callback: failure?.silent ? undefined : (form.get('StatusCallback') ?? undefined),
    undelivered: failure?.undelivered,
    // A lost answer leaves nothing to wait for.
    answered: failure?.lost
      ? Promise.resolve()
      : new Promise((resolve) => res.once('close', () => resolve())),
  });
  if (failure?.lost) return;
  reply(res, { status: 201, body: messageBody(text, deps.accountSid) });
}

const goesWrong = ({ hang, html, status, code }: Failure): boolean =>
  hang === true || html === true || status !== undefined || code !== undefined;

/** Answers as the failure says, or never. */
function goWrong(res: ServerResponse, { hang, html, status, code, retryAfter }: Failure): void {
  if (hang) return;
  if (retryAfter !== undefined) res.setHeader('Retry-After', retryAfter);
  const page = { status: status ?? 200, body: '<html>gateway</html>' };
  reply(res, html ? page : errorBody(code ?? status ?? 400, status));
}

function refusal(form: URLSearchParams, deps: ApiDeps): number | undefined {
  const [to, from, service] = [form.get('To') ?? '', form.get('From'), form.get('MessagingServiceSid')];
  if (to === '') return 21604;
  if (!e164.test(to)) return 21211;
  if (!from && !service) return 21603;
  if (from && !deps.numbers.includes(from)) return 21606;
  if (service && service !== deps.messagingServiceSid) return 21606;
  const body = form.get('Body') ?? '';
  if (body === '') return 21602;
  if (body.length > 1600) return 21617;
  const callback = form.get('StatusCallback');
  if (callback !== null && !/^https?:\/\//.test(callback)) return 21609;
  return isOptedOut(deps.state(), from ?? deps.numbers[0] ?? '', to) ? 21610 : undefined;
}

/** Newest first, in pages, filtered as the real list is. */
function list(url: URL, { state, accountSid }: ApiDeps): unknown {
  const query = url.searchParams;
  const size = Math.min(Math.max(Number(query.get('PageSize') ?? 50) || 50, 1), 1000);
  const page = Math.max(Number(query.get('Page') ?? 0) || 0, 0);
  const [after, before] = [query.get('DateSent>'), query.get('DateSent<')].map((date) =>
    date ? Date.parse(date) : undefined,
  );
  const matching = state()
    .texts.filter((text) => !query.get('To') || text.to === query.get('To'))
    .filter((text) => !query.get('From') || text.from === query.get('From'))
    .filter((text) => after === undefined || Date.parse(text.at) >= after)
    .filter((text) => before === undefined || Date.parse(text.at) <= before + 24 * 3600_000)
    .toReversed();
  const more = matching.length > (page + 1) * size;
  const next = new URLSearchParams(query);
  next.set('Page', String(page + 1));
  next.set('PageSize', String(size));
  return {
    messages: matching.slice(page * size, (page + 1) * size).map((text) => messageBody(text, accountSid)),
    page,
    page_size: size,
    start: page * size,
    uri: url.pathname + url.search,
    next_page_uri: more ? `${url.pathname}?${next}` : null,
  };
}

/** By account and token, as every request of the API is. */
export function authorizedBy({ accountSid, authToken }: Pick<ApiDeps, 'accountSid' | 'authToken'>) {
  const wanted = Buffer.from(`Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`);
  return (req: IncomingMessage): boolean => {
    const given = Buffer.from(req.headers.authorization ?? '');
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  };
}

function reply(res: ServerResponse, { status, body }: { status: number; body: unknown }): void {
  res.writeHead(status, { 'Content-Type': typeof body === 'string' ? 'text/html' : 'application/json' });
  res.end(typeof body === 'string' ? body : JSON.stringify(body));
}
