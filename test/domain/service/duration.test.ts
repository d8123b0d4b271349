import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatDuration,
  longestDurationMs,
  parseDuration,
  parseWorkingDays,
} from '../../../src/domain/service/duration.ts';
import { durationWords } from '../../../src/domain/service/duration-words.ts';

describe('a duration', () => {
  it.each([
    ['5s', 5_000],
    ['30m', 1_800_000],
    ['2h', 7_200_000],
    ['12h', 43_200_000],
    ['7d', 604_800_000],
    ['1w', 604_800_000],
    ['2y', 63_072_000_000],
    ['0.5h', 1_800_000],
    ['1h30m', 5_400_000],
    ['1h 30m', 5_400_000],
    [' 250ms ', 250],
  ])('%s is read', (text, ms) => expect(parseDuration(text)).toEqual({ ok: true, value: ms }));

  it.each([
    ['', 'unreadable'],
    ['30', 'unreadable'],
    ['m', 'unreadable'],
    ['30 minutes', 'unreadable'],
    ['1wd', 'unreadable'],
    ['NaNh', 'unreadable'],
    ['1e12h', 'unreadable'],
    ['Infinityh', 'unreadable'],
    ['٣٠m', 'unreadable'],
    ['1h,30m', 'unreadable'],
    [`${'1'.repeat(80)}h`, 'unreadable'],
    ['-5m', 'negative'],
    ['0', 'zero'],
    ['0m', 'zero'],
    ['0.0001ms', 'zero'],
    ['101y', 'too-long'],
    ['1000000000000h', 'too-long'],
  ])('"%s" is refused as %s', (text, fault) =>
    expect(parseDuration(text)).toEqual({ ok: false, error: fault }),
  );

  it('may be nothing where that makes sense', () => {
    expect(parseDuration('0m', { zero: true })).toEqual({ ok: true, value: 0 });
    expect(parseDuration('0', { zero: true })).toEqual({ ok: true, value: 0 });
  });

  it('reads back as the same time once it is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: longestDurationMs }), (ms) => {
        expect(parseDuration(formatDuration(ms), { zero: true })).toEqual({ ok: true, value: ms });
      }),
    );
  });
  it('never throws, whatever is written', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(typeof parseDuration(text).ok).toBe('boolean');
      }),
    );
  });
  it('is written in words', () => {
    expect([
      durationWords(1_800_000, 'en'),
      durationWords(5_400_000, 'zh-CN'),
      durationWords(0, 'en'),
    ]).toEqual(['30 min', '1 小时 30 分钟', '0 s']);
  });
});

describe('working days', () => {
  it.each([
    ['1wd', 1],
    ['10wd', 10],
    ['0wd', undefined],
    ['-1wd', undefined],
    ['1d', undefined],
    ['wd', undefined],
    ['1.5wd', undefined],
  ])('"%s" is %s', (text, days) => expect(parseWorkingDays(text)).toBe(days));
});
