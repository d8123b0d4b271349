import { addressOf } from '../../domain/address.ts';
import type { Attachment, Inbound, InboundReceipt } from '../../domain/inbound.ts';
import { failureOf } from './provider-codes.ts';
import { fieldsOf, InboundSms, KeptSms, StatusCallback } from './schema.ts';
import { subscriptionIn } from './subscription.ts';

export interface ReadingOf {
  /** Our own numbers: what comes from them is an echo. */
  ownNumbers: readonly string[];
  /** Pictures are fetched from there only, whatever a message says. */
  mediaOrigins: readonly string[];
}

/** What a kept message means. Never throws: what can't be read says nothing. */
export function readSms(payload: unknown, options: ReadingOf): Inbound[] {
  const kept = KeptSms.safeParse(payload);
  if (!kept.success) return [];
  const fields = fieldsOf(kept.data.form);
  if (kept.data.kind === 'status') {
    const callback = StatusCallback.safeParse(fields);
    return callback.success ? readStatus(callback.data) : [];
  }
  const sms = InboundSms.safeParse(fields);
  return sms.success ? readMessage(sms.data, options) : [];
}

const mobile = /^\+[1-9]\d{6,14}$/;

function readMessage(sms: InboundSms, { ownNumbers, mediaOrigins }: ReadingOf): Inbound[] {
  // Short codes and names are machines, our own numbers an echo: answering either makes a loop.
  if (!mobile.test(sms.from) || sms.from === sms.to || ownNumbers.includes(sms.from)) return [];
  const from = addressOf('sms', sms.from);
  const word = sms.media.length > 0 && !sms.optOut ? undefined : subscriptionIn(sms.text, sms.from);
  if (sms.optOut === 'STOP' || word === 'stop') return [{ kind: 'subscription', from, wanted: false }];
  // YES may be both: it subscribes, and answers a question.
  if ((sms.optOut === 'START' && word !== 'yes') || word === 'start')
    return [{ kind: 'subscription', from, wanted: true }];
  const attachments = sms.media.map((media, i) => attachment(media, i, mediaOrigins));
  const text: Inbound = {
    kind: 'text',
    from,
    text: sms.text,
    attachments,
    // The provider has answered HELP already, with the operator's own words.
    ...(sms.optOut === 'HELP' ? { automatic: true } : {}),
  };
  return word === 'yes' ? [{ kind: 'subscription', from, wanted: true }, text] : [text];
}

/** Nothing is fetched here. An address elsewhere than at the provider is not even kept. */
function attachment(media: { url: string; type: string }, i: number, origins: readonly string[]): Attachment {
  const type = /^[\w.+-]+\/[\w.+-]+$/.test(media.type) ? media.type : 'application/octet-stream';
  const ours = URL.canParse(media.url) && origins.includes(new URL(media.url).origin);
  return { name: `mms-${i + 1}`, type, bytes: 0, ...(ours ? { ref: media.url } : {}) };
}

/** States on the way say nothing new; the ones kept never go back, which the kernel sees to. */
const states: Record<string, InboundReceipt['state']> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'delivered',
  undelivered: 'failed',
  failed: 'failed',
  canceled: 'failed',
};

export const saysSomething = (status: string): boolean => Object.hasOwn(states, status);

export function readStatus({ id, status, errorCode }: StatusCallback): InboundReceipt[] {
  const state = Object.hasOwn(states, status) ? states[status] : undefined;
  if (!state) return [];
  return [{ kind: 'receipt', providerId: id, state, ...(state === 'failed' ? failureOf(errorCode) : {}) }];
}
