import { castOf, groupById } from '../domain/notice/cast.ts';
import type { Owed } from '../domain/notice/owed.ts';
import { type Route, routesOf } from '../domain/notice/route.ts';
import { owedToReporters } from '../domain/notice/to-reporter.ts';
import { owedToStaff } from '../domain/notice/to-staff.ts';
import { owedToSupervisors } from '../domain/notice/to-supervisor.ts';
import type { Policy } from '../domain/service/service.ts';
import type { TicketEvent } from '../domain/ticket/events.ts';
import { evolve } from '../domain/ticket/evolve.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { NoticeDoc } from '../store/documents.ts';
import type { Context } from './context.ts';

/** A notice's row, ready for the outbox. `id` names what it is for, so that a second run changes nothing. */
export function noticeRows(
  owed: Owed,
  about: { id: string; ticket?: number; at: Date; seq: number },
  { service, log }: Pick<Context, 'service' | 'log'>,
): NoticeDoc[] {
  const { to } = owed;
  const person = to.kind === 'person' ? service().people.find((p) => p.id === to.id) : undefined;
  const routes: Route[] =
    to.kind === 'party' ? [{ lane: to.address, fallbacks: [] }] : person ? routesOf(person, owed) : [];
  if (routes.length === 0) log.error({ notice: about.id }, 'nobody can be reached for this notice');
  const who = to.kind === 'person' ? to.id : to.address;
  return routes.map((route) => ({
    _id: `${about.id}/${who}/${owed.purpose}${routes.length > 1 ? `/${route.lane.split(':')[0]}` : ''}`,
    kind: 'notice',
    ...(about.ticket !== undefined && { ticket: about.ticket }),
    to,
    audience: to.kind === 'person' ? 'staff' : 'reporter',
    locale: to.kind === 'person' ? (person?.locale ?? service().organisation.locale) : to.locale,
    loud: owed.loud,
    name: owed.wording.name,
    facts: owed.wording.facts,
    lane: route.lane,
    fallbacks: route.fallbacks,
    state: 'queued',
    at: about.at,
    seq: about.seq,
    nextAt: owed.notBefore && owed.notBefore > about.at ? owed.notBefore : about.at,
    ...(owed.deadline && { deadline: owed.deadline }),
    ...(owed.unless && { unless: owed.unless }),
    ...(owed.reserved && { reserved: true }),
    ...(owed.proves && { proves: owed.proves }),
    attempts: [],
  }));
}

/**
 * Everything that these events owe to people, in order. It is owed as of `now`, when they are written: a command that
 * lost a race was given earlier than what is written before it, and its notices would overtake.
 */
export function noticesOf(
  before: Ticket | undefined,
  events: TicketEvent[],
  { version, now }: { version: number; now: Date },
  policy: Policy,
  ctx: Pick<Context, 'service' | 'log' | 'oneWay'>,
): NoticeDoc[] {
  const rows: NoticeDoc[] = [];
  let earlier = before;
  for (const [place, event] of events.entries()) {
    const ticket = event.type === 'TicketOpened' ? event.ticket : evolve(earlier as Ticket, event);
    const cast = castOf(ctx.service(), ticket, event.at);
    const oneWay = (address: Ticket['parties'][number]['address']) =>
      ctx.oneWay(
        address,
        ticket.reports.some((r) => r.from === address),
      );
    const scene = { before: earlier, ticket, policy, cast, oneWay };
    const owed = [
      ...owedToReporters(event, scene),
      ...owedToSupervisors(event, scene),
      ...owedToStaff(event, scene),
    ];
    for (const [i, one] of owed.entries()) {
      const id = `${ticket.number}/${version}/${place}`;
      rows.push(
        ...noticeRows(one, { id, ticket: ticket.number, at: now, seq: version * 1000 + place * 50 + i }, ctx),
      );
    }
    rows.push(...shownAlerts(rows, ticket, ctx));
    earlier = ticket;
  }
  return rows;
}

/** A broken promise is shown where the managers look, beside the messages that ring; once per alert. */
function shownAlerts(rows: NoticeDoc[], ticket: Ticket, { service }: Pick<Context, 'service'>): NoticeDoc[] {
  const alert = rows.find((row) => row.name === 'broken');
  const lane = groupById(service(), ticket.group).alerts;
  if (!alert || !lane || rows.some((row) => row.lane === lane)) return [];
  const { locale } = service().organisation;
  const about = { to: { kind: 'conversation' as const, address: lane }, lane, fallbacks: [], locale };
  return [{ ...alert, ...about, _id: `${alert._id}/alerts`, loud: 'notice' }];
}
