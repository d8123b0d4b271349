import type { Ticket, TicketCore } from '../../domain/ticket/ticket.ts';
import { isName } from './restore.ts';

/** What promises rest on: who is accountable, what ticks, what was decided. Words and lists of words are not. */
export const promising = [
  'status',
  'openedAt',
  'severity',
  'owner',
  'worker',
  'claimed',
  'claimedBy',
  'claimedAt',
  'unclaimedSince',
  'group',
  'contract',
  'policy',
  'promised',
  'clocks',
  'steps',
  'quietUntil',
  'onsite',
  'pause',
  'unjudged',
  'offer',
  'voiding',
  'recordDueAt',
  'recordReminded',
  'held',
  'denials',
  'asked',
  'fixedAt',
  'closedAt',
  'outcome',
] as const;
type Promising = (typeof promising)[number];

/** The same but for words that were erased: of them only the name is left, and it stands for anything. */
export function same(told: unknown, stored: unknown): boolean {
  if (told === stored || (isName(told) && typeof stored === 'string')) return true;
  if (told instanceof Date || stored instanceof Date)
    return told instanceof Date && stored instanceof Date && told.getTime() === stored.getTime();
  if (typeof told !== 'object' || typeof stored !== 'object' || !told || !stored) return false;
  const [a, b] = [told as Record<string, unknown>, stored as Record<string, unknown>];
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => same(a[key], b[key]));
}

/** Which of these the ticket as it is stored has otherwise than its journal. */
export function differing(told: Ticket, stored: Ticket): Promising[] {
  const [a, b] = [told, stored] as unknown as Record<keyof TicketCore, unknown>[];
  return promising.filter((key) => !same(a?.[key as 'owner'], b?.[key as 'owner']));
}
