import type { Address } from '../domain/address.ts';
import type { InboxDoc } from '../store/documents.ts';
import type { Context } from './context.ts';

/** Renewed while an answer takes longer. */
const turnMs = 8_000;
/** A message that has not come back by then was taken by another hub: nobody waits behind it any more. */
const forgottenMs = 2_000;
/** Whoever is next is asked again so soon, and each one behind as much later. */
const askAgainMs = 100;
/** As long as another hub would wait for the messages of one that died. */
const mostMs = 8_000;

/** The stored message of somebody who waits for a turn. */
type Waiting = Pick<InboxDoc, '_id' | 'fence'>;

/**
 * One sender's messages are handled one after the other, in this hub and in the others. Hundreds of one person wait
 * without being looked at all the time: that would be all that a hub does, and everybody else would wait as well.
 */
export function createSenderTurns(ctx: Pick<Context, 'leases'>, callUp: (row: Waiting) => Promise<void>) {
  const here = new Set<Address>();
  /** Who waits here, longest first, and until when that counts. */
  const waiting = new Map<Address, Map<string, { until: number; row: Waiting }>>();
  const renew = async (sender: Address): Promise<boolean> =>
    (await ctx.leases.hold(`sender/${sender}`, turnMs)) !== undefined;

  /** Without it a third message would overtake the second one, which is asked again only after a moment. */
  function isNext(sender: Address, message: string): boolean {
    for (const [other, { until }] of waiting.get(sender) ?? []) {
      if (other === message) return true;
      if (until > performance.now()) return false;
      waiting.get(sender)?.delete(other);
    }
    return true;
  }

  /** For how long it should not be looked at. */
  function wait(sender: Address, message: string, row: Waiting): number {
    const line = waiting.get(sender) ?? new Map<string, { until: number; row: Waiting }>();
    const place = [...line.keys()].indexOf(message);
    const ms = Math.min(mostMs, askAgainMs * (place === -1 ? line.size + 1 : place + 1));
    line.set(message, { until: performance.now() + ms + forgottenMs, row });
    waiting.set(sender, line);
    return ms;
  }

  function leaveLine(sender: Address, message: string): void {
    const line = waiting.get(sender);
    line?.delete(message);
    if (line?.size === 0) waiting.delete(sender);
  }

  return {
    renew,
    /** 0: it is its turn. Else it should be looked at again after so many milliseconds. */
    async take(sender: Address, message: string, row: Waiting): Promise<number> {
      let ours = false;
      if (!here.has(sender) && isNext(sender, message)) {
        here.add(sender);
        try {
          ours = await renew(sender);
        } finally {
          // Whatever the store says: nobody may stay locked out of this hub.
          if (!ours) here.delete(sender);
        }
      }
      if (!ours) return wait(sender, message, row);
      leaveLine(sender, message);
      return 0;
    },
    /** Whoever is next here is called up at once. */
    async free(sender: Address): Promise<void> {
      try {
        await ctx.leases.free(`sender/${sender}`);
      } finally {
        here.delete(sender);
      }
      const [next] = waiting.get(sender)?.values() ?? [];
      if (next) await callUp(next.row);
    },
  };
}
