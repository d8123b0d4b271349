import type { Schedule } from './schedule.ts';

/** Originals that no message names are removed. */
export const sweep: Schedule['run'] = async (_due, ctx) => {
  const removed = await ctx.inbox.sweep();
  if (removed > 0) ctx.log.info({ removed }, 'originals that no message names were removed');
};
