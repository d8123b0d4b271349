import { describe, expect, it } from 'vitest';
import {
  pauseClock,
  reopenClock,
  resumeClock,
  startClock,
  stopClock,
} from '../../../src/domain/clock/moves.ts';
import { planSteps } from '../../../src/domain/ladder/plan.ts';
import type { DueStep, LadderView } from '../../../src/domain/ladder/step.ts';
import { always, hour, minute, office, promised } from '../clock/calendars.ts';
import { calendars, settle, standard, viewOf } from './walking.ts';

const zone = 'Asia/Shanghai';
// 10:00 in Shanghai.
const t0 = new Date('2026-03-05T02:00:00Z');
const plus = (ms: number) => new Date(t0.getTime() + ms);
const r = t0.getTime();
const answer = startClock(promised(), t0, 'severe');
const onsite = startClock(
  promised({ clock: 'onsite', withinMs: 2 * hour, targetMs: 30 * minute }),
  t0,
  'severe',
);

const plan = (view: LadderView, now: Date) => planSteps(standard, view, calendars, zone, now);
const keys = (view: LadderView, now: Date) => plan(view, now).fire.map(({ key }) => key);
/** As `plan`, with everything that was due by `settledAt` already settled. */
const settledBy = (view: LadderView, settledAt: Date) => settle(view, plan(view, settledAt), settledAt);

describe('a ticket that nobody claims', () => {
  const view = viewOf({ openedAt: t0, unclaimedSince: t0 });

  it.each([
    [0, `unclaimed/0@${r}`, ['duty'], 3 * minute],
    [3 * minute, `unclaimed/180000@${r}`, ['deputy'], 6 * minute],
    [6 * minute, `unclaimed/360000@${r}`, ['leader'], 10 * minute],
    [10 * minute, `unclaimed/600000@${r}`, ['leader', 'manager'], undefined],
  ])('calls the next at %i ms', (ms, key, tell, next) => {
    const { fire, superseded, nextAt } = plan(settledBy(view, plus(ms - 1)), plus(ms));
    expect(fire).toEqual([
      { key, kind: 'unclaimed', at: plus(ms), tell, loud: 'page', by: ['chat', 'sms'], late: false },
    ]);
    expect(superseded).toEqual([]);
    expect(nextAt).toEqual(next === undefined ? undefined : plus(next));
  });

  it('after a stop rings once, late, and calls everybody whom the missed steps would have called', () => {
    const { fire, superseded } = plan(view, plus(8 * minute));
    expect(fire).toMatchObject([
      { key: `unclaimed/360000@${r}`, tell: ['leader', 'duty', 'deputy'], late: true },
    ]);
    expect(superseded).toEqual([`unclaimed/0@${r}`, `unclaimed/180000@${r}`]);
  });

  it('rings no more once it is claimed', () => {
    const { unclaimedSince: _claimed, ...claimed } = view;
    expect(plan(claimed, plus(hour))).toEqual({ fire: [], superseded: [] });
  });

  it('rings from the start when it is unclaimed again', () => {
    const again = { ...settledBy(view, plus(10 * minute)), unclaimedSince: plus(hour) };
    expect(keys(again, plus(hour))).toEqual([`unclaimed/0@${plus(hour).getTime()}`]);
  });

  it('rings through a quiet stretch: only a claim ends it', () => {
    expect(keys({ ...view, quietUntil: plus(hour) }, t0)).toEqual([`unclaimed/0@${r}`]);
  });
});

describe('a running clock', () => {
  const view = viewOf({ openedAt: t0, clocks: [answer] });

  it.each([
    [15 * minute, `answer/50@${r}`, ['worker'], ['chat'], 27 * minute],
    [27 * minute, `answer/90@${r}`, ['owner', 'leader'], ['chat'], 30 * minute],
    [30 * minute, `answer/100@${r}`, ['owner', 'leader', 'manager'], ['chat', 'sms'], 60 * minute],
    [60 * minute, `answer/100/1@${r}`, ['owner', 'leader', 'manager'], ['chat', 'sms'], 2 * hour],
    [2 * hour, `answer/100/2@${r}`, ['owner', 'leader', 'manager'], ['chat', 'sms'], 4 * hour],
    // 14:00; the next 08:30 is tomorrow's.
    [4 * hour, `answer/100/3@${r}`, ['owner', 'leader', 'manager'], ['chat', 'sms'], 22.5 * hour],
    [22.5 * hour, `answer/100/2026-03-06@${r}`, ['owner', 'leader', 'manager'], ['chat', 'sms'], 46.5 * hour],
  ])('steps at %i ms', (ms, key, tell, by, next) => {
    const { fire, superseded, nextAt } = plan(settledBy(view, plus(ms - 1)), plus(ms));
    expect(fire).toMatchObject([
      { key, clock: 'answer', at: plus(ms), tell, by, loud: 'notice', late: false },
    ]);
    expect(superseded).toEqual([]);
    expect(nextAt).toEqual(plus(next));
  });

  it('is late only from more than a minute on', () => {
    const settled = settledBy(view, plus(0));
    expect(plan(settled, plus(16 * minute)).fire[0]?.late).toBe(false);
    expect(plan(settled, plus(16 * minute + 1)).fire[0]?.late).toBe(true);
  });

  it('after a stop sends the highest step once, to whoever the lower ones would have told as well', () => {
    const { fire, superseded } = plan(view, plus(29 * minute));
    expect(fire).toMatchObject([{ key: `answer/90@${r}`, late: true, tell: ['owner', 'leader', 'worker'] }]);
    expect(superseded).toEqual([`answer/50@${r}`]);
  });

  it('after a stop never swallows the first break: it goes out for its repeats, saying how many', () => {
    const { fire, superseded } = plan(view, plus(3 * hour));
    expect(fire).toMatchObject([
      { key: `answer/100@${r}`, kind: 'share', at: plus(30 * minute), times: 3, late: true },
    ]);
    expect(superseded).toEqual([
      `answer/50@${r}`,
      `answer/90@${r}`,
      `answer/100/1@${r}`,
      `answer/100/2@${r}`,
    ]);
  });

  it('sends a repeat that passed several times once, saying how many', () => {
    const { fire, superseded } = plan(settledBy(view, plus(30 * minute)), plus(71 * hour));
    expect(fire).toMatchObject([{ key: `answer/100/2026-03-08@${r}`, kind: 'repeat', times: 6, late: true }]);
    expect(superseded).toHaveLength(5);
  });

  it('takes a settled repeat as an answer for all earlier ones', () => {
    const done = { [`answer/100/2026-03-08@${r}`]: { at: t0, outcome: 'fired' as const } };
    for (const share of [50, 90, 100])
      Object.assign(done, { [`answer/${share}@${r}`]: { at: t0, outcome: 'fired' } });
    const { fire, superseded, nextAt } = plan({ ...view, done }, plus(71 * hour));
    expect([fire, superseded]).toEqual([[], []]);
    expect(nextAt).toEqual(new Date('2026-03-09T00:30:00Z'));
  });

  // A hub, or its audit, whose clock is behind would want what another one has rung, and call it missing.
  it('wants no repeat that has rung, also by a clock that is behind', () => {
    const rung = settledBy(view, plus(60 * minute));
    expect(plan(rung, plus(60 * minute)).nextAt).toEqual(plus(120 * minute));
    expect(plan(rung, plus(60 * minute - 1)).nextAt).toEqual(plus(120 * minute));
  });

  it('is over when it stops, and what never went out ends superseded', () => {
    const stopped = { ...view, clocks: [stopClock(answer, plus(28 * minute))] };
    expect(plan(stopped, plus(hour))).toEqual({
      fire: [],
      superseded: [`answer/50@${r}`, `answer/90@${r}`],
    });
    expect(plan(settle(stopped, plan(stopped, plus(hour)), t0), plus(90 * hour))).toEqual({
      fire: [],
      superseded: [],
    });
  });

  it('is silent while it is paused and looks again when the pause ends', () => {
    const paused = pauseClock(answer, plus(minute), {
      reason: 'appointment',
      by: 'wang.lei',
      until: plus(5 * hour),
    });
    expect(plan({ ...view, clocks: [paused] }, plus(4 * hour))).toEqual({
      fire: [],
      superseded: [],
      nextAt: plus(5 * hour),
    });
    const resumed = { ...view, clocks: [resumeClock(paused, plus(5 * hour))] };
    expect(plan(resumed, plus(5 * hour)).nextAt).toEqual(plus(5 * hour + 14 * minute));
  });

  it('doesn’t count the time in which it waited for the reporter towards the next repeat', () => {
    const broken = settledBy(view, plus(40 * minute));
    const denied = reopenClock(stopClock(answer, plus(50 * minute)), plus(30 * hour), 'reporter');
    const { fire, nextAt } = plan({ ...broken, clocks: [denied] }, plus(30 * hour));
    expect(fire).toEqual([]);
    expect(nextAt).toEqual(plus(30 * hour + 10 * minute));
  });

  it('fires anew when it starts anew', () => {
    const other = startClock(promised(), plus(50 * hour), 'severe');
    const view2 = { ...settledBy(view, plus(hour)), clocks: [other] };
    expect(keys(view2, plus(50 * hour + 15 * minute))).toEqual([`answer/50@${plus(50 * hour).getTime()}`]);
  });

  it('climbs in working time, and repeats in plain time', () => {
    const clock = { ...answer, calendar: 'office', limitMs: hour, startedAt: new Date('2026-03-06T09:30Z') };
    const weekend = viewOf({ openedAt: t0, clocks: [clock] });
    const friday = plan(weekend, new Date('2026-03-06T10:00Z'));
    expect(friday.fire).toMatchObject([{ percent: 50 }]);
    expect(friday.nextAt).toEqual(new Date('2026-03-09T01:24Z'));
    const broken = settle(weekend, plan(weekend, new Date('2026-03-09T01:30Z')), t0);
    expect(plan(broken, new Date('2026-03-09T01:30Z')).nextAt).toEqual(new Date('2026-03-09T02:00Z'));
  });

  it('ends the repeats of a step where the next one is reached', () => {
    const shares = [
      { percent: 50, tell: ['worker' as const], by: ['chat' as const], again: [5 * minute, 10 * minute] },
      { percent: 100, tell: ['leader' as const], by: ['chat' as const], again: [] },
    ];
    const ladder = { ...standard, shares };
    const at = (view: LadderView, ms: number) => planSteps(ladder, view, calendars, zone, plus(ms));
    const view2 = settle(view, at(view, 20 * minute), plus(20 * minute));
    // 15 + 5 + 10 min is the very instant of 100 %: that repeat never is.
    expect(at(view2, 20 * minute).nextAt).toEqual(plus(30 * minute));
    const passed = at(view2, 40 * minute);
    expect(passed.fire.map(({ key }) => key)).toEqual([`answer/100@${r}`]);
    expect(passed.superseded).toEqual([]);
    const longer = { ...ladder, shares: shares.map((share) => ({ ...share, again: [5 * minute, hour] })) };
    const half = settle(view, planSteps(longer, view, calendars, zone, plus(20 * minute)), plus(20 * minute));
    const over = settle(half, planSteps(longer, half, calendars, zone, plus(30 * minute)), plus(30 * minute));
    expect(planSteps(longer, over, calendars, zone, plus(30 * minute)).nextAt).toEqual(plus(35 * minute));
    expect(planSteps(longer, over, calendars, zone, plus(34 * minute)).nextAt).toEqual(plus(35 * minute));
    const repeated = settle(
      over,
      planSteps(longer, over, calendars, zone, plus(35 * minute)),
      plus(35 * minute),
    );
    expect(planSteps(longer, repeated, calendars, zone, plus(35 * minute)).nextAt).toEqual(plus(95 * minute));
  });

  it('refuses a calendar that the policy doesn’t have', () => {
    expect(() => planSteps(standard, view, [office()], zone, t0)).toThrow(RangeError);
  });
});

describe('the stricter reading of a promise', () => {
  const view = viewOf({ openedAt: t0, clocks: [onsite] });

  it('warns worker and leader, never a manager', () => {
    expect(plan(view, plus(30 * minute)).fire).toMatchObject([
      { key: `onsite/target@${r}`, kind: 'target', tell: ['worker', 'leader'], by: ['chat'] },
    ]);
  });

  it('is superseded by a share that passed meanwhile, which then tells the leader too', () => {
    const { fire, superseded } = plan(view, plus(70 * minute));
    expect(fire).toMatchObject([{ key: `onsite/50@${r}`, tell: ['worker', 'leader'] }]);
    expect(superseded).toEqual([`onsite/target@${r}`]);
  });
});

describe('a quiet stretch', () => {
  const view = viewOf({ openedAt: t0, clocks: [answer] });

  it('holds a warning until its end and then sends it once, not as late', () => {
    const quiet = { ...view, quietUntil: plus(28 * minute) };
    expect(plan(quiet, plus(20 * minute))).toEqual({ fire: [], superseded: [], nextAt: plus(28 * minute) });
    expect(plan(quiet, plus(28 * minute))).toMatchObject({
      fire: [{ key: `answer/90@${r}`, at: plus(28 * minute), late: false }],
      superseded: [`answer/50@${r}`],
    });
  });

  it('doesn’t hold the first break, but its repeats', () => {
    const quiet = { ...view, quietUntil: plus(3 * hour) };
    expect(plan(quiet, t0).nextAt).toEqual(plus(30 * minute));
    expect(keys(quiet, plus(30 * minute))).toEqual([`answer/100@${r}`]);
    const broken = settledBy(quiet, plus(30 * minute));
    expect(plan(broken, plus(2 * hour))).toEqual({ fire: [], superseded: [], nextAt: plus(3 * hour) });
    expect(plan(broken, plus(3 * hour)).fire).toMatchObject([
      { key: `answer/100/2@${r}`, times: 2, late: false },
    ]);
  });

  it('sends nothing at its end when the clock has stopped', () => {
    const quiet = {
      ...view,
      quietUntil: plus(28 * minute),
      clocks: [stopClock(answer, plus(20 * minute))],
    };
    expect(plan(quiet, plus(28 * minute)).fire).toEqual([]);
  });
});

describe('several clocks', () => {
  it('step on their own, in order of time', () => {
    const view = viewOf({ openedAt: t0, unclaimedSince: t0, clocks: [onsite, answer] });
    const due = plan(view, plus(30 * minute));
    expect(due.fire.map(({ key }: DueStep) => key)).toEqual([
      `unclaimed/600000@${r}`,
      `onsite/target@${r}`,
      `answer/100@${r}`,
    ]);
    expect(due.nextAt).toEqual(plus(hour));
  });

  it('use the zone’s 08:30 also on the day its clocks change', () => {
    const start = new Date('2026-03-28T06:00:00Z');
    const view = viewOf({ openedAt: start, clocks: [{ ...answer, startedAt: start }] });
    const now = new Date('2026-03-28T20:00Z');
    const done = settle(view, planSteps(standard, view, calendars, 'Europe/Berlin', now), now);
    expect(planSteps(standard, done, [always()], 'Europe/Berlin', now).nextAt).toEqual(
      new Date('2026-03-29T06:30Z'),
    );
  });
});
