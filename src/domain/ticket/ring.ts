import { calendarOf } from '../clock/reading.ts';
import { addWorkingDays } from '../clock/working-days.ts';
import { planSteps } from '../ladder/plan.ts';
import type { LadderPlan, LadderView } from '../ladder/step.ts';
import type { Policy } from '../service/service.ts';
import { recordOwed } from './decide/noting.ts';
import type { TicketEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { Ticket } from './ticket.ts';

const dayMs = 24 * 3_600_000;
const due = (at: Date | undefined, now: Date): boolean => at !== undefined && at <= now;

/** A pause lasts until its limit; one that no leader approved, until the leader's time is up. */
function endOf({ until, approved, approveBy }: NonNullable<Ticket['pause']>) {
  if (!approved && (!until || approveBy < until)) return { because: 'not-approved', at: approveBy } as const;
  return until && ({ because: 'limit', at: until } as const);
}

/** Silence is asked about once more before it counts: where a stop ate the reminder, closing waits for it. */
function closeAfterReminder({ contract, calendars }: Policy, now: Date): Date {
  const calendar = calendarOf({ calendar: contract.workingCalendar }, calendars);
  const days = Math.max(1, contract.closeAfterDays - contract.remindAfterDays);
  return addWorkingDays(calendar, now, days, { at: '18:00' }) ?? new Date(now.getTime() + days * dayMs);
}

/** What the ticket itself waits for, the promises' ladders aside. */
function timed(ticket: Ticket, policy: Policy, now: Date): TicketEvent[] {
  const events: TicketEvent[] = [];
  const { pause, offer, unjudged = [] } = ticket;
  const ending = pause && endOf(pause);
  // It ended when it ended, however late we look.
  if (ending && due(ending.at, now)) events.push({ type: 'PauseEnded', by: 'faultline', ...ending });
  const late = unjudged.filter(({ approveBy }) => due(approveBy, now));
  if (late.length > 0) {
    const because = 'not-approved';
    events.push({ type: 'PausesDisallowed', by: 'faultline', because, pauses: late, at: now });
  }
  if (offer && due(offer.answerBy, now)) {
    events.push({ type: 'HandOffLapsed', to: offer.to, from: ticket.owner, at: now });
  }
  if (ticket.status === 'fixed') {
    const { reminded, remindAt, closeAt } = ticket.asked;
    const late = due(closeAt, now);
    if (late && reminded) events.push({ type: 'TicketUnconfirmed', at: now });
    else if (!reminded && (late || due(remindAt, now))) {
      const closes = late ? { closeAt: closeAfterReminder(policy, now) } : {};
      events.push({ type: 'ReporterReminded', at: now, ...closes });
    }
  }
  if (due(recordDue(ticket), now)) events.push({ type: 'RecordReminded', at: now });
  return events;
}

/** When to remind of the record, while something of it is missing; what was void owes none. */
function recordDue(ticket: Ticket): Date | undefined {
  if (ticket.recordReminded || (ticket.status === 'closed' && ticket.outcome === 'void')) return undefined;
  return recordOwed(ticket).length > 0 ? ticket.recordDueAt : undefined;
}

const view = (ticket: Ticket): LadderView => ({
  openedAt: ticket.openedAt,
  clocks: ticket.clocks,
  done: ticket.steps,
  ...(ticket.status === 'open' && ticket.unclaimedSince && { unclaimedSince: ticket.unclaimedSince }),
  ...(ticket.quietUntil && { quietUntil: ticket.quietUntil }),
});

/** When the ladders ring next, if nothing happens before. */
export type LaddersNext = Pick<LadderPlan, 'nextAt'>;

/**
 * Everything on this ticket that has fallen due by `now`, as events; and what the ladders say of the time after them,
 * so that whoever writes these need not plan again.
 */
export function ringing(
  ticket: Ticket,
  policy: Policy,
  now: Date,
): { events: TicketEvent[]; ladders: LaddersNext } {
  const events = timed(ticket, policy, now);
  const after = events.reduce(evolve, ticket);
  const plan = planned(after, policy, now);
  const { fire, superseded } = plan;
  if (fire.length + superseded.length > 0)
    events.push({ type: 'StepsFired', steps: fire, superseded, at: now });
  return { events, ladders: plan };
}

export const ring = (ticket: Ticket, policy: Policy, now: Date): TicketEvent[] =>
  ringing(ticket, policy, now).events;

const planned = (ticket: Ticket, { ladder, calendars, timezone }: Policy, now: Date): LadderPlan =>
  planSteps(ladder, view(ticket), calendars, timezone, now);

function laddersNext(ticket: Ticket, policy: Policy, now: Date): LaddersNext {
  const plan = planned(ticket, policy, now);
  return plan.fire.length + plan.superseded.length > 0 ? { nextAt: now } : plan;
}

/** When to look at this ticket again; `now` itself when something is already due; undefined: never. */
export function nextAlarmAt(
  ticket: Ticket,
  policy: Policy,
  now: Date,
  ladders: LaddersNext = laddersNext(ticket, policy, now),
): Date | undefined {
  const asked = ticket.status === 'fixed' ? ticket.asked : undefined;
  const instants = [
    ladders.nextAt,
    ticket.pause && endOf(ticket.pause)?.at,
    ...(ticket.unjudged ?? []).map(({ approveBy }) => approveBy),
    ticket.offer?.answerBy,
    asked?.closeAt,
    asked && !asked.reminded ? asked.remindAt : undefined,
    recordDue(ticket),
  ];
  return instants.reduce<Date | undefined>(
    (first, at) => (at && (!first || at < first) ? at : first),
    undefined,
  );
}
