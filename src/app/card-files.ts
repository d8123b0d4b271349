import type { Address } from '../domain/address.ts';
import type { TicketEvent } from '../domain/ticket/events.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { NoticeDoc } from '../store/documents.ts';
import type { Context } from './context.ts';

/**
 * Where the card's pictures can't be drawn (whoever draws it can't reach us), each file that is here now is
 * handed over once, in the thread under the card. Owed as of `now`, as every notice is: when it is written.
 */
export function cardFiles(
  ticket: Ticket,
  events: TicketEvent[],
  { version, lane, now }: { version: number; lane: Address; now: Date },
  { service, draws }: Pick<Context, 'service' | 'draws'>,
): NoticeDoc[] {
  const fetched = events.flatMap((event) => (event.type === 'FilesFetched' ? [event] : []));
  if (fetched.length === 0 || draws(lane)) return [];
  const all = ticket.reports.flatMap(({ id, files = [] }) => files.map((file, at) => ({ id, at, file })));
  return fetched.flatMap(({ report, files }) =>
    files.flatMap((one): NoticeDoc[] => {
      const place = all.findIndex((each) => each.id === report && each.at === one.at);
      const file = all[place]?.file;
      if (!file || !('kept' in one)) return [];
      return [
        {
          _id: `${ticket.number}/${version}/card-file/${place + 1}`,
          kind: 'notice',
          ticket: ticket.number,
          to: { kind: 'conversation', address: lane },
          audience: 'staff',
          locale: service().organisation.locale,
          loud: 'notice',
          name: 'card-file',
          facts: { file, place: place + 1 },
          lane,
          fallbacks: [],
          underCard: { file: one.kept },
          state: 'queued',
          at: now,
          seq: version * 1000 + 900 + one.at,
          nextAt: now,
          attempts: [],
        },
      ];
    }),
  );
}
