import { masked } from '../domain/address.ts';
import { calendarOf } from '../domain/clock/reading.ts';
import { sumOf } from '../domain/clock/sum.ts';
import { named } from '../domain/notice/cast.ts';
import type { Catalogue, ClockSum } from '../domain/notice/catalogue.ts';
import type { Policy } from '../domain/service/service.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { Context } from './context.ts';

/** Every run of every clock of a ticket, as sums. */
export const whySums = (ticket: Ticket, policy: Policy, now: Date): ClockSum[] =>
  ticket.clocks.map((clock) => sumOf(clock, calendarOf(clock, policy.calendars), now));

/** Who was told what, when, how, and how surely: one row per attempt, one for what was never tried. */
export async function traceRows(
  ticket: number,
  ctx: Pick<Context, 'outbox' | 'service'>,
): Promise<Catalogue['trace']['rows']> {
  const notices = await ctx.outbox.ofTicket(ticket);
  return notices
    .filter((notice) => notice.kind === 'notice')
    .map((notice) => ({
      at: notice.sentAt ?? notice.attempts.at(-1)?.at ?? notice.at,
      to: notice.to.kind === 'person' ? named(ctx.service(), notice.to.id).name : masked(notice.lane),
      what: notice.name,
      how: notice.lane.split(':')[0] ?? '',
      proof: notice.reason ? `${notice.state}: ${notice.reason}` : notice.state,
    }));
}
