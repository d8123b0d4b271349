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
  /** What the system's clock showed when it was last compared, counted on by a clock that nobody can set. */
  let checked = Date.now() - performance.now();
  const countedOn = (): number => Math.round(checked + performance.now());
  const jumped = (): boolean => Math.abs(Date.now() - countedOn()) > skewLimitMs;
  /** A clock that jumped isn't believed before the store was asked: not one alarm may ring early meanwhile. */
  const system = (): number => (jumped() ? countedOn() : Date.now());
  return {
    now: (): Date => new Date(system() + offsetMs + correctionMs),
    /** The system's clock was set since it was last compared. */
    jumped,
    /** Another hub may have moved it. Forward only: an answer that was read before our own move is old. */
    async refresh(): Promise<void> {
      const stored = await meta.offset();
      // Compared only now: before the answer came, `offsetMs` may have been moved.
      offsetMs = Math.max(offsetMs, stored);
    },
    /** Forward only: what was promised at an instant stays promised. */
    async moveTo(at: Date): Promise<void> {
      const wanted = at.getTime() - system() - correctionMs;
      if (wanted <= offsetMs) return;
      offsetMs = wanted;
      await meta.setOffset(offsetMs);
    },
    /** The hub's clock minus the store's, half the round trip taken off; corrects when it is too far off. */
    async checkSkew(): Promise<number> {
      const before = Date.now();
      const store = (await meta.storeNow()).getTime();
      const after = Date.now();
      const skewMs = (before + after) / 2 - store;
      checked = after - performance.now();
      // A slow answer says little: on a starved machine half the round trip looks like a wrong clock, and a
      // correction that comes and goes would make time run backwards.
      const provenMs = Math.abs(skewMs) - (after - before) / 2;
      if (provenMs > skewLimitMs || after - before < skewLimitMs)
        correctionMs = provenMs > skewLimitMs ? -skewMs : 0;
      return Math.round(skewMs);
    },
  };
}
export type BusinessClock = ReturnType<typeof createBusinessClock>;
