import type { TicketEvent } from '../../domain/ticket/events.ts';

const named = /^#[0-9a-f]{32}$/;
/** Personal words of which the journal has only the name. */
export const isName = (value: unknown): value is string => typeof value === 'string' && named.test(value);

function restored(value: unknown, words: Map<string, string>): unknown {
  if (isName(value)) return words.get(value) ?? value;
  if (value instanceof Date || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item) => restored(item, words));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, restored(item, words)]));
}

/** A journal's events with the words that they name; erased ones stay names, which is enough to replay them. */
export const restoreEvents = (events: unknown[], words: Map<string, string>): TicketEvent[] =>
  restored(events, words) as TicketEvent[];
