import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../src/domain/clock/clock.ts';
import {
  pauseClock,
  reopenClock,
  resumeClock,
  startClock,
  stopClock,
} from '../../../src/domain/clock/moves.ts';
import { heldAt, unpausedAfter } from '../../../src/domain/clock/walk.ts';
import { minute, promised } from './calendars.ts';

const t0 = new Date('2026-03-05T02:00:00Z');
const plus = (minutes: number) => new Date(t0.getTime() + minutes * minute);
const why = { reason: 'no-access', by: 'wang.lei' };
const started = startClock(promised(), t0, 'severe');
const paused = pauseClock(started, plus(10), why);
const resumed = resumeClock(paused, plus(20));

describe('plain time without a clock’s pauses', () => {
  it.each<[string, Clock, number, number, number | undefined]>([
    ['without a pause', started, 0, 15, 15],
    ['before a pause', resumed, 0, 9, 9],
    ['up to the very start of a pause', resumed, 0, 10, 10],
    ['over a pause', resumed, 0, 11, 21],
    ['from inside a pause', resumed, 15, 5, 25],
    ['from after it', resumed, 20, 5, 25],
    ['up to the start of an open pause', paused, 0, 10, 10],
    ['into an open pause', paused, 0, 11, undefined],
    ['up to the stop', stopClock(started, plus(10)), 0, 10, 10],
    ['beyond the stop', stopClock(started, plus(10)), 0, 11, undefined],
    [
      'over the wait for a denial',
      reopenClock(stopClock(started, plus(10)), plus(60), 'reporter'),
      0,
      11,
      61,
    ],
  ])('passes %s', (_how, clock, from, minutes, expected) => {
    const at = unpausedAfter(clock, plus(from), minutes * minute);
    expect(at).toEqual(expected === undefined ? undefined : plus(expected));
  });

  it.each<[string, Clock, number, boolean]>([
    ['before a pause', resumed, 9, false],
    ['at its start', resumed, 10, true],
    ['at its end', resumed, 20, false],
    ['in an open one', paused, 10, true],
    ['at the stop', stopClock(started, plus(10)), 10, true],
    ['before the stop', stopClock(started, plus(10)), 9, false],
  ])('stands still or not %s', (_when, clock, minutes, held) => {
    expect(heldAt(clock, plus(minutes))).toBe(held);
  });
});
