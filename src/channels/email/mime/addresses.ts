import parseAddresses from 'nodemailer/lib/addressparser';
import { decodeWords } from './words.ts';

export interface Mailbox {
  /** In lower case; exactly one `@`, no spaces. */
  address: string;
  name: string;
}

const plain = /^[^\s@<>()[\]\\,;:"]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?$/;

/** The mailboxes of a From, To or Cc header, groups opened, at most `limit`; what is no address is left out. */
export function mailboxes(header: string | undefined, limit = 100): Mailbox[] {
  if (!header) return [];
  // Deeply nested groups make a parser recurse; nobody writes more than a few colons.
  const text = header.slice(0, 32 * 1024);
  const flat = (text.match(/:/g)?.length ?? 0) > 50 ? text.replace(/[:;]/g, ' ') : text;
  const parsed = parseAddresses(flat, { flatten: true });
  return parsed.slice(0, limit).flatMap((entry) => {
    const address = cleanAddress(entry.address ?? '');
    return address
      ? [
          {
            address,
            name: decodeWords(entry.name ?? '')
              .trim()
              .slice(0, 200),
          },
        ]
      : [];
  });
}

/** `who@example.org` in lower case, or nothing; `"a@x.org"@evil` is nothing. */
export function cleanAddress(text: string): string | undefined {
  const address = text.trim().replace(/^<|>$/g, '').toLowerCase();
  return plain.test(address) && !address.includes('..') ? address : undefined;
}

/** The one mailbox a From defines: several, none or a broken one define nobody. */
export function soleMailbox(header: string | undefined): Mailbox | undefined {
  const [first, ...others] = mailboxes(header, 10);
  if (!first) return undefined;
  return others.every((other) => other.address === first.address) ? first : undefined;
}
