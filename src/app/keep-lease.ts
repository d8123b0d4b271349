import type { Logger } from 'pino';

/** Three renewals fit into a lease of the store's lanes and rows (8 s): one may fail. */
const renewMs = 2500;
/** Shorter than the lease: a thawed process notices by its own monotonic clock and lets the work be. */
const safeMs = 5500;
/** What hangs beyond every limit of its own is left to another hub. */
const mostMs = 60_000;

/** A lease that is renewed for as long as its work takes, however long a provider or the store makes it wait. */
export interface KeptLease {
  /** By the monotonic clock alone, for nothing can fence a frozen process at a provider. */
  safe: () => boolean;
  /** Ends the renewals and waits for one under way: it must not take again what is given back. */
  stop(): Promise<void>;
}

/**
 * `renew` answers false when somebody else has taken over; throwing counts as not renewed, and is tried again.
 * `askedAt`, by the monotonic clock: when the lease was asked for. Its answer may have been long on the way.
 */
export function keepLease(
  renew: () => Promise<boolean>,
  log: Pick<Logger, 'warn'>,
  askedAt = performance.now(),
): KeptLease {
  let renewedAt = askedAt;
  let lost = false;
  let underWay: Promise<void> | undefined;

  const again = async (): Promise<void> => {
    const asked = performance.now();
    try {
      if (await renew()) renewedAt = asked;
      else lost = true;
    } catch (error) {
      // Unless a later one comes through, the lease runs out.
      log.warn({ err: error }, 'a lease could not be renewed');
    }
  };
  const timer = setInterval(() => {
    if (performance.now() - askedAt > mostMs) clearInterval(timer);
    else if (!underWay && !lost)
      underWay = again().finally(() => {
        underWay = undefined;
      });
  }, renewMs);

  return {
    safe: () => !lost && performance.now() - renewedAt < safeMs,
    async stop() {
      clearInterval(timer);
      await underWay;
    },
  };
}
