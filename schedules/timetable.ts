import { Cron } from 'croner';
import type { Context } from '../src/app/context.ts';
import type { Timetable } from '../src/app/walk.ts';
import type { Schedule } from './schedule.ts';

/** As long as a dead hub may stand in the way; who is alive says so again. */
const leaseMs = 15_000;
/** Looking further back finds nothing that is still worth doing. */
const lookBackMs = 31 * 24 * 3_600_000;

/**
 * Which slots are due is computed by us, between the row's stored last slot and business now; node-cron
 * only wakes. A row that missed several slots runs once, for the newest: rows work from the stored state.
 */
export function createTimetable(rows: Schedule[], ctx: Context): Timetable {
  const zone = ctx.service().organisation.timezone;
  const patterns = new Map(
    rows.map((row) => [row.name, new Cron(row.cron, { timezone: zone, paused: true })]),
  );
  const nextOf = (row: Schedule, after: Date): Date | undefined =>
    patterns.get(row.name)?.nextRun(after) ?? undefined;

  /** Asked backwards: after a long stop a minutely row has thousands of slots, and only the last one counts. */
  const newest = (row: Schedule, after: Date, upTo: Date): Date | undefined =>
    patterns
      .get(row.name)
      ?.previousRuns(2, new Date(upTo.getTime() + 1000))
      .find((at) => at <= upTo && at > after);

  async function runRow(row: Schedule, now: Date): Promise<void> {
    const last = (await ctx.meta.slot(row.name)) ?? new Date(now.getTime() - 3_600_000);
    const from = new Date(Math.max(last.getTime(), now.getTime() - lookBackMs));
    const due = newest(row, from, now);
    if (!due) return;
    const lease = `schedule/${row.name}`;
    if ((await ctx.leases.hold(lease, leaseMs)) === undefined) return;
    const stillHere = setInterval(
      () =>
        void ctx.leases.hold(lease, leaseMs).catch((error: unknown) => {
          ctx.log.warn({ schedule: row.name, err: error }, 'a scheduled run may be taken over meanwhile');
        }),
      leaseMs / 3,
    );
    try {
      await row.run(due, ctx);
      await ctx.meta.keepSlot(row.name, due);
    } catch (error) {
      ctx.log.warn({ schedule: row.name, err: error }, 'a scheduled run failed and will be tried again');
    } finally {
      clearInterval(stillHere);
      await ctx.leases.free(lease);
    }
  }

  const underWay = new Map<string, Promise<void>>();

  /** Never beside itself: after what it is at, which may have read too early for this slot. */
  function inTurn(row: Schedule, now: Date): Promise<void> {
    const before = (underWay.get(row.name) ?? Promise.resolve()).catch(() => undefined);
    const own = before.then(() => runRow(row, now));
    underWay.set(row.name, own);
    return own.finally(() => {
      if (underWay.get(row.name) === own) underWay.delete(row.name);
    });
  }

  return {
    next: (after) =>
      rows
        .filter((row) => row.walks)
        .map((row) => nextOf(row, after))
        .reduce<Date | undefined>((first, at) => (at && (!first || at < first) ? at : first), undefined),
    async run(now) {
      for (const row of rows) await inTurn(row, now);
    },
    begin(now) {
      for (const row of rows)
        if (!underWay.has(row.name))
          inTurn(row, now).catch((error: unknown) =>
            ctx.log.warn({ schedule: row.name, err: error }, 'the next minute looks at this schedule again'),
          );
    },
  };
}
