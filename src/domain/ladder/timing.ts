/** From when on a message says that it is late: a stop of the hub, not a busy second. */
export const lateAfterMs = 60_000;

export const isLate = (at: Date, now: Date): boolean => now.getTime() - at.getTime() > lateAfterMs;

export const later = (a: Date, b: Date): Date => (a > b ? a : b);

export function earliest(instants: (Date | undefined)[]): Date | undefined {
  return instants.reduce((first, at) => (at && (!first || at < first) ? at : first), undefined);
}

/** In order of first appearance. */
export const union = <T>(...lists: T[][]): T[] => [...new Set(lists.flat())];
