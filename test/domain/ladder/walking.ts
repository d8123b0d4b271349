import { planSteps } from '../../../src/domain/ladder/plan.ts';
import type { DueStep, LadderPlan, LadderView } from '../../../src/domain/ladder/step.ts';
import type { Ladder } from '../../../src/domain/service/service.ts';
import { always, hour, minute, night, office } from '../clock/calendars.ts';

export const calendars = [always(), office(), night()];

export const standard: Ladder = {
  id: 'standard',
  unclaimed: [
    { afterMs: 0, page: ['duty'] },
    { afterMs: 3 * minute, page: ['deputy'] },
    { afterMs: 6 * minute, page: ['leader'] },
    { afterMs: 10 * minute, page: ['leader', 'manager'] },
  ],
  shares: [
    { percent: 50, tell: ['worker'], by: ['chat'], again: [] },
    { percent: 90, tell: ['owner', 'leader'], by: ['chat'], again: [] },
    {
      percent: 100,
      tell: ['owner', 'leader', 'manager'],
      by: ['chat', 'sms'],
      again: [30 * minute, hour, 2 * hour, 'daily'],
    },
  ],
};

export const viewOf = (view: Partial<LadderView> & Pick<LadderView, 'openedAt'>): LadderView => ({
  clocks: [],
  done: {},
  ...view,
});

/** What the kernel does with a plan: every key gets its outcome in the same write. */
export function settle(view: LadderView, { fire, superseded }: LadderPlan, at: Date): LadderView {
  const done = { ...view.done };
  for (const { key } of fire) done[key] = { at, outcome: 'fired' };
  for (const key of superseded) done[key] = { at, outcome: 'superseded' };
  return { ...view, done };
}

export interface Walk {
  fired: (DueStep & { firedAt: Date })[];
  /** Every key with an outcome, how often each got one. */
  outcomes: Map<string, number>;
  view: LadderView;
  next?: Date;
}

/** Plans at each instant in turn. `viewAt` tells the ticket's clocks at an instant: what events made of them. */
export function walk(
  ladder: Ladder,
  viewAt: (at: Date) => Omit<LadderView, 'done'>,
  instants: Iterable<Date>,
  zone = 'Asia/Shanghai',
): Walk {
  const result: Walk = { fired: [], outcomes: new Map(), view: { ...viewAt(new Date(0)), done: {} } };
  for (const at of instants) {
    const view = { ...viewAt(at), done: result.view.done };
    const plan = planSteps(ladder, view, calendars, zone, at);
    for (const step of plan.fire) result.fired.push({ ...step, firedAt: at });
    for (const key of [...plan.fire.map((step) => step.key), ...plan.superseded]) {
      result.outcomes.set(key, (result.outcomes.get(key) ?? 0) + 1);
    }
    result.view = settle(view, plan, at);
    if (plan.nextAt) result.next = plan.nextAt;
    else delete result.next;
  }
  return result;
}
