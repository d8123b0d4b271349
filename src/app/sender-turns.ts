import type { Address } from '../domain/address.ts';
import type { InboxDoc } from '../store/documents.ts';
import type { Context } from './context.ts';

/** Renewed while an answer takes longer. */
const turnMs = 8_000;
/** Whoever is next is called up; should that fail, it is looked at again after so long. */
const nextMs = 1_000;
/** Those behind it: as long as it takes until another hub goes on with what a killed one held. */
const behindMs = 8_000;

/**
 * One sender's messages are handled one after the other, in this hub and in the others. Hundreds of one person wait
 * without being looked at all the time: that would be all that hubs do, and everybody else would wait as well.
 */
export function createSenderTurns({ leases, inbox, poke }: Pick<Context, 'leases' | 'inbox' | 'poke'>) {
  const here = new Set<Address>();
  const renew = async (sender: Address): Promise<boolean> =>
    (await leases.hold(`sender/${sender}`, turnMs)) !== undefined;

  return {
    renew,
    /** False: its turn will come, and it waits for it. */
    async take(sender: Address, row: InboxDoc): Promise<boolean> {
      const free = !here.has(sender);
      // Noted before the store is asked: the next one, taken right after it, must not be faster.
      if (free) here.add(sender);
      let [ours, behind] = [false, false];
      try {
        behind = await inbox.waitsBefore(row, sender);
        const held = free && !behind && (await renew(sender));
        if (held && row.waitsFor !== undefined) await inbox.turnBegins(row);
        ours = held;
      } finally {
        // Whatever the store says: nobody may stay locked out of this hub.
        if (free && !ours) here.delete(sender);
      }
      if (!ours) await inbox.letWait(row, sender, behind ? behindMs : nextMs);
      return ours;
    },
    /** Whoever waits longest is next. */
    async free(sender: Address): Promise<void> {
      try {
        await leases.free(`sender/${sender}`);
      } finally {
        here.delete(sender);
      }
      if (await inbox.callUp(sender)) poke('inbox');
    },
  };
}
