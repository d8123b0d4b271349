import type { Schedule } from './schedule.ts';

const patienceMs = 10 * 60_000;

/** Sent, but no word from the provider: the next channel is tried while there is one (F41). */
export const chaseUnproven: Schedule['run'] = async (_due, ctx) => {
  const now = ctx.clock.now();
  const before = new Date(now.getTime() - patienceMs);
  const filter = {
    state: 'sent',
    lane: /^sms:/,
    sentAt: { $lt: before },
    'fallbacks.0': { $exists: true },
    loud: 'page',
  };
  for (const notice of await ctx.outbox.where(filter, 100)) {
    const [lane, ...fallbacks] = notice.fallbacks;
    if (!lane) continue;
    await ctx.outbox.move(notice._id, { lane, fallbacks, nextAt: now });
  }
  ctx.poke('outbox');
};
