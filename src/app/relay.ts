import type { Owing } from '../store/ticket-batches.ts';
import type { Context } from './context.ts';
import { moveAll } from './move.ts';

const atOnce = 500;
/** What another hub wrote it moves by itself, busy as it may be; after that it may be gone. */
const leaveMs = 10_000;
const scanEveryMs = 500;
/** What can't be moved is tried again at growing distances: each try shows its card anew. */
const restMs = { first: 1000, most: 60_000 };

/**
 * Sees to it that what tickets owe is moved. What this hub wrote is named to it and moves at once; whatever
 * else has waited for a while was left by a hub that is gone, or failed before.
 */
export function createRelay(ctx: Context) {
  const named = new Set<number>();
  const underWay = new Set<number>();
  const resting = new Map<number, { until: number; ms: number }>();
  let scannedAt = Number.NEGATIVE_INFINITY;

  async function carry(owing: Owing[]): Promise<boolean> {
    if (owing.length === 0) return false;
    for (const { number } of owing) underWay.add(number);
    try {
      const moved = await moveAll(owing, ctx);
      for (const { number } of owing) {
        if (moved.has(number)) resting.delete(number);
        else rest(number);
      }
      if (moved.size > 0) ctx.poke('outbox');
      return moved.size > 0;
    } catch (error) {
      // The store is away: still this hub's to move.
      for (const { number } of owing) named.add(number);
      throw error;
    } finally {
      for (const { number } of owing) underWay.delete(number);
    }
  }

  function rest(number: number): void {
    const ms = Math.min((resting.get(number)?.ms ?? restMs.first / 2) * 2, restMs.most);
    resting.set(number, { until: performance.now() + ms, ms });
  }

  const rests = (number: number): boolean => (resting.get(number)?.until ?? 0) > performance.now();

  async function left(): Promise<Owing[]> {
    // A hub that starts takes what its predecessor left at once.
    const waited = scannedAt > Number.NEGATIVE_INFINITY ? leaveMs : 0;
    scannedAt = performance.now();
    const since = new Date(ctx.clock.now().getTime() - waited);
    return ctx.tickets.owing(atOnce, {
      since,
      without: [...underWay, ...[...resting.keys()].filter(rests)],
    });
  }

  return {
    /** This ticket owes something since just now. */
    owes: (number: number): void => void named.add(number),

    /** Moves what somebody read or wrote, all that each of these tickets owes. */
    carry,

    /** One pass. Answers whether there was anything. */
    async pass(): Promise<boolean> {
      const numbers = [...named].slice(0, atOnce);
      for (const number of numbers) named.delete(number);
      const own = numbers.length > 0 && (await carry(await ctx.tickets.owing(atOnce, { numbers })));
      // Own work may never end; what others left must not wait for that.
      const scan = numbers.length === 0 || performance.now() - scannedAt > scanEveryMs;
      const others = scan && (await carry(await left()));
      return own || others || named.size > 0;
    },
  };
}
