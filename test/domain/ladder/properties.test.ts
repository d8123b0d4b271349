import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../src/domain/clock/clock.ts';
import {
  pauseClock,
  reopenClock,
  resumeClock,
  startClock,
  stopClock,
} from '../../../src/domain/clock/moves.ts';
import { elapsedMs } from '../../../src/domain/clock/reading.ts';
import { droppableKeys } from '../../../src/domain/ladder/keys.ts';
import { mergeSteps } from '../../../src/domain/ladder/merge.ts';
import { planSteps } from '../../../src/domain/ladder/plan.ts';
import type { DueStep, LadderView } from '../../../src/domain/ladder/step.ts';
import type { Ladder } from '../../../src/domain/service/service.ts';
import { minute, promised } from '../clock/calendars.ts';
import { calendars, settle, standard, viewOf, walk } from './walking.ts';

const second = 1000;

interface Story {
  start: Date;
  calendar: string;
  limitMs: number;
  targetMs: number;
  moves: { kind: 'pause' | 'resume' | 'stop' | 'reopen'; at: Date }[];
  quiet?: { from: Date; until: Date };
  claimedAt?: Date;
  end: Date;
}

/** A ticket's life in whole units, so that ticks of one unit meet every instant in it. */
function stories(unit: number, span: number, calendarIds: string[]): fc.Arbitrary<Story> {
  const step = fc.integer({ min: 1, max: span });
  return fc
    .record({
      startHour: fc.integer({ min: 0, max: 24 * 300 }),
      calendar: fc.constantFrom(...calendarIds),
      limit: fc.integer({ min: 1, max: Math.ceil(span / 40) }),
      target: fc.integer({ min: 1, max: 40 }),
      moves: fc.array(
        fc.record({
          kind: fc.constantFrom('pause', 'resume', 'resume', 'stop', 'reopen' as const),
          at: step,
        }),
        { maxLength: 6 },
      ),
      quiet: fc.option(fc.record({ from: step, length: step }), { nil: undefined }),
      claimed: fc.option(step, { nil: undefined }),
    })
    .map(({ startHour, calendar, limit, target, moves, quiet, claimed }) => {
      const start = new Date(Date.UTC(2026, 0, 1, startHour));
      const at = (units: number) => new Date(start.getTime() + units * unit);
      return {
        start,
        calendar,
        limitMs: limit * 20 * unit,
        targetMs: target * unit,
        moves: moves
          .map((move) => ({ ...move, at: at(move.at) }))
          .sort((a, b) => a.at.getTime() - b.at.getTime()),
        ...(quiet && { quiet: { from: at(quiet.from), until: at(quiet.from + quiet.length) } }),
        ...(claimed !== undefined && { claimedAt: at(claimed) }),
        end: at(span * 2 + 1),
      } as Story;
    });
}

function clockAt(story: Story, now: Date): Clock {
  const promise = promised({ withinMs: story.limitMs, targetMs: story.targetMs, calendar: story.calendar });
  return story.moves
    .filter(({ at }) => at <= now)
    .reduce(
      (clock, { kind, at }) => {
        if (kind === 'pause') return pauseClock(clock, at, { reason: 'no-access', by: 'wang.lei' });
        if (kind === 'resume') return resumeClock(clock, at);
        if (kind === 'stop') return stopClock(clock, at);
        return reopenClock(clock, at, 'reporter');
      },
      startClock(promise, story.start, 'severe'),
    );
}

const viewIn =
  (story: Story) =>
  (now: Date): Omit<LadderView, 'done'> => ({
    openedAt: story.start,
    ...((!story.claimedAt || now < story.claimedAt) && { unclaimedSince: story.start }),
    clocks: now < story.start ? [] : [clockAt(story, now)],
    ...(story.quiet && now >= story.quiet.from && { quietUntil: story.quiet.until }),
  });

const eventsOf = (story: Story): Date[] =>
  [...story.moves.map(({ at }) => at), story.quiet?.from, story.claimedAt].filter((at) => at !== undefined);

function* ticks(story: Story, unit: number): Generator<Date> {
  for (let at = story.start.getTime(); at <= story.end.getTime(); at += unit) yield new Date(at);
}

/** Seconds instead of minutes, so that whole ladders fit into a short story. */
const quick: Ladder = {
  ...standard,
  unclaimed: [0, 30, 60, 100].map((s, i) => ({
    afterMs: s * second,
    page: standard.unclaimed[i]?.page ?? [],
  })),
  shares: standard.shares.map((share) =>
    share.percent === 100 ? { ...share, again: [10 * second, 30 * second, 70 * second, 'daily'] } : share,
  ),
};

/** Wakes as the kernel does: at every event, and at the plan's own `nextAt`. */
function woken(ladder: Ladder, story: Story): { key: string; at: number }[] {
  const viewAt = viewIn(story);
  const events = [story.start, ...eventsOf(story)].sort((a, b) => a.getTime() - b.getTime());
  const fired: { key: string; at: number }[] = [];
  let done: LadderView['done'] = {};
  let now: Date | undefined = story.start;
  while (now && now <= story.end) {
    const at: Date = now;
    const view = { ...viewAt(at), done };
    const plan = planSteps(ladder, view, calendars, 'Asia/Shanghai', at);
    if (plan.nextAt) expect(plan.nextAt > at).toBe(true);
    fired.push(...plan.fire.map(({ key }) => ({ key, at: at.getTime() })));
    done = settle(view, plan, at).done;
    // The kernel doesn't plan again once it has fired: what was said of the time after holds.
    expect(planSteps(ladder, { ...view, done }, calendars, 'Asia/Shanghai', at)).toEqual({
      fire: [],
      superseded: [],
      ...(plan.nextAt && { nextAt: plan.nextAt }),
    });
    const event = events.find((each) => each > at);
    now = event && (!plan.nextAt || event < plan.nextAt) ? event : plan.nextAt;
  }
  return fired;
}

describe('walking a ladder', () => {
  it('from one nextAt to the next fires exactly what looking every second fires, at the same second', () => {
    fc.assert(
      fc.property(stories(second, 300, ['always', 'office', 'night']), (story) => {
        const ticked = walk(quick, viewIn(story), ticks(story, second));
        expect(woken(quick, story)).toEqual(
          ticked.fired.map(({ key, firedAt }) => ({ key, at: firedAt.getTime() })),
        );
      }),
      { numRuns: 12 },
    );
  });

  it('does so over days as well, with daily repeats and working hours', () => {
    fc.assert(
      fc.property(stories(30 * minute, 150, ['always', 'office']), ({ claimedAt: _never, ...story }) => {
        // Ticks meet every instant but the shares of a limit: those are compared by what fires, not when.
        const ticked = walk(standard, viewIn(story), ticks(story, 6 * minute));
        const keys = ticked.fired.map(({ key }) => key).filter((key) => !key.startsWith('unclaimed'));
        const exact = woken(standard, story).map(({ key }) => key);
        expect(exact.filter((key) => !key.startsWith('unclaimed'))).toEqual(keys);
      }),
      { numRuns: 6 },
    );
  });

  it('in any chunks settles each key once, never early, never while it is paused or over', () => {
    fc.assert(
      fc.property(
        stories(minute, 3000, ['always', 'office', 'night']),
        fc.array(fc.integer({ min: 0, max: 6000 }), { maxLength: 60 }),
        (story, cuts) => {
          const instants = [...cuts]
            .sort((a, b) => a - b)
            .map((cut) => new Date(story.start.getTime() + cut * minute + 1));
          const { fired, outcomes } = walk(standard, viewIn(story), instants);
          for (const times of outcomes.values()) expect(times).toBe(1);
          for (const step of fired) {
            expect(step.at <= step.firedAt).toBe(true);
            if (!step.clock) continue;
            const clock = clockAt(story, step.firedAt);
            expect([clock.paused, clock.stoppedAt]).toEqual([undefined, undefined]);
            const calendar = calendars.find(({ id }) => id === story.calendar);
            const used = calendar ? elapsedMs(clock, calendar, step.firedAt) : 0;
            expect(used).toBeGreaterThanOrEqual(((step.percent ?? 0) * story.limitMs) / 100);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it('in any chunks settles the same keys as one jump', () => {
    fc.assert(
      fc.property(
        stories(minute, 3000, ['always', 'office', 'night']),
        fc.array(fc.integer({ min: 0, max: 6000 }), { maxLength: 60 }),
        ({ claimedAt: _never, ...story }, cuts) => {
          fc.pre(!clockAt(story, story.end).paused);
          const chunks = [...cuts]
            .sort((a, b) => a - b)
            .map((cut) => new Date(story.start.getTime() + cut * minute));
          const walked = walk(standard, viewIn(story), [...chunks, story.end]);
          const jumped = walk(standard, viewIn(story), [story.end]);
          expect([...walked.outcomes.keys()].sort()).toEqual([...jumped.outcomes.keys()].sort());
          // One of the clock's and one of the unclaimed ladder's, at most.
          expect(jumped.fired.length).toBeLessThanOrEqual(2);
          const broke = [...jumped.outcomes.keys()].some((key) => key.startsWith('answer/100@'));
          const stopped = clockAt(story, story.end).stoppedAt;
          if (broke && !stopped)
            expect(jumped.fired.some(({ key }) => key.startsWith('answer/100@'))).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('never tells a manager of a target that a later step didn’t also tell', () => {
    fc.assert(
      fc.property(stories(minute, 3000, ['always']), (story) => {
        const { fired } = walk(standard, viewIn(story), ticks(story, 10 * minute));
        for (const step of fired) {
          if (step.kind === 'target') expect(step.tell.filter((role) => role === 'manager')).toEqual([]);
        }
      }),
      { numRuns: 12 },
    );
  });

  it('wants the same next by a clock that is a little behind as by the one that rang', () => {
    fc.assert(
      fc.property(
        stories(minute, 300, ['always']),
        fc.integer({ min: 1, max: 90 * minute }),
        (story, behindMs) => {
          const { view } = walk(standard, viewIn(story), [...ticks(story, 10 * minute), story.end]);
          const after = viewOf({ ...viewIn(story)(story.end), done: view.done });
          const at = (now: Date) => planSteps(standard, after, calendars, 'Asia/Shanghai', now);
          const behind = at(new Date(story.end.getTime() - behindMs));
          expect([behind.fire, behind.nextAt]).toEqual([[], at(story.end).nextAt]);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('may forget repeats that a newer one speaks for, and fires nothing again', () => {
    fc.assert(
      fc.property(stories(minute, 3000, ['always']), (story) => {
        const { view } = walk(standard, viewIn(story), [...ticks(story, 30 * minute), story.end]);
        const droppable = new Set(droppableKeys(view.done));
        const kept = Object.fromEntries(Object.entries(view.done).filter(([key]) => !droppable.has(key)));
        expect(Object.keys(kept).length).toBeLessThanOrEqual(standard.unclaimed.length + 5);
        const after = viewOf({ ...viewIn(story)(story.end), done: kept });
        const whole = viewOf({ ...viewIn(story)(story.end), done: view.done });
        expect(planSteps(standard, after, calendars, 'Asia/Shanghai', story.end)).toEqual(
          planSteps(standard, whole, calendars, 'Asia/Shanghai', story.end),
        );
      }),
      { numRuns: 50 },
    );
  });
});

describe('alerts', () => {
  const step = (key: string, minutes: number, over: Partial<DueStep> = {}): DueStep => ({
    key,
    kind: 'share',
    at: new Date(Date.UTC(2026, 2, 5) + minutes * minute),
    tell: ['leader'],
    loud: 'notice',
    by: ['chat'],
    late: false,
    ...over,
  });
  const grouped = (due: DueStep[]) => mergeSteps(due).map((group) => group.map(({ key }) => key));

  it('are one for steps within five minutes, counted from the first', () => {
    expect(grouped([step('c', 6), step('a', 0), step('b', 5)])).toEqual([['a', 'b'], ['c']]);
  });

  it('are one for everything that a stop made late', () => {
    expect(grouped([step('a', 0, { late: true }), step('b', 300, { late: true }), step('c', 600)])).toEqual([
      ['a', 'b'],
      ['c'],
    ]);
  });

  it('leave a page alone', () => {
    expect(grouped([step('p', 0, { loud: 'page' }), step('a', 0), step('b', 1)])).toEqual([
      ['p'],
      ['a', 'b'],
    ]);
  });
});
