import type { Schedule } from './schedule.ts';

const overlapMs = 15 * 60_000;

/** Providers stop resending soon: what came in while we were away is listed from their histories (KERNEL.md). */
export const reconcile: Schedule['run'] = async (_due, ctx) => {
  for (const channel of ctx.channels.values()) {
    if (!channel.missed) continue;
    const newest = (await ctx.inbox.newest(channel.name)) ?? new Date(Date.now() - overlapMs);
    const since = new Date(newest.getTime() - overlapMs);
    const intake = {
      accept: (raw: Parameters<typeof ctx.inbox.accept>[0]) => ctx.inbox.accept(raw, ctx.clock.now()),
    };
    try {
      const found = await channel.missed(since, intake);
      if (found > 0) {
        ctx.log.warn(
          { channel: channel.name, found },
          'messages that never reached us were fetched from the provider',
        );
        ctx.poke('inbox');
      }
    } catch (error) {
      ctx.log.warn(
        { channel: channel.name, err: error },
        'the provider could not be asked for missed messages',
      );
    }
  }
};
