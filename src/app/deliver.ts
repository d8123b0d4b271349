import type { LaneDoc } from '../store/documents.ts';
import type { Context } from './context.ts';
import { gather } from './gather.ts';
import { goAround } from './go-around.ts';
import { type KeptLease, keepLease } from './keep-lease.ts';
import type { Pool } from './pool.ts';
import { sendOne } from './send-one.ts';
import { setAside } from './settle.ts';
import { isForNewer, leaveMs } from './try-again.ts';

const perGrant = 20;

/** Sends what one leased lane has due, in order. Answers until when the whole destination rests, if it does. */
async function serve(
  lane: LaneDoc,
  lease: KeptLease,
  stopping: () => boolean,
  ctx: Context,
): Promise<Date | undefined> {
  const notices = await ctx.outbox.dueIn(lane._id, ctx.clock.now(), perGrant);
  const resting = ctx.breakers.restUntil(lane._id, ctx.clock.now());
  if (resting) {
    await goAround(notices, ctx);
    return resting;
  }
  let left: Date | undefined;
  for (const notice of await gather(lane._id, notices, perGrant, ctx)) {
    if (stopping() || !lease.safe()) return left;
    const restUntil = await sendOne(notice, { lease, fence: lane.fence }, ctx).catch((error: unknown) => {
      if (!isForNewer(error)) return setAside(notice, error, ctx);
      // All of its ticket is, so that nothing of it goes out of order; what tells of others need not wait.
      left ??= new Date(ctx.clock.now().getTime() + leaveMs());
      return undefined;
    });
    if (restUntil) return restUntil;
  }
  return left;
}

/** A leased lane, and when its lease was asked for. */
interface Taken {
  lane: LaneDoc;
  askedAt: number;
}

async function take(ctx: Context): Promise<Taken | undefined> {
  const askedAt = performance.now();
  const lane = await ctx.outbox.takeLane(ctx.clock.now());
  return lane && { lane, askedAt };
}

/** Serves one leased lane and gives it back, whatever it meets. */
async function serveAndFree({ lane, askedAt }: Taken, stopping: () => boolean, ctx: Context): Promise<void> {
  let restUntil: Date | undefined;
  const lease = keepLease(() => ctx.outbox.renewLane(lane), ctx.log, askedAt);
  try {
    restUntil = await serve(lane, lease, stopping, ctx);
  } catch (error) {
    ctx.log.warn({ err: error }, 'a lane failed and will be tried again');
    restUntil = new Date(ctx.clock.now().getTime() + 1000);
  }
  await lease.stop();
  try {
    await ctx.outbox.freeLane(lane, restUntil);
    // It may have more than one grant's worth.
    ctx.poke('outbox');
  } catch (error) {
    // Its lease runs out by itself.
    ctx.log.warn({ err: error }, 'a lane could not be given back');
  }
}

/** Serves every lane that is due, several at once: one sick destination never delays another. */
export const deliver = (pool: Pool, stopping: () => boolean, ctx: Context): Promise<boolean> =>
  pool.fill(
    () => take(ctx),
    (taken) => serveAndFree(taken, stopping, ctx),
    stopping,
  );
