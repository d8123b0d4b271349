import { pino } from 'pino';
import type { Policy } from '../../domain/service/service.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { NoticeDoc } from '../../store/documents.ts';
import type { Context } from '../context.ts';
import { noticesOf } from '../owe.ts';
import { isName } from './restore.ts';

const log = pino({ level: 'silent' });

/** One version of a ticket as its journal tells it. */
export interface Told {
  version: number;
  at: Date;
  events: TicketEvent[];
  before: Ticket | undefined;
}

/**
 * Notices that this version owed by the rules and of which the outbox knows nothing. Who is on duty, and who
 * is out, may be known otherwise now than at that moment: `sameCast` says that it isn't; else it is enough
 * that somebody of the staff was told for the same purpose.
 */
export function missingNotices(
  { at, version, events, before }: Told,
  policy: Policy,
  { sent, sameCast }: { sent: Set<string>; sameCast: boolean },
  { service, oneWay }: Pick<Context, 'service' | 'oneWay'>,
): NoticeDoc[] {
  const rows = noticesOf(before, events, { version, now: at }, policy, { service, log, oneWay });
  return rows.filter((row) => {
    const { _id: id, to, lane } = row;
    if (sent.has(id)) return false;
    // Whose address was erased is told nothing any more.
    if (isName(lane)) return false;
    if (sameCast || to.kind === 'party') return true;
    const [ticket, n, place, , purpose] = id.split('/');
    const alike = `${ticket}/${n}/${place}/`;
    return ![...sent].some((other) => other.startsWith(alike) && other.split('/')[4] === purpose);
  });
}
