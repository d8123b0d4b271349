import type { AuditedTicket } from '../../store/audit.ts';
import type { JournalDoc } from '../../store/documents.ts';
import type { Finding } from '../../store/findings.ts';
import { sealedWords } from '../journal-entry.ts';

/** What a text may be sealed with: a hash by each secret that is in use. Undefined: one has been taken away. */
export type Seals = ((text: string) => string[]) | undefined;

/**
 * Is every version there, does each name the one before it, and does its seal fit what it says? Where a
 * secret was taken off the list, entries sealed by it can only be checked for their chain.
 */
export function brokenChain(
  { ticket: { number }, version, head }: Pick<AuditedTicket, 'ticket' | 'version' | 'head'>,
  entries: JournalDoc[],
  seals: Seals,
): Finding[] {
  const found: Finding[] = [];
  const wrong = (at: number, what: string) =>
    found.push({ _id: `journal/${number}/${at}`, kind: 'journal', ticket: number, what });
  const byVersion = new Map(entries.map((entry) => [entry.version, entry]));
  let prev: string | undefined = '';
  for (let n = 1; n <= version; n++) {
    const entry = byVersion.get(n);
    if (!entry) {
      wrong(n, 'an entry is missing');
      prev = undefined;
      continue;
    }
    if (prev !== undefined && entry.prev !== prev)
      wrong(n, 'an entry does not follow from the one before it');
    else if (seals && !seals(sealedWords(entry)).includes(entry.hash)) wrong(n, 'an entry was changed');
    prev = entry.hash;
  }
  if (prev !== undefined && prev !== head)
    wrong(version, 'the newest entry is not the one that the ticket names');
  return found;
}
