import { chaseUnproven as chase } from '../src/app/unproven.ts';
import type { Schedule } from './schedule.ts';

/** Receipts take seconds; a phone that is off, minutes. */
const patienceMs = 5 * 60_000;

/** What was sent, and of which the provider said nothing more. */
export const chaseUnproven: Schedule['run'] = async (_due, ctx) => {
  const until = new Date(ctx.clock.now().getTime() - patienceMs);
  for (const notice of await ctx.outbox.awaitingReceipt(until, 100)) await chase(notice, ctx);
  ctx.poke('outbox');
};
