import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundPauses } from '../../../src/domain/clock/bound-pauses.ts';
import type { Clock } from '../../../src/domain/clock/clock.ts';
import {
  approvePause,
  cancelPause,
  pauseClock,
  pauseEndsAt,
  relimitClock,
  reopenClock,
  resumeClock,
  startClock,
  stopClock,
} from '../../../src/domain/clock/moves.ts';
import {
  dueAt,
  elapsedMs,
  instantAtShare,
  never,
  stateOf,
  targetAt,
} from '../../../src/domain/clock/reading.ts';
import { sumOf } from '../../../src/domain/clock/sum.ts';
import type { SumLine } from '../../../src/domain/notice/catalogue.ts';
import { always, hour, minute, night, office, promised, zones } from './calendars.ts';

const t0 = new Date('2026-03-05T02:00:00Z');
const plus = (ms: number) => new Date(t0.getTime() + ms);
const why = { reason: 'no-access', by: 'wang.lei' };
const started = startClock(promised(), t0, 'severe');

describe('a clock', () => {
  it('starts with the limit of its severity, and with a target only where that is stricter', () => {
    const promise = promised({
      withinMs: 2 * hour,
      targetMs: 30 * minute,
      severities: { urgent: 20 * minute },
    });
    expect(startClock(promise, t0, 'general')).toMatchObject({ limitMs: 2 * hour, targetMs: 30 * minute });
    const urgent = startClock(promise, t0, 'urgent');
    expect(urgent.limitMs).toBe(20 * minute);
    expect(urgent).not.toHaveProperty('targetMs');
    expect(relimitClock(urgent, promise, 'general')).toEqual(startClock(promise, t0, 'general'));
  });

  it('is due at its limit and broken only after it', () => {
    expect(dueAt(started, always(), t0)).toEqual(plus(30 * minute));
    expect(stateOf(started, always(), plus(30 * minute))).toBe('running');
    expect(stateOf(started, always(), plus(30 * minute + 1))).toBe('broken');
    expect(stateOf(stopClock(started, plus(30 * minute)), always(), plus(5 * hour))).toBe('met');
    expect(stateOf(stopClock(started, plus(30 * minute + 1)), always(), plus(5 * hour))).toBe('broken');
  });

  it('moves its due time along while it is paused, and keeps it once it goes on', () => {
    const paused = pauseClock(started, plus(10 * minute), why);
    expect(stateOf(paused, always(), plus(hour))).toBe('paused');
    expect(elapsedMs(paused, always(), plus(hour))).toBe(10 * minute);
    expect(dueAt(paused, always(), plus(hour))).toEqual(plus(80 * minute));
    const resumed = resumeClock(paused, plus(hour));
    expect(dueAt(resumed, always(), plus(2 * hour))).toEqual(plus(80 * minute));
    expect(stateOf(resumed, always(), plus(80 * minute))).toBe('running');
  });

  it('cannot be mended by a pause once it is broken', () => {
    const paused = pauseClock(started, plus(hour), why);
    expect(stateOf(paused, always(), plus(2 * hour))).toBe('broken');
    expect(dueAt(paused, always(), plus(2 * hour))).toEqual(plus(30 * minute));
  });

  it('is due at the start of a pause that begins in that very instant', () => {
    const paused = pauseClock(started, plus(30 * minute), why);
    expect(dueAt(paused, always(), plus(2 * hour))).toEqual(plus(30 * minute));
    expect(dueAt(resumeClock(paused, plus(hour)), always(), plus(2 * hour))).toEqual(plus(30 * minute));
    expect(instantAtShare(paused, always(), 100, plus(2 * hour))).toEqual(plus(30 * minute));
    const labels = sumOf(paused, always(), plus(2 * hour)).lines.map(({ label }) => label);
    expect(labels).toEqual(['start', 'limit', 'due', 'pause', 'elapsed', 'left']);
  });

  it('tells what it showed at an earlier instant, inside a pause or before it', () => {
    const resumed = resumeClock(pauseClock(started, plus(10 * minute), why), plus(hour));
    expect(elapsedMs(resumed, always(), plus(30 * minute))).toBe(10 * minute);
    expect(elapsedMs(resumed, always(), plus(5 * minute))).toBe(5 * minute);
    expect(elapsedMs(resumed, always(), plus(-minute))).toBe(0);
  });

  it('changes nothing when it is paused, resumed, stopped or reopened twice', () => {
    const paused = pauseClock(started, plus(minute), why);
    expect(pauseClock(paused, plus(hour), why)).toBe(paused);
    expect(resumeClock(started, plus(hour))).toBe(started);
    const stopped = stopClock(started, plus(minute));
    expect(stopClock(stopped, plus(hour))).toBe(stopped);
    expect(pauseClock(stopped, plus(hour), why)).toBe(stopped);
    expect(reopenClock(started, plus(hour), 'reporter')).toBe(started);
    expect(approvePause(started, 'chen.jing')).toBe(started);
    expect(cancelPause(started)).toBe(started);
  });

  it('goes on after a denial as if waiting for the reporter had been a pause', () => {
    const reopened = reopenClock(stopClock(started, plus(10 * minute)), plus(26 * hour), 'reporter');
    expect(reopened.pauses).toEqual([
      { from: plus(10 * minute), to: plus(26 * hour), reason: 'awaiting-confirmation', by: 'reporter' },
    ]);
    expect(elapsedMs(reopened, always(), plus(26 * hour + minute))).toBe(11 * minute);
    expect(dueAt(reopened, always(), plus(26 * hour))).toEqual(plus(26 * hour + 20 * minute));
  });

  it('ends a running pause when it stops', () => {
    const stopped = stopClock(pauseClock(started, plus(10 * minute), why), plus(hour));
    expect(stopped).not.toHaveProperty('paused');
    expect(elapsedMs(stopped, always(), plus(9 * hour))).toBe(10 * minute);
    expect(dueAt(stopped, always(), plus(9 * hour))).toEqual(plus(80 * minute));
  });

  it('counts the time of a pause that was rejected', () => {
    const rejected = cancelPause(pauseClock(started, plus(10 * minute), why));
    expect(elapsedMs(rejected, always(), plus(hour))).toBe(hour);
  });

  it('remembers who approved a pause, and when it ends by itself', () => {
    const paused = approvePause(pauseClock(started, t0, { ...why, until: plus(hour) }), 'chen.jing');
    expect(pauseEndsAt(paused)).toEqual(plus(hour));
    expect(pauseEndsAt(started)).toBeUndefined();
    expect(resumeClock(paused, plus(hour)).pauses[0]).toMatchObject({ approvedBy: 'chen.jing' });
  });

  it('never runs backwards when an instant comes late', () => {
    const paused = pauseClock(started, plus(-hour), why);
    expect(paused.paused?.from).toEqual(t0);
    expect(resumeClock(paused, plus(-minute)).pauses[0]?.to).toEqual(t0);
    expect(stopClock(started, plus(-minute)).stoppedAt).toEqual(t0);
  });

  it('doesn’t say when a share will be reached while nobody can know', () => {
    const paused = pauseClock(started, plus(16 * minute), why);
    expect(instantAtShare(paused, always(), 50, plus(hour))).toEqual(plus(15 * minute));
    expect(instantAtShare(paused, always(), 90, plus(hour))).toBeUndefined();
    expect(instantAtShare(stopClock(started, plus(minute)), always(), 50, plus(hour))).toBeUndefined();
    expect(instantAtShare(started, always(), 90, t0)).toEqual(plus(27 * minute));
  });

  it('stops counting outside its hours', () => {
    const clock = startClock(
      promised({ withinMs: 2 * hour, targetMs: hour }),
      new Date('2026-03-06T09:30Z'),
      'severe',
    );
    expect(dueAt(clock, office(), t0)).toEqual(new Date('2026-03-09T02:30Z'));
    expect(targetAt(clock, office(), t0)).toEqual(new Date('2026-03-09T01:30Z'));
  });

  it('is due never on a calendar that never works, and never broken', () => {
    const dead = office('Asia/Shanghai', { hours: [] });
    expect(dueAt(started, dead, t0)).toEqual(never);
    expect(instantAtShare(started, dead, 100, t0)).toBeUndefined();
    expect(stateOf(started, dead, plus(1e10))).toBe('running');
  });
});

type Move = { kind: 'pause' | 'resume' | 'stop' | 'reopen' | 'cancel'; gapMs: number };
const moves = fc.array(
  fc.record<Move>({
    kind: fc.constantFrom('pause', 'resume', 'pause', 'resume', 'stop', 'reopen', 'cancel'),
    gapMs: fc.integer({ min: 0, max: 9 * hour }),
  }),
  { maxLength: 12 },
);
const calendars = fc.constantFrom(...zones.flatMap((zone) => [always(zone), office(zone), night(zone)]));
const starts = fc
  .integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 11, 1) })
  .map((ms) => new Date(ms));
const limits = fc.integer({ min: 1, max: 20 * hour });

function played(start: Date, limitMs: number, list: Move[]): { clock: Clock; now: Date } {
  let clock = startClock(promised({ withinMs: limitMs, targetMs: Math.ceil(limitMs / 3) }), start, 'severe');
  let now = start;
  for (const { kind, gapMs } of list) {
    now = new Date(now.getTime() + gapMs);
    if (kind === 'pause') clock = pauseClock(clock, now, why);
    if (kind === 'resume') clock = resumeClock(clock, now);
    if (kind === 'stop') clock = stopClock(clock, now);
    if (kind === 'reopen') clock = reopenClock(clock, now, 'reporter');
    if (kind === 'cancel') clock = cancelPause(clock);
  }
  return { clock, now };
}

const ms = (lines: SumLine[], label: SumLine['label']) =>
  lines.filter((line) => line.label === label).reduce((sum, line) => sum + (line.ms ?? 0), 0);

describe('the sum of a clock', () => {
  it('adds up exactly: to the due time, and to what is left or over', () => {
    fc.assert(
      fc.property(calendars, starts, limits, moves, (calendar, start, limitMs, list) => {
        const { clock, now } = played(start, limitMs, list);
        const { lines } = sumOf(clock, calendar, now);
        const due = lines.findIndex(({ label }) => label === 'due');
        const above = lines.slice(0, due).reduce((sum, line) => sum + (line.ms ?? 0), start.getTime());
        expect(new Date(above)).toEqual(lines[due]?.at);
        expect(ms(lines, 'limit') - ms(lines, 'elapsed')).toBe(ms(lines, 'left') - ms(lines, 'over'));
        expect(ms(lines, 'elapsed')).toBe(elapsedMs(clock, calendar, now));
      }),
      { numRuns: 150 },
    );
  });

  it('agrees with the state: due is the last instant at which the promise is kept', () => {
    fc.assert(
      fc.property(calendars, starts, limits, moves, (calendar, start, limitMs, list) => {
        const { clock, now } = played(start, limitMs, list);
        const due = dueAt(clock, calendar, now);
        const end = clock.stoppedAt ?? now;
        if (end <= due) expect(stateOf(clock, calendar, now)).not.toBe('broken');
        if (stateOf(clock, calendar, now) === 'broken') expect(due < end).toBe(true);
        const reached = instantAtShare(clock, calendar, 100, now);
        if (reached) expect(reached).toEqual(due);
      }),
      { numRuns: 150 },
    );
  });

  it('keeps 20 pauses, and neither elapsed nor due time moves by dropping the others', () => {
    const many = fc.array(
      fc.record<Move>({
        kind: fc.constantFrom('pause', 'resume'),
        gapMs: fc.integer({ min: 0, max: 3 * hour }),
      }),
      { minLength: 60, maxLength: 90 },
    );
    fc.assert(
      fc.property(calendars, starts, limits, many, (calendar, start, limitMs, list) => {
        const { clock, now } = played(start, limitMs, list);
        const bounded = boundPauses(clock, calendar);
        expect(bounded.pauses.length).toBeLessThanOrEqual(20);
        expect(elapsedMs(bounded, calendar, now)).toBe(elapsedMs(clock, calendar, now));
        expect(dueAt(bounded, calendar, now)).toEqual(dueAt(clock, calendar, now));
      }),
      { numRuns: 60 },
    );
  });

  it('keeps the due time also where a dropped pause began in the very instant of it', () => {
    let clock = pauseClock(started, plus(30 * minute), why);
    for (let i = 1; i <= 30; i += 1) {
      clock = pauseClock(resumeClock(clock, plus(i * hour)), plus(i * hour + 30 * minute), why);
    }
    const bounded = boundPauses(clock, always());
    expect(bounded.pauses).toHaveLength(20);
    expect(bounded.pausedMs).toBe(0);
    expect(dueAt(bounded, always(), plus(99 * hour))).toEqual(plus(30 * minute));
    expect(elapsedMs(bounded, always(), plus(99 * hour))).toBe(15.5 * hour);
  });

  it('names who paused and who approved, and puts a pause after the break below the due time', () => {
    const first = resumeClock(pauseClock(started, plus(10 * minute), why), plus(20 * minute), 'chen.jing');
    const clock = pauseClock(first, plus(hour), { reason: 'third-party', by: 'li.na' });
    expect(sumOf(clock, always(), plus(2 * hour))).toEqual({
      clock: 'answer',
      clause: started.clause,
      calendar: 'always',
      state: 'broken',
      lines: [
        { label: 'start', at: t0 },
        { label: 'limit', ms: 30 * minute },
        {
          label: 'pause',
          at: plus(10 * minute),
          ms: 10 * minute,
          by: 'wang.lei',
          approvedBy: 'chen.jing',
          reason: 'no-access',
        },
        { label: 'due', at: plus(40 * minute) },
        { label: 'pause', at: plus(hour), ms: hour, by: 'li.na', reason: 'third-party' },
        { label: 'elapsed', ms: 50 * minute },
        { label: 'over', ms: 20 * minute },
      ],
    });
  });

  it('says which years’ holidays nobody listed', () => {
    const clock = startClock(promised({ withinMs: 40 * hour }), new Date('2026-12-30T01:00Z'), 'severe');
    expect(sumOf(clock, office(), clock.startedAt).unknownYears).toEqual([2027]);
    expect(sumOf(started, always(), t0)).not.toHaveProperty('unknownYears');
  });
});
