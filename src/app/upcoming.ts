import { inspectionDue } from '../domain/inspection/due.ts';
import { occurrencesBetween } from '../domain/inspection/occurrences.ts';
import { named } from '../domain/notice/cast.ts';
import type { Context } from './context.ts';
import { playAhead, reachedBy, type Upcoming } from './play-ahead.ts';

const forEver = new Date(8.64e15);
const lookAheadMs = 400 * 24 * 3_600_000;

async function visits(now: Date, limit: number, ctx: Context): Promise<Upcoming[]> {
  const service = ctx.service();
  const stored = await ctx.inspections.due(forEver, limit);
  return stored.flatMap(({ inspection }): Upcoming[] => {
    const { nextAt, fire } = inspectionDue(inspection, now);
    const at = fire.length > 0 ? now : nextAt;
    const reminder = at && inspectionDue(inspection, at).fire[0];
    if (!at || !reminder) return [];
    const ids = reminder.kind === 'remind' ? [inspection.assignee] : [inspection.leader, inspection.assignee];
    const { name, nameEn } = inspection;
    return [
      {
        at,
        what: reminder.kind,
        visit: { name, ...(nameEn && { nameEn }) },
        reaches: [...new Set(ids)].map((id) => {
          const person = named(service, id);
          return {
            kind: 'staff',
            name: person.name,
            ...(person.nameEn && { nameEn: person.nameEn }),
            by: ['slack'],
          };
        }),
      },
    ];
  });
}

/** The first reminder of a visit that comes too late to be opened yet. */
function planned(now: Date, ctx: Context): Upcoming[] {
  const service = ctx.service();
  return service.inspections.flatMap(
    ({ name, nameEn, site, recurrence, starts, at, remindMs }): Upcoming[] => {
      const zone = service.sites.find((s) => s.id === site)?.timezone ?? service.organisation.timezone;
      const range = { after: now, upTo: new Date(now.getTime() + lookAheadMs), cap: 2 };
      const lead = Math.max(0, ...remindMs);
      const reminders = occurrencesBetween(recurrence, { starts, at, zone }, range)
        .map(({ dueAt }) => new Date(dueAt.getTime() - lead))
        .filter((reminder) => reminder > now);
      return reminders.slice(0, 1).map((reminder) => ({
        at: reminder,
        what: 'remind',
        visit: { name, ...(nameEn && { nameEn }) },
        reaches: [],
      }));
    },
  );
}

/** Messages that wait for the morning, or for a provider. */
async function waiting(now: Date, limit: number, ctx: Context): Promise<Upcoming[]> {
  const rows = await ctx.outbox.where({ open: true, state: 'queued', nextAt: { $gt: now } }, limit);
  return rows.map((row) => ({
    at: row.nextAt,
    what: 'waiting',
    ...(row.ticket !== undefined && { ticket: row.ticket }),
    reaches: reachedBy([row], ctx),
  }));
}

/** What fires next, soonest first; the next planned visit is among them however far away it is. */
export async function upcoming(ctx: Context, limit: number): Promise<Upcoming[]> {
  const now = ctx.clock.now();
  const tickets = await ctx.tickets.due(forEver, limit);
  const found = await Promise.all([
    ...tickets.map((stored) => playAhead(stored, now, ctx)),
    visits(now, limit, ctx),
    waiting(now, limit, ctx),
  ]);
  const known = found.flat();
  const all = [...known, ...(known.some((one) => one.visit) ? [] : planned(now, ctx))].sort(
    (a, b) => a.at.getTime() - b.at.getTime(),
  );
  const first = all.slice(0, limit);
  const visit = all.find((one) => one.visit);
  return visit && !first.includes(visit) ? [...first, visit] : first;
}
