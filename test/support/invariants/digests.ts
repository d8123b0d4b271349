import type { NoticeDoc } from '../../../src/store/documents.ts';
import type { Desk } from '../desk.ts';
import type { Seen } from '../invariants.ts';
import { grouped } from './grouped.ts';

const idOf = (metadata: unknown): string =>
  (metadata as { event_payload?: { id?: string } } | undefined)?.event_payload?.id ?? '';

const numbersIn = (text: string, form: RegExp): number[] =>
  [...text.matchAll(form)].flatMap(([words]) => [...words.matchAll(/\d+/g)].map(Number));

/** I6: whatever a digest told of a ticket is noted as told by it, and so by nothing else. */
export function toldByDigests(desk: Desk, { outbox }: Seen): string[] {
  const rows = new Map(outbox.map((notice) => [notice._id, notice]));
  const byCarrier = grouped(outbox, ({ carriedBy }) => carriedBy);
  const ticketsOf = (carrier: NoticeDoc | undefined): (number | undefined)[] =>
    carrier ? [carrier, ...(byCarrier.get(carrier._id) ?? [])].map(({ ticket }) => ticket) : [];
  const unnoted = (carrier: NoticeDoc | undefined, numbers: number[], what: string): string[] => {
    const noted = new Set(ticketsOf(carrier));
    return numbers.flatMap((n) => (noted.has(n) ? [] : [`I6: ${what} told of ${n}, which nobody noted`]));
  };
  const posted = desk.shown
    .filter(({ kind, text }) => kind === 'post' && /合成一条|in one message/.test(text))
    .flatMap(({ metadata, text }) => {
      const carrier = rows.get(idOf(metadata));
      return unnoted(carrier, numbersIn(text, /^(?:工单|Ticket )\d+/gm), `the digest ${carrier?._id}`);
    });
  const texted = desk.twilio
    .look()
    .texts.filter(({ direction, body }) => direction !== 'inbound' && /汇总：工单/.test(body))
    .flatMap(({ to, body }) => {
      const carrier = outbox.find(({ lane, text }) => lane === `sms:${to}` && text === body);
      return unnoted(carrier, numbersIn(body, /工单[\d、]+/g), `the text of ${carrier?._id}`);
    });
  return [...posted, ...texted];
}
