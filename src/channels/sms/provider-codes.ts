import type { SendResult } from '../../domain/channel.ts';
import type { InboundReceipt } from '../../domain/inbound.ts';

type Refused = Extract<SendResult, { kind: 'refused' }>;
type Failure = Pick<InboundReceipt, 'failure' | 'reason'>;

const dead = (reason: string): Refused => ({ kind: 'refused', reason, address: 'dead' });
const refused = (reason: string): Refused => ({ kind: 'refused', reason, address: 'ok' });

/** Error codes of sending (twilio.com/docs/api/errors), in our words. What is not here is refused as it is. */
const sending: Record<number, Refused> = {
  21211: dead('invalid-number'),
  21214: dead('unreachable-number'),
  21217: dead('invalid-number'),
  21401: dead('invalid-number'),
  21604: dead('invalid-number'),
  21612: dead('unreachable-by-sms'),
  21614: dead('no-mobile'),
  21610: { kind: 'refused', reason: 'opted-out', address: 'opted-out' },
  21408: refused('country-not-enabled'),
  21608: refused('trial-account'),
  21611: refused('sender-queue-full'),
  21617: refused('too-long'),
  21212: refused('sender-not-ours'),
  21603: refused('sender-not-ours'),
  21606: refused('sender-not-ours'),
  21703: refused('sender-not-ours'),
  20003: refused('account-refused'),
  20005: refused('account-refused'),
  30002: refused('account-refused'),
};

export const refusalOf = (code: number | undefined, status: number): Refused =>
  sending[code ?? 0] ?? refused(status === 401 || status === 403 ? 'account-refused' : 'not-accepted');

/** Error codes that arrive later, with a status callback. */
const delivering: Record<number, Failure> = {
  21610: { failure: 'opted-out', reason: 'opted-out' },
  30001: { failure: 'full', reason: 'queue-overflow' },
  30002: { failure: 'ours', reason: 'account-refused' },
  30003: { failure: 'later', reason: 'phone-unreachable' },
  30004: { failure: 'blocked', reason: 'blocked' },
  30005: { failure: 'dead', reason: 'unknown-number' },
  30006: { failure: 'dead', reason: 'no-mobile' },
  30007: { failure: 'ours', reason: 'filtered' },
  30008: { failure: 'later', reason: 'unknown' },
  30017: { failure: 'later', reason: 'congestion' },
  30018: { failure: 'ours', reason: 'sender-not-registered' },
  30022: { failure: 'later', reason: 'rate-limited' },
  30023: { failure: 'blocked', reason: 'daily-cap' },
  30024: { failure: 'ours', reason: 'sender-not-registered' },
  30027: { failure: 'blocked', reason: 'daily-cap' },
  30032: { failure: 'ours', reason: 'sender-not-registered' },
  30034: { failure: 'ours', reason: 'sender-not-registered' },
};

export const failureOf = (code: number | undefined): Failure =>
  delivering[code ?? 0] ?? { reason: 'not-delivered' };
