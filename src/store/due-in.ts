import type { Address } from '../domain/address.ts';
import { urgentFirst } from '../domain/notice/sending-order.ts';
import type { NoticeDoc } from './documents.ts';
import type { Models } from './models.ts';

const inOrder = (a: NoticeDoc, b: NoticeDoc): number => Number(a.at) - Number(b.at) || a.seq - b.seq;

/** What a lane has to send, the urgent first, by as many keys as there are notices that go. */
export function createDueIn({ outbox }: Models) {
  const rows = outbox.raw;

  /** Pages that stand far back in a long line, with what was owed before them about the same tickets. */
  async function ahead(due: object, limit: number): Promise<NoticeDoc[]> {
    const page = { ...due, loud: 'page' } as never;
    const pages = (await rows
      .find(page, { hint: 'pages' })
      // As the index has them: ten thousand that wait there are not sorted for every twenty that go.
      .sort({ at: 1, seq: 1 })
      .limit(limit)
      .toArray()) as unknown as NoticeDoc[];
    const last = pages.at(-1);
    if (!last) return [];
    const tickets = [...new Set(pages.flatMap(({ ticket }) => ticket ?? []))];
    const theirs = { ...due, ticket: { $in: tickets }, at: { $lte: last.at } } as never;
    const earlier = (await rows
      .find(theirs, { hint: 'tickets' })
      .sort({ at: 1, seq: 1 })
      .limit(limit)
      .toArray()) as unknown as NoticeDoc[];
    const known = earlier.length < limit ? undefined : earlier.at(-1);
    // Behind the last one known there may be more that a page must not overtake.
    return [...earlier, ...(known ? pages.filter((one) => inOrder(one, known) <= 0) : pages)];
  }

  /** What a lane has to send now: pages first, else in the order of events. */
  return async (lane: Address, now: Date, limit: number): Promise<NoticeDoc[]> => {
    const due = { open: true, lane, nextAt: { $lte: now } };
    const first = (await rows
      .find(due)
      .sort({ at: 1, seq: 1 })
      .limit(limit)
      .toArray()) as unknown as NoticeDoc[];
    if (first.length < limit) return urgentFirst(first);
    const all = new Map([...first, ...(await ahead(due, limit))].map((notice) => [notice._id, notice]));
    return urgentFirst([...all.values()].sort(inOrder)).slice(0, limit);
  };
}
