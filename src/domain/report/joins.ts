const togetherMs = 3 * 60_000;

/** Messages of one sender within 3 minutes are one report, whichever of them a provider delivers first. */
export const joins = (previous: { at: Date }, now: Date): boolean =>
  Math.abs(now.getTime() - previous.at.getTime()) <= togetherMs;
