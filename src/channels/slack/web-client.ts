import { webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import { Agent, type Dispatcher, EnvHttpProxyAgent, fetch as fetchThrough } from 'undici';
import { lastLook, NoLongerOurs } from '../../lib/last-look.ts';
import { boltLogger } from './bolt-logger.ts';
import type { SlackSettings } from './settings.ts';

const defaultRetryAfterSeconds = 30;

/** The connections to Slack. Only https goes through the proxy; a local look-alike never does. */
export function connectionsTo(settings: Pick<SlackSettings, 'proxy'>): Dispatcher {
  const agent = settings.proxy ? new EnvHttpProxyAgent({ httpsProxy: settings.proxy }) : new Agent();
  return agent.compose((dispatch) => (options, handler) => dispatch(options, looking(handler)));
}

/** A call that is no longer ours ends where its connection stands and its first byte is about to be written. */
function looking(handler: Dispatcher.DispatchHandler): Dispatcher.DispatchHandler {
  const ours = lastLook();
  return {
    onRequestStart(controller, context) {
      if (ours()) handler.onRequestStart?.(controller, context);
      else controller.abort(new NoLongerOurs());
    },
    onRequestUpgrade: (...given) => handler.onRequestUpgrade?.(...given),
    onResponseStart: (...given) => handler.onResponseStart?.(...given),
    onResponseData: (...given) => handler.onResponseData?.(...given),
    onResponseEnd: (...given) => handler.onResponseEnd?.(...given),
    onResponseError: (...given) => handler.onResponseError?.(...given),
  };
}

/**
 * Bolt's client turns a 429 whose `Retry-After` it can't read (missing, "abc", a date) into a nameless error;
 * given a readable one it stays a rate limit.
 */
async function readableRetryAfter(response: Response): Promise<Response> {
  if (response.status !== 429) return response;
  const seconds = response.headers.get('retry-after') ?? '';
  if (/^\d{1,9}$/.test(seconds)) return response;
  await response.body?.cancel();
  return new Response(null, { status: 429, headers: { 'retry-after': String(defaultRetryAfterSeconds) } });
}

/** A dispatcher works with the fetch of its own undici; Node's built-in one is of another age. */
export const fetchWith = (dispatcher: Dispatcher): typeof fetch =>
  ((url: string, init: object) => fetchThrough(url, { ...init, dispatcher })) as unknown as typeof fetch;

/**
 * Slack's client without its own retries: the outbox decides when to try again, and for whom.
 * Each call ends within `timeoutMs`.
 */
export function createWebClient(
  settings: Pick<SlackSettings, 'botToken' | 'apiUrl'>,
  deps: { log: Logger; timeoutMs: number; dispatcher: Dispatcher },
): webApi.WebClient {
  const ask = fetchWith(deps.dispatcher);
  return new webApi.WebClient(settings.botToken, {
    slackApiUrl: settings.apiUrl,
    logger: boltLogger(deps.log),
    timeout: deps.timeoutMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    // One slow destination must not hold up the queue of the others.
    maxRequestConcurrency: 1000,
    allowAbsoluteUrls: false,
    fetch: async (url, init) => readableRetryAfter(await ask(url, init)),
  });
}
