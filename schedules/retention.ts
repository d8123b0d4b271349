import type { Context } from '../src/app/context.ts';
import type { Removed } from '../src/store/retention.ts';
import type { Schedule } from './schedule.ts';

/** Tickets, or rows, of one step; and steps of one run, so that it is over soon and the others have their turn. */
const size = 250;
const steps = 20;

async function several(step: () => Promise<Removed>): Promise<number> {
  let count = 0;
  for (let n = 0; n < steps; n++) {
    const removed = await step();
    count += removed.count;
    if (!removed.more) break;
  }
  return count;
}

/** What the service file keeps no longer is taken away, a little every ten minutes: five thousand tickets at most. */
export const removeOld: Schedule['run'] = async (_due, ctx: Context) => {
  const keepMs = ctx.service().retention?.messagesMs;
  if (keepMs === undefined) return;
  const { retention, log, clock } = ctx;
  const upTo = new Date(clock.now().getTime() - keepMs);
  let notices = await several(() => retention.noticesOfClosed(upTo, size));
  notices += await several(() => retention.otherNotices(upTo, size));
  let messages = 0;
  for (const channel of await retention.channels())
    messages += await several(() => retention.messages(channel, upTo, size));
  if (notices + messages > 0)
    log.info({ notices, messages, upTo }, 'what was kept long enough was removed; tickets and journal stay');
};
