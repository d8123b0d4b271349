import { auditResult } from '../app/audit/result.ts';
import type { Context } from '../app/context.ts';
import type { Counts } from '../http/metrics.ts';

/** What `/metrics` shows of the store: counts alone. */
export async function gatherCounts(ctx: Context, skewMs: () => number): Promise<Counts> {
  const now = ctx.clock.now();
  const { tickets, inbox, outbox, fetches } = ctx;
  const waited = (since: Date | undefined): number =>
    since ? Math.max(0, (now.getTime() - since.getTime()) / 1000) : 0;
  const asked = performance.now();
  await ctx.meta.serviceHash();
  const storeSeconds = (performance.now() - asked) / 1000;
  const [inboxSince, outboxSince, alarmSince, pendingSince, filesSince, leases, sending] = await Promise.all([
    inbox.nextAt(),
    outbox.nextAt(),
    tickets.nextAlarmAt(),
    tickets.owingSince(),
    fetches.nextAt(),
    ctx.leases.held(),
    Promise.all(
      [...ctx.channels.keys()].map(async (channel) => {
        const [depth, since] = await Promise.all([
          outbox.count({ open: true, lane: new RegExp(`^${channel}:`) }),
          outbox.dueSince(channel),
        ]);
        return [channel, { depth, waitedSeconds: waited(since) }] as const;
      }),
    ),
  ]);
  const [all, open, fixed, due, broken, received, aside, queued, failed, ownerless, files, lost, audit] =
    await Promise.all([
      tickets.countAll(),
      tickets.count({ status: 'open' }),
      tickets.count({ status: 'fixed' }),
      tickets.count({ nextAlarmAt: { $lte: now } }),
      tickets.brokenPromises(),
      inbox.count('new'),
      inbox.count('quarantined'),
      outbox.count({ open: true }),
      outbox.count({ state: 'failed' }),
      tickets.countOwnerless(),
      fetches.count('new'),
      fetches.count('quarantined'),
      auditResult(ctx),
    ]);
  return {
    // Of what is over there are more every year: they are not counted one by one.
    ticketsByState: { open, fixed, closed: Math.max(0, all - open - fixed) },
    clocks: { due, broken },
    queueDepth: { inbox: received, quarantine: aside + lost, outbox: queued, failed, files },
    waitedSeconds: {
      inbox: waited(inboxSince),
      pending: waited(pendingSince),
      outbox: waited(outboxSince),
      alarms: waited(alarmSince),
      files: waited(filesSince),
    },
    sending: Object.fromEntries(sending),
    leases,
    storeSeconds,
    secondsWithoutOwner: ownerless,
    skewMs: skewMs(),
    audit,
  };
}
