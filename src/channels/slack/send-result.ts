import type { CannotSay, SendResult } from '../../domain/channel.ts';
import type { SlackFailure } from './slack-error.ts';

/** The conversation or person is gone for us: another way to reach them is needed. */
const deadAddress = new Set([
  'channel_not_found',
  'is_archived',
  'not_in_channel',
  'user_not_found',
  'users_not_found',
  'user_not_in_channel',
  'user_disabled',
  'user_is_bot',
  'cannot_dm_bot',
  'users_list_not_supplied',
  'restricted_action',
  'restricted_action_read_only_channel',
  'messages_tab_disabled',
]);

/** Nothing goes out to anybody until an administrator acts. */
export const tokenTrouble = new Set([
  'token_revoked',
  'token_expired',
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'org_login_required',
  'ekm_access_denied',
  'missing_scope',
  'no_permission',
]);

const slackUnwell = new Set([
  'ratelimited',
  'rate_limited',
  'fatal_error',
  'internal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
  'accesslimited',
]);

const tokenRestMs = 60_000;

function saidNo(error: string): SendResult {
  if (deadAddress.has(error)) return { kind: 'refused', reason: error, address: 'dead' };
  if (tokenTrouble.has(error))
    return { kind: 'try-later', reason: error, afterMs: tokenRestMs, lane: true, provider: true };
  if (error === 'ratelimited' || error === 'rate_limited')
    return { kind: 'try-later', reason: error, afterMs: 30_000, lane: true };
  if (slackUnwell.has(error)) return { kind: 'try-later', reason: error, provider: true };
  // What is left is about this very message (invalid_blocks, msg_too_long …): sending it again changes nothing.
  return { kind: 'refused', reason: error, address: 'ok' };
}

/** A failed call in our words. `repeatable`: doing it twice does no harm (an edit, a view). */
export function toSendResult(failure: SlackFailure, repeatable: boolean): SendResult {
  switch (failure.kind) {
    case 'rate-limited':
      return { kind: 'try-later', reason: 'rate limited', afterMs: failure.afterMs, lane: true };
    case 'not-ours':
      return { kind: 'try-later', reason: failure.reason };
    case 'said-no':
      return saidNo(failure.error);
    case 'unwell':
    case 'unreachable':
      return { kind: 'try-later', reason: failure.reason, provider: true };
    case 'no-answer':
      return { kind: repeatable ? 'try-later' : 'unknown', reason: failure.reason, provider: true };
  }
}

/** About reading alone: who may not read a conversation may still write there. */
const notReadable = new Set(['missing_scope', 'no_permission']);

/** Why it can't be asked just now what stands in a conversation; undefined: it never can, a copy is the lesser harm. */
export function cannotSay(failure: SlackFailure): CannotSay | undefined {
  if (failure.kind === 'said-no' && notReadable.has(failure.error)) return undefined;
  const result = toSendResult(failure, true);
  return result.kind === 'try-later' ? result : undefined;
}
