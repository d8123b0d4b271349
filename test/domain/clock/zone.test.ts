import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { createWallClock } from '../../../src/domain/clock/wall-clock.ts';
import {
  addDays,
  dateOfDay,
  dayNumber,
  instantOf,
  minutesOf,
  wallOf,
  weekdayOf,
} from '../../../src/domain/clock/zone.ts';

describe('a wall time in a zone', () => {
  it.each([
    ['an ordinary one', '2026-03-05', '08:30', 'Asia/Shanghai', '2026-03-05T00:30:00Z'],
    ['24:00, the next midnight', '2026-02-28', '24:00', 'Asia/Shanghai', '2026-02-28T16:00:00Z'],
    ['one that Berlin skips: 03:00', '2026-03-29', '02:30', 'Europe/Berlin', '2026-03-29T01:00:00Z'],
    [
      'one that Berlin has twice: the earlier',
      '2026-10-25',
      '02:30',
      'Europe/Berlin',
      '2026-10-25T00:30:00Z',
    ],
    ['one that New York skips: 03:00', '2026-03-08', '02:30', 'America/New_York', '2026-03-08T07:00:00Z'],
    [
      'one that New York has twice: the earlier',
      '2026-11-01',
      '01:30',
      'America/New_York',
      '2026-11-01T05:30:00Z',
    ],
    ['one that Lord Howe skips: 02:30', '2026-10-04', '02:15', 'Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
    [
      'one that Lord Howe has twice: the earlier',
      '2026-04-05',
      '01:45',
      'Australia/Lord_Howe',
      '2026-04-04T14:45:00Z',
    ],
    ['the first minute of a gap', '2026-03-29', '02:00', 'Europe/Berlin', '2026-03-29T01:00:00Z'],
    ['the end of a gap', '2026-03-29', '03:00', 'Europe/Berlin', '2026-03-29T01:00:00Z'],
    ['a midnight that a gap swallows', '2024-03-31', '00:00', 'Asia/Beirut', '2024-03-30T22:00:00Z'],
  ])('is the right instant: %s', (_what, date, time, zone, instant) => {
    expect(instantOf(date, time, zone)).toEqual(new Date(instant));
  });

  it('is read back in the zone', () => {
    const at = new Date('2026-12-31T17:04:59Z');
    expect(wallOf(at, 'Asia/Shanghai')).toEqual({ date: '2027-01-01', time: '01:04' });
    expect(wallOf(at, 'Australia/Lord_Howe')).toEqual({ date: '2027-01-01', time: '04:04' });
  });

  it.each(['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca'])(
    'is the same when many are asked for at once, on each day of two years in %s',
    (zone) => {
      const wallClock = createWallClock(zone);
      const first = dayNumber('2026-01-01');
      for (let day = first; day < first + 730; day += 1) {
        for (const time of ['00:00', '02:15', '24:00']) {
          expect(wallClock(day, time)).toBe(instantOf(dateOfDay(day), time, zone).getTime());
        }
      }
    },
  );

  it('refuses what is no date, time or zone', () => {
    expect(() => instantOf('2026-02-30', '08:00', 'Asia/Shanghai')).toThrow(RangeError);
    expect(() => instantOf('2026-02-03', '25:00', 'Asia/Shanghai')).toThrow(RangeError);
    expect(() => instantOf('2026-02-03', '08:00', '../../etc')).toThrow(RangeError);
    expect(() => addDays('soon', 1)).toThrow(RangeError);
  });

  it('knows days and minutes', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(weekdayOf('2026-03-05')).toBe('thu');
    expect(weekdayOf('1969-12-31')).toBe('wed');
    expect(minutesOf('24:00')).toBe(1440);
  });

  it.each(['Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Africa/Casablanca', 'Asia/Shanghai'])(
    'is read right at every change of the clocks in %s, and beside it',
    (zone) => {
      let change: Temporal.ZonedDateTime | null = Temporal.ZonedDateTime.from(`1985-01-01T00:00[${zone}]`);
      for (let n = 0; n < 60 && change; n++) {
        change = change.getTimeZoneTransition('next');
        for (const ms of [-1, 0, 1]) {
          const at = new Date((change?.epochMilliseconds ?? 0) + ms);
          const wall = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
          const { date, time } = wallOf(at, zone);
          expect(`${date} ${time}`).toBe(
            `${wall.toPlainDate()} ${wall.toPlainTime().toString().slice(0, 5)}`,
          );
        }
      }
    },
  );
});
