import type { Context } from '../src/app/context.ts';
import type { Schedule } from './schedule.ts';

/** A provider may show a message some minutes after it was sent. */
const overlapMs = 15 * 60_000;

/**
 * From where a provider's history is read: from where it was read to, and so not from the newest message that
 * came in. Whoever writes first after an hour without us must not hide those who wrote in that hour.
 */
async function readTo(channel: string, now: Date, ctx: Context): Promise<Date> {
  return (await ctx.meta.reconciled(channel)) ?? (await ctx.inbox.newest(channel)) ?? now;
}

/** Providers stop resending soon: what came in while we were away is listed from their histories. */
export const reconcile: Schedule['run'] = async (_due, ctx) => {
  for (const channel of ctx.channels.values()) {
    if (!channel.missed) continue;
    const now = ctx.clock.now();
    const since = new Date((await readTo(channel.name, now, ctx)).getTime() - overlapMs);
    const intake = {
      accept: (raw: Parameters<typeof ctx.inbox.accept>[0]) => ctx.inbox.accept(raw, ctx.clock.now()),
    };
    try {
      const { fresh, until } = await channel.missed({ since, until: now }, intake);
      // Only now: what could not be asked for is asked for again.
      await ctx.meta.keepReconciled(channel.name, until);
      if (fresh > 0) {
        ctx.log.warn(
          { channel: channel.name, found: fresh },
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
