import { webApi } from '@slack/bolt';
import type { NoLongerOurs } from '../../lib/last-look.ts';

/** A failed call, in few words. `reached`: whether Slack may have done it although no answer came. */
export type SlackFailure =
  | { kind: 'rate-limited'; afterMs: number }
  | { kind: 'said-no'; error: string }
  | { kind: 'unwell'; reason: string }
  | { kind: 'unreachable'; reason: string }
  | { kind: 'not-ours'; reason: string }
  | { kind: 'no-answer'; reason: string };

const longestWaitMs = 5 * 60_000;

/** Failures before a request left us; anything later may have been carried out. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
/** Nor did one that somebody else goes on with. */
const notOurs: NoLongerOurs['code'] = 'no-longer-ours';
/** Nor did one whose certificate was not believed: expired, of another host, signed by nobody whom we know. */
const certificate = /^CERT_|^UNABLE_TO_|^ERR_TLS_CERT_|SELF_SIGNED_CERT/;

/** Node wraps errors several times: fetch failed ← AggregateError ← ECONNREFUSED. */
function codesOf(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth > 5) return [];
  const { code, original, errors } = error as Error & {
    code?: unknown;
    original?: unknown;
    errors?: unknown[];
  };
  const inner = [error.cause, original, ...(errors ?? [])].flatMap((one) => codesOf(one, depth + 1));
  return [...(typeof code === 'string' ? [code] : []), ...inner];
}

export function slackFailure(error: unknown): SlackFailure {
  if (error instanceof webApi.WebAPIRateLimitedError) {
    // Capped and asked again: an hour's silence of a whole destination is ours to decide, not a header's.
    return { kind: 'rate-limited', afterMs: Math.min(error.retryAfter * 1000, longestWaitMs) };
  }
  if (error instanceof webApi.WebAPIHTTPError) return { kind: 'unwell', reason: `http ${error.statusCode}` };
  if (error instanceof webApi.WebAPIPlatformError) {
    const said = error.data.error;
    // The client puts a page of HTML, or nothing at all, where Slack's error word stands.
    if (typeof said === 'string' && /^[a-z][a-z_]{1,60}$/.test(said)) return { kind: 'said-no', error: said };
    return { kind: 'unwell', reason: 'the answer was not readable' };
  }
  const codes = codesOf(error);
  if (codes.includes(notOurs)) return { kind: 'not-ours', reason: notOurs };
  const refused = codes.find((code) => neverSent.has(code) || certificate.test(code));
  if (refused) return { kind: 'unreachable', reason: refused };
  const name = error instanceof Error ? error.name : 'unknown';
  return { kind: 'no-answer', reason: codes.find((code) => /^E[A-Z]+$|^UND_ERR/.test(code)) ?? name };
}
