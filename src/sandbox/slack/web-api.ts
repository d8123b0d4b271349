import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Failure, Failures } from './failures.ts';
import { type Args, type Method, type MethodContext, SlackSays, textArg } from './method.ts';
import { chatMethods } from './method-chat.ts';
import { conversationMethods } from './method-conversations.ts';
import { viewMethods } from './method-views.ts';
import { bot, team } from './records.ts';

const authTest: Method = () => ({
  url: 'https://sandbox.slack.com/',
  team: team.domain,
  user: 'faultline',
  team_id: team.id,
  user_id: bot.user,
  bot_id: bot.id,
});

const botMethods: Record<string, Method> = {
  'auth.test': authTest,
  ...chatMethods,
  ...conversationMethods,
  ...viewMethods,
};

export interface ApiCall {
  method: string;
  args: Args;
}

export interface WebApiOptions {
  botToken: string;
  appToken?: string | undefined;
  failures: Failures;
  context: MethodContext;
  /** Methods of parts that have state of their own. */
  more: Record<string, Method>;
  /** Where a socket may connect; undefined when Socket Mode is off. */
  socketUrl(): string | undefined;
  onCall(call: ApiCall): void;
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function argsOf(request: IncomingMessage, body: string): Args {
  if (request.headers['content-type']?.startsWith('application/json'))
    return JSON.parse(body || '{}') as Args;
  return Object.fromEntries(new URLSearchParams(body));
}

async function run(
  method: string,
  token: string,
  args: Args,
  options: WebApiOptions,
): Promise<Record<string, unknown>> {
  if (method === 'apps.connections.open') {
    if (!options.appToken || token !== options.appToken)
      throw new SlackSays(token === '' ? 'not_authed' : 'invalid_auth');
    return { url: options.socketUrl() };
  }
  const all = { ...botMethods, ...options.more };
  const known = Object.hasOwn(all, method) ? all[method] : undefined;
  if (!known) throw new SlackSays('unknown_method');
  if (token === '') throw new SlackSays('not_authed');
  if (token !== options.botToken) throw new SlackSays('invalid_auth');
  return known(args, options.context);
}

async function answer(
  method: string,
  token: string,
  args: Args,
  options: WebApiOptions,
): Promise<Record<string, unknown>> {
  try {
    return { ok: true, ...(await run(method, token, args, options)) };
  } catch (error) {
    if (!(error instanceof SlackSays)) throw error;
    const detail = error.messages.length > 0 ? { response_metadata: { messages: error.messages } } : {};
    return { ok: false, error: error.error, ...detail };
  }
}

/** Failures that Slack answers instead of doing what was asked. */
function refuse(response: ServerResponse, failure: Failure): void {
  const status = failure.status ?? (failure.retryAfter === undefined ? 200 : 429);
  const retry = failure.retryAfter === undefined ? {} : { 'retry-after': String(failure.retryAfter) };
  const body =
    failure.body ??
    JSON.stringify({
      ok: false,
      error: failure.error ?? (status === 429 ? 'ratelimited' : 'internal_error'),
    });
  const type = failure.body === undefined ? 'application/json' : 'text/html';
  response.writeHead(status, { 'content-type': type, ...retry }).end(body);
}

/** Slack's Web API, as far as we call it: checks what Slack checks, keeps what Slack keeps. */
export function createWebApi(options: WebApiOptions) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const method = (request.url ?? '').replace(/^\/api\//, '').replace(/\?.*$/, '');
    const args = argsOf(request, await read(request));
    const token =
      /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? textArg(args, 'token') ?? '';
    options.onCall({ method, args });
    const failure = options.failures.take(method, textArg(args, 'channel') ?? textArg(args, 'user_id'));
    if (failure && !failure.hang && !failure.cut) return refuse(response, failure);
    const body = JSON.stringify(await answer(method, token, args, options));
    // Carried out, and nobody hears of it: what a sender can't tell from a lost request.
    if (failure?.hang) return;
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    });
    if (failure?.cut) {
      response.write(body.slice(0, body.length / 2), () => request.socket.destroy());
      return;
    }
    response.end(body);
  };
}
