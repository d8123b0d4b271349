import type { Share } from '../store/ticket-batches.ts';

const parts = 8;
/** Looks in a row that won nothing before the loop rests: others are at it. */
const vainLooks = 4;
const everything: Share = { part: 0, of: 1 };

/**
 * Which part of what is due this hub looks at. Alone it takes everything. As soon as another one was faster,
 * it goes on in a part of its own, chosen by chance, and leaves a part that somebody works in or that is
 * empty; with all parts empty it takes everything again. So hubs need not know of each other, and nothing
 * waits for one that is gone.
 */
export function createShares(chance: () => number = Math.random) {
  let share = everything;
  let empty = 0;
  let vain = 0;
  return {
    current: (): Share => share,

    /** Nothing was due there. Answers whether there is another part to look at. */
    nothing(): boolean {
      vain = 0;
      if (share.of === 1) return false;
      empty += 1;
      share = empty < parts ? { part: (share.part + 1) % parts, of: parts } : everything;
      return share.of > 1;
    },

    /** So many were fired here, so many by somebody else first. Answers whether to look on at once. */
    fired(won: number, lost: number): boolean {
      empty = 0;
      vain = won > 0 ? 0 : vain + 1;
      if (lost > 0) share = { part: Math.floor(chance() * parts), of: parts };
      return vain < vainLooks;
    },
  };
}
