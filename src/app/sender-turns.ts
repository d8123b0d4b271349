import type { Address } from '../domain/address.ts';
import type { Context } from './context.ts';

/** Renewed while an answer takes longer. */
const turnMs = 8_000;
/** A message that has not come back by then was taken by another hub: nobody waits behind it any more. */
const forgottenMs = 2_000;

/** One sender's messages are handled one after the other, in this hub and in the others. */
export function createSenderTurns(ctx: Pick<Context, 'leases'>) {
  const here = new Set<Address>();
  /** Who waits here, longest first, and until when that counts. */
  const waiting = new Map<Address, Map<string, number>>();
  const renew = async (sender: Address): Promise<boolean> =>
    (await ctx.leases.hold(`sender/${sender}`, turnMs)) !== undefined;

  /** Without it a third message would overtake the second one, which is asked again only after a moment. */
  function isNext(sender: Address, message: string): boolean {
    for (const [other, until] of waiting.get(sender) ?? []) {
      if (other === message) return true;
      if (until > performance.now()) return false;
      waiting.get(sender)?.delete(other);
    }
    return true;
  }

  function wait(sender: Address, message: string): void {
    const line = waiting.get(sender) ?? new Map<string, number>();
    line.set(message, performance.now() + forgottenMs);
    waiting.set(sender, line);
  }

  function leaveLine(sender: Address, message: string): void {
    const line = waiting.get(sender);
    line?.delete(message);
    if (line?.size === 0) waiting.delete(sender);
  }

  return {
    renew,
    /** False: its turn will come, the message should be looked at again soon. */
    async take(sender: Address, message: string): Promise<boolean> {
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
      if (ours) leaveLine(sender, message);
      else wait(sender, message);
      return ours;
    },
    async free(sender: Address): Promise<void> {
      try {
        await ctx.leases.free(`sender/${sender}`);
      } finally {
        here.delete(sender);
      }
    },
  };
}
