import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeSaid } from '../../handlers/time-said.ts';

const zone = 'Asia/Shanghai';
// 10:00 in Shanghai, 5 March.
const now = new Date('2026-03-05T02:00:00Z');
const shanghai = (at: string) => new Date(`${at}:00+08:00`);

describe('a time as people say it', () => {
  it.each([
    ['30m', '2026-03-05T10:30'],
    ['2h', '2026-03-05T12:00'],
    ['半小时', '2026-03-05T10:30'],
    ['半小时后', '2026-03-05T10:30'],
    ['20分钟', '2026-03-05T10:20'],
    ['2小时', '2026-03-05T12:00'],
    ['两个半小时', '2026-03-05T12:30'],
    ['14:30', '2026-03-05T14:30'],
    ['14：30', '2026-03-05T14:30'],
    ['9:05', '2026-03-06T09:05'],
    ['下午3点', '2026-03-05T15:00'],
    ['下午3点半', '2026-03-05T15:30'],
    ['晚上 8点', '2026-03-05T20:00'],
    ['上午9点15分', '2026-03-06T09:15'],
    ['中午12点', '2026-03-05T12:00'],
    ['凌晨12点', '2026-03-06T00:00'],
    ['15时20分', '2026-03-05T15:20'],
    ['3pm', '2026-03-05T15:00'],
    ['12am', '2026-03-06T00:00'],
    ['3:15 PM', '2026-03-05T15:15'],
    ['明天 09:00', '2026-03-06T09:00'],
    ['明天9点', '2026-03-06T09:00'],
    ['明早8点', '2026-03-06T08:00'],
    ['今晚8点', '2026-03-05T20:00'],
    ['后天下午2点', '2026-03-07T14:00'],
    ['tomorrow 9:00', '2026-03-06T09:00'],
    ['today 18:00', '2026-03-05T18:00'],
    ['2026-03-09 14:00', '2026-03-09T14:00'],
  ])('%s', (said, at) => {
    expect(timeSaid(said, zone, now)).toEqual(shanghai(at));
  });

  it.each([
    ['02:10', '2026-03-05T02:10'],
    ['23:50', '2026-03-04T23:50'],
    ['20m', '2026-03-05T09:40'],
    ['20分钟前', '2026-03-05T09:40'],
  ])('of an arrival means the last one: %s', (said, at) => {
    expect(timeSaid(said, zone, now, true)).toEqual(shanghai(at));
  });

  it.each(['', ' ', '9', '25:00', '10:75', '明天', '很快', 'soon', '4821', '下午', '3点99分', '2026-03-09'])(
    'is not guessed from “%s”',
    (said) => {
      expect(timeSaid(said, zone, now)).toBeUndefined();
    },
  );

  it('never fails, whatever is typed, and a bare time is never in the past', () => {
    fc.assert(fc.property(fc.string(), (said) => void timeSaid(said, zone, now)));
    fc.assert(
      fc.property(fc.nat(23), fc.nat(59), (h, m) => {
        const at = timeSaid(`${h}:${String(m).padStart(2, '0')}`, zone, now);
        expect(at && at >= now && at.getTime() - now.getTime() <= 86_400_000).toBe(true);
      }),
    );
  });
});
