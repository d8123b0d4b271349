import { err, ok, type Result } from '../result.ts';

const unitMs = {
  y: 31_536_000_000,
  w: 604_800_000,
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1_000,
  ms: 1,
} as const;
type Unit = keyof typeof unitMs;

/** A year counts 365 days; what a calendar year ends on is computed where a date is known. */
export const longestDurationMs = 100 * unitMs.y;

export type DurationFault = 'unreadable' | 'negative' | 'zero' | 'too-long';

const whole = /^(?:\d{1,16}(?:\.\d{1,6})?(?:ms|[ywdhms])\s*)+$/;
const part = /(\d{1,16}(?:\.\d{1,6})?)(ms|[ywdhms])/g;

/**
 * Reads a duration as people write it: `30m`, `2h`, `0.5h`, `1h30m`, `7d`, `1w`, `2y`, down to `5s`.
 * Answers milliseconds. Zero is a fault unless `zero` allows it: a promise of no time is broken at once.
 */
export function parseDuration(text: string, { zero = false } = {}): Result<number, DurationFault> {
  const words = text.trim();
  if (words.length > 64) return err('unreadable');
  if (/^-\s*\d/.test(words)) return err('negative');
  // A bare 0 needs no unit; any other bare number does.
  if (/^0+$/.test(words)) return zero ? ok(0) : err('zero');
  if (!whole.test(words)) return err('unreadable');
  let sum = 0;
  for (const [, amount, unit] of words.matchAll(part)) sum += Number(amount) * unitMs[unit as Unit];
  const ms = Math.round(sum);
  if (ms > longestDurationMs) return err('too-long');
  if (ms === 0 && !zero) return err('zero');
  return ok(ms);
}

/** `1wd`, `3wd`: working days, which only a calendar can turn into time. Undefined when it isn't one. */
export function parseWorkingDays(text: string): number | undefined {
  const days = /^(\d{1,3})\s*wd$/.exec(text.trim())?.[1];
  return days === undefined || Number(days) === 0 ? undefined : Number(days);
}

/** The shortest text that `parseDuration` reads back as the same milliseconds: `1h30m`, `7d`, `2y`. */
export function formatDuration(ms: number): string {
  let left = Math.round(ms);
  if (left === 0) return '0s';
  let text = '';
  for (const unit of ['y', 'd', 'h', 'm', 's', 'ms'] as const) {
    const count = Math.floor(left / unitMs[unit]);
    if (count > 0) text += `${count}${unit}`;
    left -= count * unitMs[unit];
  }
  return text;
}
