import type { Removed } from '../store/retention.ts';
import type { Context } from './context.ts';

/** Tickets, or rows, of one step; and steps of one run, so that it is over soon and others have their turn. */
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

/** Takes away what the service file keeps no longer: five thousand tickets in one run at most, the rest in the next ones. */
export async function removeOld({ retention, service, clock, log }: Context): Promise<void> {
  const keepMs = service().retention?.messagesMs;
  if (keepMs === undefined) return;
  const upTo = new Date(clock.now().getTime() - keepMs);
  let notices = await several(() => retention.noticesOfClosed(upTo, size));
  notices += await several(() => retention.otherNotices(upTo, size));
  let messages = 0;
  for (const channel of await retention.channels())
    messages += await several(() => retention.messages(channel, upTo, size));
  if (notices + messages > 0)
    log.info({ notices, messages, upTo }, 'what was kept long enough was removed; tickets and journal stay');
}
