import type { Context } from '../src/app/context.ts';
import { noticeRows } from '../src/app/owe.ts';
import { calendarOf, dueAt, stateOf } from '../src/domain/clock/reading.ts';
import { dateOf } from '../src/domain/clock/zone.ts';
import type { Catalogue } from '../src/domain/notice/catalogue.ts';
import { recordOwed } from '../src/domain/ticket/decide/noting.ts';
import { pauseUnjudged } from '../src/domain/ticket/pausing.ts';
import type { Ticket } from '../src/domain/ticket/ticket.ts';
import { presentClocks } from '../src/domain/ticket/to-view.ts';
import { openInspections } from './open-inspections.ts';
import type { Schedule } from './schedule.ts';

type Brief = Catalogue['brief'];
const nightMs = 24 * 3_600_000;

/** What waits for a word from above. */
function waitingIn(ticket: Ticket): Brief['waiting'] {
  const { number, title } = ticket;
  const kinds: [Brief['waiting'][number]['kind'], boolean][] = [
    ['pause', pauseUnjudged(ticket)],
    ['offer', ticket.offer !== undefined],
    ['void', ticket.voiding !== undefined],
    ['silent', ticket.status === 'fixed' && ticket.asked.reminded],
    ['record', ticket.status !== 'open' && recordOwed(ticket).length > 0 && ticket.recordReminded],
  ];
  return kinds.filter(([, waits]) => waits).map(([kind]) => ({ kind, number, title }));
}

async function briefOf(groups: string[], now: Date, ctx: Context): Promise<Brief> {
  const service = ctx.service();
  const zone = service.organisation.timezone;
  const group = { $in: groups };
  const live = await ctx.tickets.where({ status: { $in: ['open', 'fixed'] }, group }, 500);
  const since = new Date(now.getTime() - nightMs);
  // Broken last night and over by now is still last night's news.
  const over = {
    status: 'closed',
    outcome: { $ne: 'void' },
    closedAt: { $gte: since },
    'broken.0': { $exists: true },
  };
  const ended = await ctx.tickets.where({ ...over, group }, 100);
  const opened = await ctx.tickets.count({ group, openedAt: { $gte: since } });
  const brief: Brief = { opened, broken: [], dueToday: [], waiting: [], inspections: [] };
  for (const { ticket } of [...live, ...ended]) {
    const policy = await ctx.policy(ticket.policy);
    const { number, title } = ticket;
    for (const clock of presentClocks(ticket.clocks)) {
      const calendar = calendarOf(clock, policy.calendars);
      // A paused clock goes on when its pause ends: only then is its time known.
      const due = dueAt(clock, calendar, clock.paused?.until ?? now);
      if (stateOf(clock, calendar, now) === 'broken')
        brief.broken.push({ number, title, clock: clock.clock });
      else if (!clock.stoppedAt && dateOf(due, zone) === dateOf(now, zone))
        brief.dueToday.push({ number, title, clock: clock.clock, dueAt: due });
    }
    if (ticket.status !== 'closed') brief.waiting.push(...waitingIn(ticket));
  }
  const failed = await ctx.outbox.where({ state: 'failed', at: { $gte: since } }, 50);
  for (const notice of failed) {
    const ticket = live.find((t) => t.ticket.number === notice.ticket)?.ticket;
    if (ticket) brief.waiting.push({ kind: 'undelivered', number: ticket.number, title: ticket.title });
  }
  brief.inspections = await ctx.inspections.dueWithin(now, new Date(now.getTime() + nightMs), service);
  return brief;
}

/** One message at 08:30 to each leader and manager, over all their groups: last night, due today, waiting for you. */
export const sendMorningBrief: Schedule['run'] = async (due, ctx) => {
  // After a stop both are due at once, and the day's visits belong into it.
  await openInspections(due, ctx);
  const service = ctx.service();
  const day = dateOf(due, service.organisation.timezone);
  const readers = new Set(service.groups.flatMap((group) => [group.leader, group.manager]));
  for (const id of readers) {
    const groups = service.groups.filter((group) => group.leader === id || group.manager === id);
    const facts = await briefOf(
      groups.map((group) => group.id),
      due,
      ctx,
    );
    const { opened, broken, dueToday, waiting, inspections } = facts;
    if (opened + broken.length + dueToday.length + waiting.length + inspections.length === 0) continue;
    const wording = { name: 'brief', facts } as const;
    const owed = { purpose: 'brief', to: { kind: 'person', id }, loud: 'digest', wording } as const;
    await ctx.outbox.add(noticeRows(owed, { id: `brief/${day}`, at: due, seq: 0 }, ctx));
  }
  ctx.poke('outbox');
};
