import type { Context } from '../app/context.ts';
import type { Counts } from '../http/metrics.ts';

/** What `/metrics` shows of the store: counts alone. */
export async function gatherCounts(ctx: Context, skewMs: () => number): Promise<Counts> {
  const now = ctx.clock.now();
  const { tickets, inbox, outbox, fetches } = ctx;
  const [open, fixed, closed, due, broken, received, aside, queued, failed, ownerless, files, lost] =
    await Promise.all([
      tickets.count({ status: 'open' }),
      tickets.count({ status: 'fixed' }),
      tickets.count({ status: 'closed' }),
      tickets.count({ nextAlarmAt: { $lte: now } }),
      tickets.brokenPromises(),
      inbox.count('new'),
      inbox.count('quarantined'),
      outbox.count({ open: true }),
      outbox.count({ state: 'failed' }),
      tickets.count({ $or: [{ owner: '' }, { owner: { $exists: false } }] }),
      fetches.count('new'),
      fetches.count('quarantined'),
    ]);
  return {
    ticketsByState: { open, fixed, closed },
    clocks: { due, broken },
    queueDepth: { inbox: received, quarantine: aside + lost, outbox: queued, failed, files },
    secondsWithoutOwner: ownerless,
    skewMs: skewMs(),
  };
}
