import type { Meta } from '../store/meta.ts';

/** Above this the hub's clock isn't believed: an alarm rings and the store's time is used. */
export const skewLimitMs = 2000;

/**
 * Business time: the system's clock, corrected when it disagrees with the store's, plus the offset that
 * the sandbox keeps in the database. Leases never use it.
 */
export function createBusinessClock(meta: Pick<Meta, 'offset' | 'setOffset' | 'storeNow'>) {
  let offsetMs = 0;
  let correctionMs = 0;
  const now = (): Date => new Date(Date.now() + offsetMs + correctionMs);
  return {
    now,
    /** Another hub may have moved it. Forward only: an answer that was read before our own move is old. */
    async refresh(): Promise<void> {
      offsetMs = Math.max(offsetMs, await meta.offset());
    },
    /** Forward only: what was promised at an instant stays promised. */
    async moveTo(at: Date): Promise<void> {
      const wanted = at.getTime() - Date.now() - correctionMs;
      if (wanted <= offsetMs) return;
      offsetMs = wanted;
      await meta.setOffset(offsetMs);
    },
    /** The hub's clock minus the store's, half the round trip taken off; corrects when it is too far off. */
    async checkSkew(): Promise<number> {
      const before = Date.now();
      const store = (await meta.storeNow()).getTime();
      const skewMs = (before + Date.now()) / 2 - store;
      correctionMs = Math.abs(skewMs) > skewLimitMs ? -skewMs : 0;
      return Math.round(skewMs);
    },
  };
}
export type BusinessClock = ReturnType<typeof createBusinessClock>;
