import { describe, expect, it } from 'vitest';
import { readDuration } from '../../src/sandbox/duration.ts';

describe('a duration that somebody types', () => {
  it.each([
    ['31m', 31 * 60_000],
    ['1h30m', 90 * 60_000],
    ['2 hours', 2 * 3_600_000],
    ['1.5h', 90 * 60_000],
    ['90 sec', 90_000],
    ['12 小时', 12 * 3_600_000],
    ['30分钟', 30 * 60_000],
    ['1 天', 86_400_000],
    ['1d 2h', 26 * 3_600_000],
    ['-5m', -5 * 60_000],
    ['0m', 0],
  ])('%s is %d ms', (text, ms) => expect(readDuration(text)).toBe(ms));

  it.each(['', '31', 'm', 'soon', '1x', '1h!', '1h-2m', '1e9h', `${'9'.repeat(80)}m`, 'NaNm'])(
    '%j is none',
    (text) => expect(readDuration(text)).toBeUndefined(),
  );
});
