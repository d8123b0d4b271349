import type { TicketEvent } from '../domain/ticket/events.ts';
import type { ContentDoc, JournalDoc } from '../store/documents.ts';
import type { Context } from './context.ts';

/** Fields that hold what people wrote, or who they are. */
const personal = new Set([
  'text',
  'why',
  'note',
  'name',
  'title',
  'address',
  'from',
  'fixNote',
  'method',
  'measure',
  'progress',
  'result',
]);
/** `sms:+86…`, `slack:U0…`, a bare number or mailbox; a ladder's key (`answer/100@1772…`) is none. */
const isAddress = (value: string): boolean =>
  /^[a-z]+:\S+$/.test(value) || /^[^\s@/]+@[^\s@/]+$/.test(value) || /^\+\d{6,}$/.test(value);
/** Whoever said "fixed" or "not fixed" is a reporter; in every other event `by` is one of our people. */
const reportersSay = new Set(['FixConfirmed', 'FixDenied']);
const isReporters = (value: object): boolean =>
  ('type' in value && reportersSay.has(String(value.type))) ||
  // A pause that a denial ended carries the name of who denied.
  ('reason' in value && value.reason === 'awaiting-confirmation');

/** Replaces personal words by salted hashes; the words go to `contents`, where they can be erased. */
function withoutWords(value: unknown, key: string, keep: (text: string) => string): unknown {
  if (typeof value === 'string') {
    const hide = (personal.has(key) && (key !== 'from' || isAddress(value))) || isAddress(value);
    return hide && value !== '' ? keep(value) : value;
  }
  if (value instanceof Date || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item) => withoutWords(item, key, keep));
  const reporters = isReporters(value);
  return Object.fromEntries(
    Object.entries(value).map(([k, v]) => [k, withoutWords(v, reporters && k === 'by' ? 'name' : k, keep)]),
  );
}

/** What an entry's hash is made of: all that it says. */
export const sealedWords = ({ ticket, version, at, cause, events, prev }: Omit<JournalDoc, 'hash'>): string =>
  JSON.stringify([ticket, version, at, cause, events, prev]);

/** One entry per version, chained by hash to the one before it. */
export function journalEntry(
  facts: { ticket: number; version: number; at: Date; cause: string; events: TicketEvent[]; prev: string },
  { hash }: Pick<Context, 'hash'>,
): { journal: JournalDoc; contents: ContentDoc[] } {
  const { ticket, version, at, cause, events, prev } = facts;
  const contents = new Map<string, ContentDoc>();
  const keep = (text: string): string => {
    const id = `#${hash(`${ticket}/${text}`)}`;
    contents.set(id, { _id: id, ticket, salt: 'hub', text });
    return id;
  };
  const safe = events.map((event) => withoutWords(event, '', keep));
  const unsealed = { _id: `${ticket}/${version}`, ticket, version, at, cause, events: safe, prev };
  const journal = { ...unsealed, hash: hash(sealedWords(unsealed)) };
  return { journal, contents: [...contents.values()] };
}
