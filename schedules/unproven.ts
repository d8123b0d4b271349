import { chaseUnproven as chase } from '../src/app/unproven.ts';
import type { Schedule } from './schedule.ts';

/** What was sent, and of which the provider said nothing more. */
export const chaseUnproven: Schedule['run'] = async (_due, ctx) => {
  for (const notice of await ctx.outbox.awaitingReceipt(ctx.clock.now(), 100)) await chase(notice, ctx);
  ctx.poke('outbox');
};
