import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** A Message-ID that only we can have made, and the ticket that it proves. */
export interface OurId {
  ticket: number;
}

const form = /^<?([nt])\.(\d{1,12})\.([0-9a-f]{16})\.([0-9a-f]{24})@[^\s<>@]+>?$/;

/** Whether this could be one of ours, by its form alone; proves nothing. */
export const looksLikeOurs = (id: string): boolean => form.test(id);

/** The signed part, as a reply carries it in References: `n.4821.<hash>.<signature>`. */
export const tokenOf = (id: string): string | undefined =>
  looksLikeOurs(id) ? id.replace(/^<|>$/g, '').split('@')[0] : undefined;

/**
 * Message-IDs that carry their own proof: `<n.4821.<hash of the notice>.<HMAC>@host>` for a notice (the same on
 * every attempt), `<t.4821.…@host>` as the root that all mails of a ticket hang under. In lower-case hex, because
 * some gateways change the case. Mail clients bring both back in References and In-Reply-To.
 * @param secrets the first signs, all verify
 */
export function createOurIds(secrets: readonly string[], host: string) {
  const signature = (secret: string, payload: string): string =>
    createHmac('sha256', secret).update(`mail\0${payload}`).digest('hex').slice(0, 24);
  const make = (kind: 'n' | 't', ticket: number, about: string): string => {
    const payload = `${kind}.${ticket}.${createHash('sha256').update(about).digest('hex').slice(0, 16)}`;
    return `<${payload}.${signature(secrets[0] ?? '', payload)}@${host}>`;
  };
  return {
    notice: (id: string, ticket = 0): string => make('n', ticket, id),
    root: (ticket: number): string => make('t', ticket, 'root'),
    /** The ticket that this id proves; undefined for everybody else's and for forged ones. */
    verify(id: string): OurId | undefined {
      const match = form.exec(id.toLowerCase());
      if (!match) return undefined;
      const payload = `${match[1]}.${match[2]}.${match[3]}`;
      const given = Buffer.from(match[4] ?? '');
      // Every secret is tried, so that timing does not tell which one signed.
      const known = secrets.filter(
        (secret) => secret !== '' && timingSafeEqual(given, Buffer.from(signature(secret, payload))),
      );
      return known.length > 0 ? { ticket: Number(match[2]) } : undefined;
    },
  };
}

export type OurIds = ReturnType<typeof createOurIds>;
