import { createHash } from 'node:crypto';
import { bareOf } from '../../domain/address.ts';
import type { CannotSay, Found, Outgoing, SendResult, Unsure } from '../../domain/channel.ts';
import type { InboundReceipt } from '../../domain/inbound.ts';
import { NoLongerOurs } from '../../lib/last-look.ts';
import type { TwilioClient } from './client.ts';
import type { SmsCountries } from './countries.ts';
import { NoAnswer, NotReached, ProviderBusy } from './http-client.ts';
import { readStatus } from './inbound.ts';
import { refusalOf } from './provider-codes.ts';
import { renderSms } from './render.ts';
import type { SmsSettings } from './settings.ts';

export interface SenderDeps {
  settings: SmsSettings;
  client: TwilioClient;
  countries: SmsCountries;
  publicUrl: () => string;
  now: () => Date;
}

export function createSmsSender({ settings, client, countries, publicUrl, now }: SenderDeps) {
  const textOf = ({ to, message }: Outgoing): string => renderSms(message, countries.can(to));

  return {
    async send(outgoing: Outgoing): Promise<SendResult> {
      const to = bareOf(outgoing.to);
      const refused = refusedBefore(to, outgoing, settings, countries);
      if (refused) return refused;
      const body = textOf(outgoing);
      if (body === '') return { kind: 'refused', reason: 'empty', address: 'ok' };
      try {
        const statusCallback = `${publicUrl().replace(/\/$/, '')}/twilio/status`;
        const { sid } = await client.send({ to, body, statusCallback });
        return { kind: 'sent', providerId: sid, proof: 'accepted', text: body };
      } catch (error) {
        return toSendResult(error, now());
      }
    },

    fingerprint: (outgoing: Outgoing): string => fingerprintOf(outgoing, textOf(outgoing)),

    /** Twilio keeps no id of ours: same number, the words of one of those attempts, since then. */
    async find(outgoing: Outgoing, { since, fingerprints }: Unsure): Promise<Found | CannotSay | undefined> {
      try {
        const sent = await client.list({ to: bareOf(outgoing.to), limit: 100 });
        // Its clock and ours differ, and it keeps whole seconds.
        const earliest = since.getTime() - 5000;
        const match = sent.find(
          (text) =>
            text.direction.startsWith('outbound') &&
            text.at.getTime() >= earliest &&
            fingerprints.includes(fingerprintOf(outgoing, text.body)),
        );
        return match && { providerId: match.sid, text: match.body };
      } catch (error) {
        // Throws what is no provider's answer. One who is refused the list now is refused it again.
        const failure = toSendResult(error, now());
        return failure.kind === 'try-later' || failure.kind === 'unknown' ? failure : undefined;
      }
    },

    /** Twilio tells of each text once, and nobody tells it again if we were away then. */
    async receiptOf(providerId: string): Promise<InboundReceipt | undefined> {
      try {
        const { status, errorCode } = await client.state(providerId);
        const [receipt] = readStatus({ id: providerId, status, errorCode });
        return receipt?.state === 'sent' ? undefined : receipt;
      } catch (error) {
        toSendResult(error, now());
        return undefined;
      }
    },
  };
}

/** No words are kept, only whether they are these; with the notice's id, so that equal texts to two differ. */
const fingerprintOf = ({ id }: Outgoing, body: string): string =>
  createHash('sha256').update(`${id}\n${body}`).digest('base64url').slice(0, 22);

function refusedBefore(
  to: string,
  outgoing: Outgoing,
  settings: SmsSettings,
  countries: SmsCountries,
): SendResult | undefined {
  if (!/^\+[1-9]\d{6,14}$/.test(to)) return { kind: 'refused', reason: 'invalid-number', address: 'dead' };
  // Texting ourselves is a loop, texting a premium number somebody's income.
  if (to === settings.from) return { kind: 'refused', reason: 'own-number', address: 'dead' };
  if (countries.premium(outgoing.to)) return { kind: 'refused', reason: 'premium-number', address: 'dead' };
  return undefined;
}

/** What went wrong, in our words. */
export function toSendResult(error: unknown, now: Date): SendResult {
  if (error instanceof NotReached)
    return { kind: 'try-later', reason: 'provider-not-reached', provider: true };
  if (error instanceof NoLongerOurs) return { kind: 'try-later', reason: error.code };
  if (error instanceof NoAnswer) return { kind: 'unknown', reason: 'no-answer', provider: true };
  if (error instanceof ProviderBusy) {
    const limited = error.status === 429;
    const afterMs = retryAfterMs(error.retryAfter, now);
    if (limited) return { kind: 'try-later', reason: 'rate-limited', afterMs, lane: true };
    const asked = error.retryAfter ? { afterMs } : {};
    return { kind: 'try-later', reason: 'provider-trouble', ...asked, provider: true };
  }
  const { code, status } = restException(error);
  if (code === 20429)
    return { kind: 'try-later', reason: 'rate-limited', afterMs: retryAfterMs(undefined, now), lane: true };
  if (status !== undefined) return refusalOf(code, status);
  throw error;
}

/** `Retry-After` in seconds or as a date; senseless values mean 30 s, and we ask again after 5 minutes. */
function retryAfterMs(header: string | undefined, now: Date): number {
  const text = header?.trim() ?? '';
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now.getTime();
  return Number.isFinite(ms) && ms >= 0 ? Math.min(ms, 300_000) : 30_000;
}

function restException(error: unknown): { code?: number; status?: number } {
  if (typeof error !== 'object' || error === null || !('status' in error)) return {};
  const code = 'code' in error ? Number(error.code) : Number.NaN;
  return { status: Number(error.status), ...(Number.isFinite(code) ? { code } : {}) };
}
