import { masked } from '../domain/address.ts';
import { calendarOf } from '../domain/clock/reading.ts';
import { sumOf } from '../domain/clock/sum.ts';
import type { Locale } from '../domain/locale.ts';
import { named } from '../domain/notice/cast.ts';
import type { Catalogue, ClockSum, MessageName } from '../domain/notice/catalogue.ts';
import type { Policy, Service } from '../domain/service/service.ts';
import { isVoid, type Ticket } from '../domain/ticket/ticket.ts';
import type { Named } from '../domain/ticket/view.ts';
import type { NoticeDoc } from '../store/documents.ts';
import type { Context } from './context.ts';

/** Every run of every clock of a ticket, as sums. */
export const whySums = (ticket: Ticket, policy: Policy, now: Date): ClockSum[] =>
  ticket.clocks.map((clock) => {
    const sum = sumOf(clock, calendarOf(clock, policy.calendars), now);
    return isVoid(ticket) ? { ...sum, state: 'void' } : sum;
  });

/** The same with people's names in place of their ids, for whoever reads them. */
export function whySaid(
  ticket: Ticket,
  policy: Policy,
  now: Date,
  service: Service,
  locale: Locale,
): ClockSum[] {
  const who = (id: string) => nameIn(named(service, id), locale);
  return whySums(ticket, policy, now).map((sum) => ({
    ...sum,
    lines: sum.lines.map(({ by, approvedBy, ...line }) => ({
      ...line,
      ...(by !== undefined && { by: who(by) }),
      ...(approvedBy !== undefined && { approvedBy: who(approvedBy) }),
    })),
  }));
}

const nameIn = ({ name, nameEn }: Named, locale: Locale): string =>
  locale === 'en' ? (nameEn ?? name) : name;

/** What somebody inside asked for and got at once: nobody was told anything. */
const answersToStaff: MessageName[] = [
  'done',
  'refused',
  'usage',
  'staff-help',
  'card',
  'why',
  'trace',
  'home',
  'absent',
];

function proofOf({ state, reason, unproven }: NoticeDoc): string {
  if (state === 'sent' && unproven) return 'sent: no-receipt';
  return reason ? `${state}: ${reason}` : state;
}

/** What was told in a digest arrived as the digest did. */
const carriersOf = async (
  notices: NoticeDoc[],
  { outbox }: Pick<Context, 'outbox'>,
): Promise<NoticeDoc[]> => {
  const ids = [...new Set(notices.flatMap(({ carriedBy }) => carriedBy ?? []))];
  return ids.length > 0 ? outbox.where({ _id: { $in: ids } }, ids.length) : [];
};

/** Were this ticket's notices kept as long as the service file says? */
function noticesRemoved(ticket: Ticket, { retention }: Service, now: Date): boolean {
  if (ticket.status !== 'closed' || retention?.messagesMs === undefined) return false;
  return ticket.closedAt.getTime() + retention.messagesMs <= now.getTime();
}

/** Who was told what, when, how, and how surely: one row per message, as it stands now. */
export async function traceOf(
  ticket: Ticket,
  ctx: Pick<Context, 'outbox' | 'service' | 'clock'>,
  locale: Locale,
): Promise<Catalogue['trace']> {
  const rows = await rowsOf(ticket.number, ctx, locale);
  return { rows, ...(noticesRemoved(ticket, ctx.service(), ctx.clock.now()) && { removed: true }) };
}

async function rowsOf(
  ticket: number,
  ctx: Pick<Context, 'outbox' | 'service'>,
  locale: Locale,
): Promise<Catalogue['trace']['rows']> {
  const notices = await ctx.outbox.ofTicket(ticket);
  const carriers = new Map((await carriersOf(notices, ctx)).map((carrier) => [carrier._id, carrier]));
  return notices
    .filter(({ kind }) => kind === 'notice')
    .filter(({ audience, name }) => audience !== 'staff' || !answersToStaff.some((one) => one === name))
    .map((notice) => ({ notice, told: carriers.get(notice.carriedBy ?? '') ?? notice }))
    .map(({ notice, told }) => ({
      at: notice.sentAt ?? notice.attempts.at(-1)?.at ?? notice.at,
      to:
        notice.to.kind === 'person' ? nameIn(named(ctx.service(), notice.to.id), locale) : masked(told.lane),
      what: notice.name,
      how: told.lane.split(':')[0] ?? '',
      proof: proofOf(told),
    }));
}
