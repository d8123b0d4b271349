import type { Share } from '../store/ticket-batches.ts';
import type { Context } from './context.ts';

/** A hub that is gone is counted for so long at most; what was its part waits until then. */
const livesMs = 5000;
const askEveryMs = 1500;
/** Somebody was faster: it may be new here. Not asked more often than this. */
const askAgainMs = 200;

/**
 * Which part of what is due this hub looks at: the living ones divide the numbers among them. Who comes or goes
 * is known within seconds, and where two see it differently the ticket's version decides.
 */
export function createShares(
  { leases }: Pick<Context, 'leases'>,
  monotonic: () => number = () => performance.now(),
) {
  let share: Share = { part: 0, of: 1 };
  let askAt = Number.NEGATIVE_INFINITY;
  let askedAt = Number.NEGATIVE_INFINITY;
  let lookAt = Number.NEGATIVE_INFINITY;
  return {
    async current(): Promise<Share> {
      if (monotonic() >= askAt) {
        askedAt = monotonic();
        askAt = askedAt + askEveryMs;
        share = await leases.muster(livesMs);
      }
      return share;
    },

    /**
     * Is it time to look at what the others left? One of an older version does not see documents of a newer shape,
     * and one that stands still looks at nothing.
     */
    forgotten(): boolean {
      if (share.of === 1 || monotonic() < lookAt) return false;
      lookAt = monotonic() + askEveryMs;
      return true;
    },

    /** Somebody else fired what this hub was about to. */
    beaten(): void {
      askAt = Math.min(askAt, askedAt + askAgainMs);
    },
  };
}
