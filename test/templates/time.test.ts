import { describe, expect, it } from 'vitest';
import type { Locale } from '../../src/domain/locale.ts';
import { timeWords } from '../../templates/time.ts';

const from = (now: string, locale: Locale = 'zh-CN', timezone = 'Asia/Shanghai') =>
  timeWords({ timezone, now: new Date(now), locale });
const at = (iso: string) => new Date(iso);

describe('an instant, as people say it', () => {
  it.each([
    ['today', '2026-03-06T02:02+08:00', '2026-03-06T02:30+08:00', '02:30', '02:30'],
    ['across midnight', '2026-03-05T23:52+08:00', '2026-03-06T00:20+08:00', '明天00:20', 'tomorrow 00:20'],
    ['last night', '2026-03-06T00:10+08:00', '2026-03-05T23:50+08:00', '昨天23:50', 'yesterday 23:50'],
    ['midnight itself', '2026-03-05T23:59+08:00', '2026-03-06T00:00+08:00', '明天00:00', 'tomorrow 00:00'],
    ['another day', '2026-03-02T10:00+08:00', '2026-03-06T18:00+08:00', '3月6日18:00', '6 Mar 18:00'],
    ['over new year', '2026-12-31T23:59+08:00', '2027-01-01T00:10+08:00', '明天00:10', 'tomorrow 00:10'],
    ['over a leap day', '2028-02-28T12:00+08:00', '2028-03-01T12:00+08:00', '3月1日12:00', '1 Mar 12:00'],
  ])('%s', (_what, now, instant, zh, en) => {
    expect([from(now).at(at(instant)), from(now, 'en').at(at(instant))]).toEqual([zh, en]);
  });

  it('names today beside a time of yesterday', () => {
    const words = from('2026-03-06T00:05+08:00');
    const was = at('2026-03-05T23:50+08:00');
    expect([words.at(was), words.at(at('2026-03-06T00:20+08:00'), was)]).toEqual(['昨天23:50', '今天00:20']);
  });

  it.each([
    ['Asia/Shanghai', '02:30'],
    ['Asia/Urumqi', '00:30'],
    ['Europe/London', '18:30'],
    ['Australia/Lord_Howe', '05:30'],
  ])('is of the zone %s', (zone, expected) => {
    expect(from('2026-03-06T02:02+08:00', 'en', zone).at(at('2026-03-06T02:30+08:00'))).toBe(expected);
  });

  it('knows tomorrow on the day when the clocks go forward', () => {
    expect(from('2026-03-28T23:30+00:00', 'en', 'Europe/London').at(at('2026-03-29T02:30+01:00'))).toBe(
      'tomorrow 02:30',
    );
  });
});

describe('time left', () => {
  it.each([
    ['2026-03-06T03:22+08:00', '还剩 1 小时 20 分', '1 h 20 min left'],
    ['2026-03-06T02:03+08:00', '还剩 1 分', '1 min left'],
    ['2026-03-06T02:02:30+08:00', '还剩 30 秒', '30 s left'],
    ['2026-03-06T01:57+08:00', '已超 5 分', '5 min over'],
    ['2026-03-08T05:02+08:00', '还剩 2 天 3 小时', '2 d 3 h left'],
    ['2026-03-06T02:02+08:00', '刚到时限', 'due just now'],
  ])('until %s', (until, zh, en) => {
    const now = '2026-03-06T02:02:00+08:00';
    expect([from(now).left(at(until)), from(now, 'en').left(at(until))]).toEqual([zh, en]);
  });
});
