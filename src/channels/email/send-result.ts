import type { SendResult } from '../../domain/channel.ts';
import type { NoLongerOurs } from '../../lib/last-look.ts';
import { causeOf, isHard, statusIn } from './bounce/status.ts';

/** What a failed attempt tells: the server's answer where there was one, and whether the mail had been handed over. */
export interface Failure {
  code?: string;
  responseCode?: number;
  response?: string;
  /** The server had asked for the content: it may have taken it. */
  handedOver: boolean;
}

const busyMs = 60_000;
const notOurs: NoLongerOurs['code'] = 'no-longer-ours';

/** A server's answer in our words. Enhanced codes decide whether the address is dead; a bare 550 may be a policy. */
export function toSendResult({ code, responseCode, response = '', handedOver }: Failure): SendResult {
  if (code === notOurs) return { kind: 'try-later', reason: notOurs };
  if (code === 'EAUTH') return { kind: 'try-later', reason: 'login-refused', lane: true, provider: true };
  if (responseCode === undefined || responseCode < 400) {
    return handedOver
      ? { kind: 'unknown', reason: 'no-answer-after-handing-over', provider: true }
      : {
          kind: 'try-later',
          reason: code === 'ETIMEDOUT' ? 'server-silent' : 'server-unreachable',
          lane: true,
          provider: true,
        };
  }
  if (responseCode < 500) {
    const busy = responseCode === 421;
    return {
      kind: 'try-later',
      reason: busy ? 'server-busy' : 'refused-for-now',
      afterMs: busyMs,
      ...(busy ? { lane: true, provider: true } : {}),
    };
  }
  const dead = /^5\.1\.(?:1|2|3|6|10)$/.test(statusIn(response) ?? '') || isHard(causeOf(response));
  return {
    kind: 'refused',
    reason: dead ? 'no-such-mailbox' : 'mail-refused',
    address: dead ? 'dead' : 'ok',
  };
}
