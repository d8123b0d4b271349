import { Temporal } from 'temporal-polyfill';

/** A zone's wall clock is that far ahead of UTC in [from, until), in epoch milliseconds. */
export interface Stretch {
  from: number;
  until: number;
  offsetMs: number;
}

const manyStretches = 50;

/** What zones do doesn't change while we run, and asking costs as much as firing an alarm. */
const known = new Map<string, Stretch[]>();

/** The stretch between two changes of a zone's clock in which an instant lies. An unknown zone throws a RangeError. */
export function stretchAt(zone: string, at: number): Stretch {
  const stretches = known.get(zone) ?? [];
  const found = stretches.find(({ from, until }) => at >= from && at < until);
  if (found) return found;
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  // "previous" is strictly before: a change at this very instant begins its stretch.
  const before = zoned.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
  const stretch = {
    from: before?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    until: zoned.getTimeZoneTransition('next')?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offsetMs: zoned.offsetNanoseconds / 1_000_000,
  };
  known.set(zone, [stretch, ...stretches].slice(0, manyStretches));
  return stretch;
}
