import { createHmac, timingSafeEqual } from 'node:crypto';

/** 128 bits are out of reach for guessing and keep a link short enough for one SMS. */
const macBytes = 16;

/** The purpose is part of what is signed, so that a mail token never opens a page. */
const macOf = (secret: string, purpose: string, payload: string): Buffer =>
  createHmac('sha256', secret).update(`${purpose}\0`).update(payload, 'utf8').digest().subarray(0, macBytes);

/**
 * A token that only holders of the secret can make: `<payload in base64url>.<22 characters>`.
 * Safe in a URL path and in a Message-ID; letter case matters. The payload is readable by anyone.
 * @param secrets the list of `SECRET`; the first one signs
 * @param purpose a fixed word of the caller, e.g. `page` or `mail`
 */
export function sign(secrets: readonly string[], purpose: string, payload: string): string {
  const [secret] = secrets;
  if (!secret) throw new TypeError('sign needs at least one secret');
  const mac = macOf(secret, purpose, payload).toString('base64url');
  return `${Buffer.from(payload, 'utf8').toString('base64url')}.${mac}`;
}

/** The payload of a token signed for this purpose with any of the secrets; undefined for everything else. */
export function verify(secrets: readonly string[], purpose: string, token: string): string | undefined {
  const [encoded, mac, ...rest] = token.split('.');
  if (encoded === undefined || mac === undefined || rest.length > 0) return undefined;
  const given = Buffer.from(mac, 'base64url');
  const payload = Buffer.from(encoded, 'base64url').toString('utf8');
  // One spelling for each token: a decoder's leniency must not make second ones.
  if (given.length !== macBytes || given.toString('base64url') !== mac) return undefined;
  if (Buffer.from(payload, 'utf8').toString('base64url') !== encoded) return undefined;
  // Every secret is tried, so that timing does not tell which one signed.
  const matches = secrets.filter(
    (secret) => secret !== '' && timingSafeEqual(given, macOf(secret, purpose, payload)),
  );
  return matches.length > 0 ? payload : undefined;
}
