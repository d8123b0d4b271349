import type { Address } from '../address.ts';
import type { Clock } from '../clock/clock.ts';
import { calendarOf, dueAt, targetAt } from '../clock/reading.ts';
import { mergeSteps } from '../ladder/merge.ts';
import type { DueStep } from '../ladder/step.ts';
import type { Ladder, PersonId, Policy } from '../service/service.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Cast } from './cast.ts';
import type { Catalogue, Wording } from './catalogue.ts';
import type { Owed } from './owed.ts';
import { promisedBy } from './to-reporter.ts';

/** An event's ticket before and after it, and who plays which part. */
export interface Scene {
  before: Ticket | undefined;
  ticket: Ticket;
  policy: Policy;
  cast: Cast;
  /** Addresses that can't answer by themselves. */
  oneWay: (address: Address) => boolean;
}

export const owe = (id: PersonId, wording: Wording, more: Partial<Owed> = {}): Owed => ({
  purpose: wording.name,
  to: { kind: 'person', id },
  loud: 'notice',
  wording,
  ...more,
});

export const distinct = <T>(ids: T[]): T[] => [...new Set(ids)];

/** Who is called next, and when, if nobody claims. */
function nextCall(ladder: Ladder, { ticket, cast }: Scene, passedMs: number, told: PersonId[]) {
  const since = ticket.unclaimedSince ?? ticket.openedAt;
  const next = ladder.unclaimed.find((step) => step.afterMs > passedMs);
  const called = next?.page.flatMap((role) => cast.inRole(role)) ?? [];
  // Whoever is called already is no threat: name the one who joins them.
  const who = called.find((id) => !told.includes(id)) ?? called[0];
  return next && who ? { at: new Date(since.getTime() + next.afterMs), who: cast.named(who) } : undefined;
}

/** The pages and alerts that these steps owe. */
export const alarms = (steps: DueStep[], scene: Scene, at: Date): Owed[] =>
  mergeSteps(steps).flatMap((together) => alert(together, scene, at));

/** One alert for the steps that ring together; each person hears only of those that tell them. */
function alert(steps: DueStep[], scene: Scene, at: Date): Owed[] {
  const told = distinct(steps.flatMap((s) => s.tell).flatMap((role) => scene.cast.inRole(role)));
  const alerts = told.flatMap((id) => {
    const heard = steps.filter((s) => s.tell.some((role) => scene.cast.inRole(role).includes(id)));
    return alertOf(id, heard, scene, at);
  });
  // Three unanswered alerts climb to the leader's deputy.
  const deputy = scene.cast.groupDeputy;
  const broken = alerts.find((a) => a.wording.name === 'broken');
  const climbs = broken && deputy && scene.ticket.unanswered >= 3 && !told.includes(deputy);
  return climbs ? [...alerts, { ...broken, to: { kind: 'person', id: deputy } }] : alerts;
}

/** Of several the gravest speaks: what breaks now, then what is broken still, then what comes near. */
const gravity = ({ kind, percent = 0 }: DueStep): number =>
  kind === 'repeat' ? 500 : percent >= 100 ? 1000 : percent;

function alertOf(id: PersonId, steps: DueStep[], scene: Scene, at: Date): Owed[] {
  const { ticket, policy } = scene;
  const step = [...steps].sort((a, b) => gravity(b) - gravity(a))[0];
  if (!step) return [];
  if (step.kind === 'unclaimed') return [callOut(id, step, scene, at)];
  const clock = ticket.clocks.filter((c) => c.clock === step.clock).at(-1);
  if (!clock) return [];
  const calendar = calendarOf(clock, policy.calendars);
  const due = dueAt(clock, calendar, at);
  const target = step.kind === 'target' ? targetAt(clock, calendar, at) : undefined;
  const also = alsoBroken(steps, step, scene, at);
  const wording: Wording = isBroken(step)
    ? {
        name: 'broken',
        facts: {
          step,
          dueAt: due,
          known: known(ticket),
          clause: clock.clause,
          ...silent(scene, clock, due),
          ...(also.length > 0 && { also }),
        },
      }
    : { name: 'warning', facts: { step, dueAt: target ?? due } };
  // A complaint is answered whatever became of the fault.
  const unless = clock.clock.startsWith('complaint') ? {} : ({ unless: 'not-open' } as const);
  const by = [...new Set(steps.flatMap((s) => s.by))];
  const loud = isBroken(step) ? 'page' : 'notice';
  return [owe(id, wording, { loud, purpose: `step/${step.key}`, by, ...unless })];
}

const isBroken = ({ kind, percent = 0 }: DueStep): boolean =>
  kind === 'repeat' || (kind === 'share' && percent >= 100);

/** The other promises that this alert is about: each is named with its own clause. */
function alsoBroken(steps: DueStep[], first: DueStep, { ticket, policy }: Scene, at: Date) {
  const names = distinct(steps.filter(isBroken).flatMap(({ clock }) => clock ?? []));
  return names.flatMap((name) => {
    const clock = ticket.clocks.filter((c) => c.clock === name).at(-1);
    if (!clock || name === first.clock) return [];
    const { clause } = clock;
    return [{ clock: name, clause, dueAt: dueAt(clock, calendarOf(clock, policy.calendars), at) }];
  });
}

/** A page: who is called now, and who is next if nobody claims. */
function callOut(id: PersonId, step: DueStep, scene: Scene, at: Date): Owed {
  const { ticket, policy } = scene;
  const since = ticket.unclaimedSince ?? ticket.openedAt;
  const passedMs = step.at.getTime() - since.getTime();
  const told = step.tell.flatMap((role) => scene.cast.inRole(role));
  const next = nextCall(policy.ladder, scene, passedMs, told);
  const answerBy = promisedBy(ticket, policy, 'answer', at);
  const index = policy.ladder.unclaimed.filter((s) => s.afterMs <= passedMs).length - 1;
  const because = passedMs === 0 ? 'opened' : 'unclaimed';
  const facts = { step: Math.max(0, index), late: step.late, danger: ticket.danger, because } as const;
  const wording: Wording = {
    name: 'page',
    facts: { ...facts, ...(next && { next }), ...(answerBy && { answerBy }) },
  };
  return owe(id, wording, { loud: 'page', purpose: `page/${step.key}`, unless: 'claimed' });
}

/** Who was called and did not react, and who took over after it broke: by what we know alone. */
function silent(
  { ticket, cast }: Scene,
  clock: Clock,
  due: Date,
): Pick<Catalogue['broken'], 'silent' | 'took'> {
  if (!ticket.claimed) return { silent: cast.named(ticket.owner) };
  const { claimedAt, heldBefore, owner } = ticket;
  if (!claimedAt || claimedAt <= due || !heldBefore || heldBefore === owner) return {};
  const took = { by: cast.named(owner), at: claimedAt };
  // Somebody who had answered was not silent, whatever else is late.
  return clock.clock === 'answer' ? { took, silent: cast.named(heldBefore) } : { took };
}

function known(ticket: Ticket): Catalogue['broken']['known'] {
  if (ticket.pause) return 'paused';
  if (!ticket.claimed) return 'unclaimed';
  if (ticket.onsite === 'arrived') return 'on-site';
  return ticket.clocks.some((c) => c.clock === 'answer' && !c.stoppedAt) ? 'no-answer' : 'working';
}
