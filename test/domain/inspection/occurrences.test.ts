import fc from 'fast-check';
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { instantOf } from '../../../src/domain/clock/zone.ts';
import { occurrencesBetween } from '../../../src/domain/inspection/occurrences.ts';
import type { Recurrence, Weekday } from '../../../src/domain/service/service.ts';
import { hour, zones } from '../clock/calendars.ts';

const year = { after: new Date('2025-12-31T16:00Z'), upTo: new Date('2026-12-31T15:59Z'), cap: 100 };
const slots = (recurrence: Recurrence, starts: string, span = year) =>
  occurrencesBetween(recurrence, { starts, at: '09:00', zone: 'Asia/Shanghai' }, span).map(
    ({ slot }) => slot,
  );

describe('a recurrence', () => {
  it.each<[string, Recurrence, string, string[]]>([
    [
      'each half-year from the start date',
      { kind: 'months', every: 6 },
      '2025-06-30',
      ['2026-06-30', '2026-12-30'],
    ],
    [
      'each quarter on the 31st: the last day',
      { kind: 'months', every: 3, day: 31 },
      '2026-01-01',
      ['2026-01-31', '2026-04-30', '2026-07-31', '2026-10-31'],
    ],
    [
      'a day before the start: the month after',
      { kind: 'months', every: 6, day: 15 },
      '2026-01-20',
      ['2026-02-15', '2026-08-15'],
    ],
    [
      'a 31st in a start month that is shorter',
      { kind: 'months', every: 12, day: 31 },
      '2026-02-10',
      ['2026-02-28'],
    ],
    ['a year from a leap day', { kind: 'months', every: 12 }, '2024-02-29', ['2026-02-28']],
    [
      'every other week on Thursday',
      { kind: 'weeks', every: 2, day: 'thu' },
      '2026-11-25',
      ['2026-11-26', '2026-12-10', '2026-12-24'],
    ],
    [
      'a week that begins on its own day',
      { kind: 'weeks', every: 4, day: 'thu' },
      '2026-11-26',
      ['2026-11-26', '2026-12-24'],
    ],
    ['nothing before it starts', { kind: 'months', every: 1 }, '2027-01-01', []],
    ['nothing for ever for no days', { kind: 'per-month', days: [] }, '2026-01-01', []],
    ['nothing for an impossible stride', { kind: 'months', every: 0 }, '2026-01-01', []],
    ['nothing for an impossible week', { kind: 'weeks', every: 0, day: 'mon' }, '2026-01-01', []],
  ])('makes %s', (_what, recurrence, starts, expected) => {
    expect(slots(recurrence, starts)).toEqual(expected);
  });

  it('makes two visits a month, and one of two that a short month merges', () => {
    const all = slots({ kind: 'per-month', days: [30, 1, 31] }, '2026-01-02');
    expect(all.slice(0, 7)).toEqual([
      '2026-01-30',
      '2026-01-31',
      '2026-02-01',
      '2026-02-28',
      '2026-03-01',
      '2026-03-30',
      '2026-03-31',
    ]);
    expect(slots({ kind: 'per-month', days: [1, 15] }, '2026-01-01')).toHaveLength(24);
  });

  it('keeps the 31st after a short month, and the leap day in a leap year', () => {
    const span = { after: new Date('2028-01-01T00:00Z'), upTo: new Date('2028-04-01T00:00Z'), cap: 9 };
    expect(slots({ kind: 'months', every: 1, day: 31 }, '2026-01-01', span)).toEqual([
      '2028-01-31',
      '2028-02-29',
      '2028-03-31',
    ]);
  });

  it.each([
    ['Europe/Berlin', '02:30', '2026-03-29', '2026-03-29T01:00:00Z'],
    ['Europe/Berlin', '02:30', '2026-10-25', '2026-10-25T00:30:00Z'],
    ['America/New_York', '02:30', '2026-03-08', '2026-03-08T07:00:00Z'],
    ['America/New_York', '01:30', '2026-11-01', '2026-11-01T05:30:00Z'],
    ['Australia/Lord_Howe', '02:15', '2026-10-04', '2026-10-03T15:30:00Z'],
    ['Australia/Lord_Howe', '01:45', '2026-04-05', '2026-04-04T14:45:00Z'],
    ['Asia/Shanghai', '02:30', '2026-03-29', '2026-03-28T18:30:00Z'],
  ])('is due once on the day the clocks change: %s %s on %s', (zone, at, date, instant) => {
    const span = { after: new Date(`${date}T00:00Z`).getTime() - 24 * hour, days: 48 * hour };
    const found = occurrencesBetween(
      { kind: 'per-month', days: [Number(date.slice(8))] },
      { starts: '2026-01-01', at, zone },
      { after: new Date(span.after), upTo: new Date(span.after + span.days), cap: 9 },
    );
    expect(found).toEqual([{ slot: date, dueAt: new Date(instant) }]);
  });

  it('of an interval names its slots by their instants', () => {
    const at = { starts: '2026-03-05', at: '09:00', zone: 'Asia/Shanghai' };
    const span = { after: new Date('2026-03-05T01:00:00Z'), upTo: new Date('2026-03-05T01:00:20Z'), cap: 3 };
    expect(occurrencesBetween({ kind: 'interval', everyMs: 5000 }, at, span).map(({ slot }) => slot)).toEqual(
      ['2026-03-05T01:00:05.000Z', '2026-03-05T01:00:10.000Z', '2026-03-05T01:00:15.000Z'],
    );
    const early = { ...span, after: new Date('2026-03-01T00:00Z'), cap: 1 };
    expect(occurrencesBetween({ kind: 'interval', everyMs: 5000 }, at, early)[0]?.dueAt).toEqual(span.after);
    expect(occurrencesBetween({ kind: 'interval', everyMs: 0 }, at, span)).toEqual([]);
  });

  const start = fc
    .integer({ min: 0, max: 1500 })
    .map((day) => new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10));
  const weekdays: Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  const stride = (max: number) => fc.integer({ min: 1, max });
  const recurrences: fc.Arbitrary<Recurrence> = fc.oneof(
    fc.tuple(stride(14), stride(31)).map(([every, day]) => ({ kind: 'months', every, day }) as const),
    stride(14).map((every) => ({ kind: 'months', every }) as const),
    fc.array(stride(31), { maxLength: 4 }).map((days) => ({ kind: 'per-month', days }) as const),
    fc
      .tuple(stride(9), fc.constantFrom(...weekdays))
      .map(([every, day]) => ({ kind: 'weeks', every, day }) as const),
    fc.integer({ min: 5 * hour, max: 200 * hour }).map((everyMs) => ({ kind: 'interval', everyMs }) as const),
  );

  it('gives the same visits in any chunks, in order, each once, none before its start', () => {
    fc.assert(
      fc.property(
        recurrences,
        start,
        fc.constantFrom(...zones),
        fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 20 }),
        fc.integer({ min: 1, max: 5 }),
        (recurrence, starts, zone, cuts, cap) => {
          const when = { starts, at: '02:15', zone };
          const from = Date.UTC(2025, 0, 1);
          const end = from + 20_001 * hour;
          const whole = occurrencesBetween(recurrence, when, {
            after: new Date(from),
            upTo: new Date(end),
            cap: 10_000,
          });
          const edges = [...cuts.map((cut) => from + cut * hour).sort((a, b) => a - b), end];
          let after = new Date(from);
          const chunked = edges.flatMap((edge) => {
            const found = [];
            for (;;) {
              const some = occurrencesBetween(recurrence, when, { after, upTo: new Date(edge), cap });
              found.push(...some);
              after = some.at(-1)?.dueAt ?? after;
              if (some.length < cap) return found;
            }
          });
          expect(chunked).toEqual(whole);
          expect(new Set(whole.map(({ slot }) => slot)).size).toBe(whole.length);
          for (const { dueAt } of whole) expect(dueAt >= instantOf(starts, '02:15', zone)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('agrees with RFC 5545 where that says the same: weeks, and days that every month has', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.record({ kind: fc.constant('weeks' as const), every: fc.integer({ min: 1, max: 5 }) }),
          fc.record({ kind: fc.constant('months' as const), every: fc.integer({ min: 1, max: 7 }) }),
        ),
        start,
        fc.constantFrom(...zones),
        ({ kind, every }, starts, zone) => {
          const begins = Temporal.PlainDate.from(starts);
          fc.pre(kind === 'weeks' || begins.day <= 28);
          const dtstart = begins.toZonedDateTime({ timeZone: zone, plainTime: '09:00' });
          const rule = new RRuleTemporal({
            freq: kind === 'weeks' ? 'WEEKLY' : 'MONTHLY',
            interval: every,
            count: 20,
            dtstart,
          });
          const expected = rule.all().map((at) => at.epochMilliseconds);
          const day = weekdays[begins.dayOfWeek - 1] ?? 'mon';
          const recurrence: Recurrence = kind === 'weeks' ? { kind, every, day } : { kind, every };
          const after = new Date(dtstart.epochMilliseconds - 1);
          const found = occurrencesBetween(
            recurrence,
            { starts, at: '09:00', zone },
            { after, upTo: new Date('2060-01-01'), cap: 20 },
          );
          expect(found.map(({ dueAt }) => dueAt.getTime())).toEqual(expected);
        },
      ),
      { numRuns: 30 },
    );
  });
});
