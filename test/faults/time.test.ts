import { describe, expect, it } from 'vitest';
import { startClock } from '../../src/domain/clock/moves.ts';
import { dueAt, stateOf } from '../../src/domain/clock/reading.ts';
import { occurrencesBetween } from '../../src/domain/inspection/occurrences.ts';
import { planSteps } from '../../src/domain/ladder/plan.ts';
import type { Ladder, Recurrence } from '../../src/domain/service/service.ts';
import { always, hour, promised } from '../domain/clock/calendars.ts';

const day = 24 * hour;
/** A zone, the date on which its clocks change, and a wall time that is skipped or comes twice that day. */
const changes: [zone: string, date: string, at: string, instant: string][] = [
  ['Europe/Berlin', '2026-03-29', '02:30', '2026-03-29T01:00:00Z'],
  ['Europe/Berlin', '2026-10-25', '02:30', '2026-10-25T00:30:00Z'],
  ['America/New_York', '2026-03-08', '02:30', '2026-03-08T07:00:00Z'],
  ['America/New_York', '2026-11-01', '01:30', '2026-11-01T05:30:00Z'],
  ['Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-03T15:30:00Z'],
  ['Australia/Lord_Howe', '2026-04-05', '01:45', '2026-04-04T14:45:00Z'],
];

describe('on a day on which clocks change', () => {
  // Adding hours to a wall time instead of an instant would be one off.
  it.each(changes)('F31: twelve hours are twelve hours of instants (%s, %s)', (zone, date) => {
    const from = new Date(Date.parse(`${date}T00:00Z`) - 10 * hour);
    const clock = startClock(promised({ withinMs: 12 * hour }), from, 'general');
    const calendar = { ...always(), timezone: zone };
    expect(Number(dueAt(clock, calendar, from)) - Number(from)).toBe(12 * hour);
    expect(stateOf(clock, calendar, new Date(Number(from) + 12 * hour))).toBe('running');
    expect(stateOf(clock, calendar, new Date(Number(from) + 12 * hour + 1))).toBe('broken');
  });

  // The rule: a time that is skipped is the first instant after it, one that comes twice is its first.
  it.each(changes)('F31: what is planned comes once (%s, %s, %s)', (zone, date, at, instant) => {
    const noon = Date.parse(`${date}T12:00Z`);
    const planned = { starts: '2026-01-01', at, zone };
    const days: Recurrence = { kind: 'per-month', days: [Number(date.slice(8))] };
    const found = occurrencesBetween(days, planned, {
      after: new Date(noon - 36 * hour),
      upTo: new Date(noon + 24 * hour),
      cap: 9,
    });
    expect(found).toEqual([{ slot: date, dueAt: new Date(instant) }]);
  });
});

describe('a monthly visit', () => {
  // Remembering the day that a short month had instead of the plan's would keep it on the 28th for good.
  it('F32: on the 31st comes on the last day of each month, and on leap days', () => {
    const found = occurrencesBetween(
      { kind: 'months', every: 1, day: 31 },
      { starts: '2027-11-01', at: '09:00', zone: 'Asia/Shanghai' },
      { after: new Date('2027-12-31T12:00Z'), upTo: new Date('2028-04-30T12:00Z'), cap: 9 },
    );
    expect(found.map(({ slot }) => slot)).toEqual(['2028-01-31', '2028-02-29', '2028-03-31', '2028-04-30']);
  });

  it('F32: begun on a leap day, comes each year on the last of February', () => {
    const found = occurrencesBetween(
      { kind: 'months', every: 12 },
      { starts: '2028-02-29', at: '09:00', zone: 'Asia/Shanghai' },
      { after: new Date('2028-01-01T00:00Z'), upTo: new Date('2032-12-31T00:00Z'), cap: 9 },
    );
    expect(found.map(({ slot }) => slot)).toEqual([
      '2028-02-29',
      '2029-02-28',
      '2030-02-28',
      '2031-02-28',
      '2032-02-29',
    ]);
  });
});

describe('a promise of sixty days', () => {
  // 2^31 ms are 24.8 days: a timer of that length rings at once. Alarms are instants in the store instead.
  it('F33: rings for nobody before its time, and says when to look again', () => {
    const opened = new Date('2026-03-05T02:00:00Z');
    const clock = startClock(promised({ withinMs: 60 * day }), opened, 'general');
    const half = { percent: 50, tell: ['worker' as const], by: [], again: [], loud: 'notice' as const };
    const ladder: Ladder = { id: 'l', unclaimed: [], shares: [half] };
    const view = { openedAt: opened, clocks: [clock], done: {} };
    for (const days of [0, 24, 24.9, 25, 29.99]) {
      const at = new Date(opened.getTime() + days * day);
      const plan = planSteps(ladder, view, [always()], 'Asia/Shanghai', at);
      expect(plan.fire).toEqual([]);
      expect(plan.nextAt).toEqual(new Date(opened.getTime() + 30 * day));
    }
  });
});
