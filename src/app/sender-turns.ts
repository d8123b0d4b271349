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

  /** Whoever waits longest is next. */
  const callUp = async (sender: Address): Promise<void> => {
    if (await inbox.callUp(sender)) poke('inbox');
  };

  return {
    renew,
    /** False: its turn will come, and it waits for it. */
    async take(sender: Address, row: InboxDoc): Promise<boolean> {
      const free = !here.has(sender);
      // Noted before the store is asked: the next one, taken right after it, must not be faster.
      if (free) here.add(sender);
      let [ours, held, behind] = [false, false, false];
      try {
        behind = await inbox.waitsBefore(row, sender);
        held = free && !behind && (await renew(sender));
        ours = held && (row.waitsFor === undefined || (await inbox.turnBegins(row)));
      } finally {
        // Whatever the store says: nobody may stay locked out of this hub.
        if (free && !ours) here.delete(sender);
      }
      if (ours) return true;
      if (held) {
        // Another hub has the row: it finds the way clear.
        await leases.free(`sender/${sender}`);
        await callUp(sender);
      } else await inbox.letWait(row, sender, behind ? behindMs : nextMs);
      return false;
    },
    async free(sender: Address): Promise<void> {
      try {
        await leases.free(`sender/${sender}`);
      } finally {
        here.delete(sender);
      }
      await callUp(sender);
    },
  };
}
