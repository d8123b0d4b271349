import { chaseUnproven as chase } from '../src/app/unproven.ts';
import type { Schedule } from './schedule.ts';

const atOnce = 100;
/** A provider may take seconds for each answer, and the next minute goes on. */
const longestMs = 40_000;

/** What was sent, and of which the provider said nothing more. */
export const chaseUnproven: Schedule['run'] = async (_due, ctx) => {
  const end = performance.now() + longestMs;
  for (const notice of await ctx.outbox.awaitingReceipt(ctx.clock.now(), atOnce)) {
    if (performance.now() > end) break;
    await chase(notice, ctx).catch((error: unknown) =>
      ctx.log.warn({ notice: notice._id, err: error }, 'its receipt will be asked for again'),
    );
  }
  ctx.poke('outbox');
};
