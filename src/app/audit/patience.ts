const mostRemembered = 20_000;

/**
 * What may be so for a moment is only found when it stays so, by a clock that nobody can set: a busy desk, or
 * a business clock that jumps, must not raise an alarm.
 */
export function createPatience(elapsed: () => number) {
  let seen = new Map<string, number>();
  const since = (id: string, now: number): number => seen.get(id) ?? now;
  return {
    /** Those of these that have been there at every look for at least so long; the others are forgotten. */
    still(ids: string[], forMs: number): Set<string> {
      const now = elapsed();
      seen = new Map(ids.map((id) => [id, since(id, now)]));
      return new Set(ids.filter((id) => now - since(id, now) >= forMs));
    },
    /** The same for one whose name tells that nothing happened meanwhile, however rare the looks. */
    longSeen(id: string, forMs: number): boolean {
      const now = elapsed();
      if (seen.size > mostRemembered) seen = new Map();
      seen.set(id, since(id, now));
      return now - since(id, now) >= forMs;
    },
  };
}
