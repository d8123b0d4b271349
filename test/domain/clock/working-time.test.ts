import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addWorkingDays,
  isWorkday,
  unknownYears,
  yearKnown,
} from '../../../src/domain/clock/working-days.ts';
import { addWorkingMs, isWorking, workingMsBetween } from '../../../src/domain/clock/working-time.ts';
import { always, hour, minute, night, office, zones } from './calendars.ts';

const at = (text: string) => new Date(text);

describe('working time', () => {
  it.each([
    [
      '7×24 over the night Berlin loses an hour',
      always('Europe/Berlin'),
      '2026-03-28T20:00Z',
      12 * hour,
      '2026-03-29T08:00Z',
    ],
    [
      '7×24 over the night New York gains one',
      always('America/New_York'),
      '2026-11-01T00:00Z',
      12 * hour,
      '2026-11-01T12:00Z',
    ],
    ['office hours over lunch', office(), '2026-03-05T03:30Z', hour, '2026-03-05T06:00Z'],
    ['closing time, not the next morning', office(), '2026-03-05T09:00Z', hour, '2026-03-05T10:00Z'],
    [
      'one millisecond into the next morning',
      office(),
      '2026-03-05T09:00Z',
      hour + 1,
      '2026-03-06T01:00:00.001Z',
    ],
    ['over a weekend', office(), '2026-03-06T09:30Z', hour, '2026-03-09T01:30Z'],
    [
      'over a holiday',
      office('Asia/Shanghai', { holidays: ['2026-03-06'] }),
      '2026-03-05T09:30Z',
      hour,
      '2026-03-09T01:30Z',
    ],
    [
      'on a make-up Saturday, Monday’s hours',
      office('Asia/Shanghai', { workdays: ['2026-03-07'] }),
      '2026-03-06T09:30Z',
      hour,
      '2026-03-07T01:30Z',
    ],
    ['no time at all, at night', office(), '2026-03-05T20:00Z', 0, '2026-03-05T20:00Z'],
    ['overnight hours already running', night(), '2026-03-05T20:00Z', hour, '2026-03-05T21:00Z'],
    ['overnight hours, to the next evening', night(), '2026-03-05T21:00Z', 2 * hour, '2026-03-06T15:00Z'],
    [
      'a night of 7 hours in Berlin',
      night('Europe/Berlin'),
      '2026-03-28T21:00Z',
      7 * hour,
      '2026-03-29T04:00Z',
    ],
    [
      'a night of 9 hours in New York',
      night('America/New_York'),
      '2026-11-01T02:00Z',
      9 * hour,
      '2026-11-01T11:00Z',
    ],
    [
      'a night of 8.5 hours on Lord Howe',
      night('Australia/Lord_Howe'),
      '2026-04-04T11:00Z',
      8.5 * hour,
      '2026-04-04T19:30Z',
    ],
  ])('ends right: %s', (_what, calendar, from, ms, end) => {
    expect(addWorkingMs(calendar, at(from), ms)).toEqual(at(end));
    expect(workingMsBetween(calendar, at(from), at(end))).toBe(ms);
  });

  it('counts overlapping hours once', () => {
    const calendar = office('Asia/Shanghai', {
      hours: [
        { days: ['thu'], from: '09:00', to: '17:00' },
        { days: ['thu'], from: '12:00', to: '20:00' },
        { days: ['wed'], from: '22:00', to: '10:00' },
      ],
    });
    expect(workingMsBetween(calendar, at('2026-03-05T00:00Z'), at('2026-03-05T16:00Z'))).toBe(12 * hour);
  });

  it('works a night before a holiday to its end, and not the night of it', () => {
    const calendar = night('Asia/Shanghai', { holidays: ['2026-03-06'] });
    expect(isWorking(calendar, at('2026-03-05T21:59Z'))).toBe(true);
    expect(isWorking(calendar, at('2026-03-06T15:00Z'))).toBe(false);
    expect(isWorking(calendar, at('2026-03-07T15:00Z'))).toBe(true);
  });

  it('answers nothing, and soon, for a calendar that never works', () => {
    for (const hours of [[], [{ days: [], from: '09:00', to: '17:00' }]]) {
      const calendar = office('Asia/Shanghai', { hours });
      expect(addWorkingMs(calendar, at('2026-03-05T00:00Z'), 1)).toBeUndefined();
      expect(addWorkingDays(calendar, at('2026-03-05T00:00Z'), 1)).toBeUndefined();
      expect(workingMsBetween(calendar, at('2026-03-05T00:00Z'), at('9000-01-01T00:00Z'))).toBe(0);
    }
  });

  it('adds up, whatever the calendar and the cut', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones.flatMap((zone) => [always(zone), office(zone), night(zone)])),
        fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 11, 1) }),
        fc.integer({ min: 0, max: 100 * hour }),
        fc.integer({ min: 0, max: 100 * hour }),
        (calendar, start, first, second) => {
          const from = new Date(start);
          const mid = addWorkingMs(calendar, from, first) ?? from;
          const end = addWorkingMs(calendar, mid, second) ?? from;
          expect(workingMsBetween(calendar, from, mid)).toBe(first);
          expect(workingMsBetween(calendar, from, end)).toBe(first + second);
          // The earliest such instant: a millisecond before, less has passed.
          if (first > 0)
            expect(workingMsBetween(calendar, from, new Date(mid.getTime() - 1))).toBe(first - 1);
          expect(addWorkingMs(calendar, from, first + second)).toEqual(second > 0 || first > 0 ? end : from);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('agrees with asking minute by minute', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones.flatMap((zone) => [office(zone), night(zone)])),
        fc.integer({ min: 0, max: 364 }),
        (calendar, day) => {
          const from = new Date(Date.UTC(2026, 0, 1 + day));
          const minutes = Array.from({ length: 1440 }, (_, i) => new Date(from.getTime() + i * minute));
          const counted = minutes.filter((instant) => isWorking(calendar, instant)).length * minute;
          expect(workingMsBetween(calendar, from, new Date(from.getTime() + 24 * hour))).toBe(counted);
        },
      ),
      { numRuns: 8 },
    );
  });
});

describe('working days', () => {
  // Labour Day 2026: 1–5 May are off, Saturday 9 May is worked for it.
  const may = office('Asia/Shanghai', {
    holidays: ['2026-05-01', '2026-05-02', '2026-05-03', '2026-05-04', '2026-05-05'],
    workdays: ['2026-05-09'],
  });

  it.each([
    ['the eve of a holiday doesn’t run out in it', '2026-04-30T08:00Z', 2, undefined, '2026-05-07T08:00Z'],
    ['a make-up Saturday counts', '2026-05-07T08:00Z', 2, undefined, '2026-05-09T08:00Z'],
    ['the day itself doesn’t count', '2026-03-05T01:00Z', 1, '18:00', '2026-03-06T10:00Z'],
    ['none: the first workday from today', '2026-03-07T01:00Z', 0, '09:00', '2026-03-09T01:00Z'],
    ['none, on a workday: today', '2026-03-06T01:00Z', 0, '18:00', '2026-03-06T10:00Z'],
    ['today is the zone’s today', '2026-03-05T17:00Z', 1, '09:00', '2026-03-09T01:00Z'],
  ])('%s', (_what, from, n, time, end) => {
    expect(addWorkingDays(may, at(from), n, time ? { at: time } : {})).toEqual(at(end));
  });

  it('knows China’s year 2026: 248 working days with its make-up days', () => {
    const span = (month: string, first: number, last: number) =>
      Array.from(
        { length: last - first + 1 },
        (_, i) => `2026-${month}-${String(first + i).padStart(2, '0')}`,
      );
    const china = office('Asia/Shanghai', {
      holidays: [
        ...span('01', 1, 3),
        ...span('02', 15, 23),
        ...span('04', 4, 6),
        ...span('05', 1, 5),
        ...span('06', 19, 21),
        ...span('09', 25, 27),
        ...span('10', 1, 7),
      ],
      workdays: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
    });
    const days = Array.from({ length: 365 }, (_, i) =>
      new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10),
    );
    expect(days.filter((day) => isWorkday(china, day))).toHaveLength(248);
    // Fixed on the last afternoon before Spring Festival: three working days later is after it.
    expect(addWorkingDays(china, at('2026-02-14T07:00Z'), 3)).toEqual(at('2026-02-26T07:00Z'));
  });

  it('lets a make-up day beat a holiday, and a holiday the weekday', () => {
    expect(isWorkday(may, '2026-05-01')).toBe(false);
    expect(isWorkday(may, '2026-05-09')).toBe(true);
    expect(isWorkday(may, '2026-05-10')).toBe(false);
    expect(isWorkday({ ...may, holidays: ['2026-05-09'] }, '2026-05-09')).toBe(true);
    expect(isWorkday(always(), '2026-05-10')).toBe(true);
  });

  it('says which years it doesn’t know', () => {
    expect(yearKnown(may, 2026)).toBe(true);
    expect(yearKnown(may, 2027)).toBe(false);
    expect(yearKnown(always(), 2040)).toBe(true);
    // 16:30 UTC on New Year's Eve is next year in Shanghai.
    expect(unknownYears(may, at('2026-12-31T15:00Z'), at('2026-12-31T16:30Z'))).toEqual([2027]);
    expect(unknownYears(may, at('2026-12-31T15:00Z'), at('2026-12-31T15:30Z'))).toEqual([]);
  });
});
