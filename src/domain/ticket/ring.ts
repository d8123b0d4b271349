import { planSteps } from '../ladder/plan.ts';
import type { LadderView } from '../ladder/step.ts';
import type { Policy } from '../service/service.ts';
import { recordOwed } from './decide/noting.ts';
import type { TicketEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { Ticket } from './ticket.ts';

const due = (at: Date | undefined, now: Date): boolean => at !== undefined && at <= now;

/** What the ticket itself waits for, the promises' ladders aside. */
function timed(ticket: Ticket, now: Date): TicketEvent[] {
  const events: TicketEvent[] = [];
  const { pause, offer } = ticket;
  if (pause && due(pause.until, now)) {
    // It ended when it ended, however late we look.
    events.push({ type: 'PauseEnded', by: 'faultline', because: 'limit', at: pause.until ?? now });
  } else if (pause && !pause.approved && due(pause.approveBy, now)) {
    events.push({ type: 'PauseEnded', by: 'faultline', because: 'not-approved', at: pause.approveBy });
  }
  if (offer && due(offer.answerBy, now)) {
    events.push({ type: 'HandOffLapsed', to: offer.to, from: ticket.owner, at: now });
  }
  if (ticket.status === 'fixed') {
    if (due(ticket.asked.closeAt, now)) events.push({ type: 'TicketUnconfirmed', at: now });
    else if (!ticket.asked.reminded && due(ticket.asked.remindAt, now))
      events.push({ type: 'ReporterReminded', at: now });
  }
  const owed = !ticket.recordReminded && recordOwed(ticket).length > 0;
  if (owed && due(ticket.recordDueAt, now)) events.push({ type: 'RecordReminded', at: now });
  return events;
}

const view = (ticket: Ticket): LadderView => ({
  openedAt: ticket.openedAt,
  clocks: ticket.clocks,
  done: ticket.steps,
  ...(ticket.status === 'open' && ticket.unclaimedSince && { unclaimedSince: ticket.unclaimedSince }),
  ...(ticket.quietUntil && { quietUntil: ticket.quietUntil }),
});

/** Everything on this ticket that has fallen due by `now`, as events. */
export function ring(ticket: Ticket, policy: Policy, now: Date): TicketEvent[] {
  const events = timed(ticket, now);
  const after = events.reduce(evolve, ticket);
  const { fire, superseded } = planSteps(policy.ladder, view(after), policy.calendars, policy.timezone, now);
  if (fire.length + superseded.length === 0) return events;
  return [...events, { type: 'StepsFired', steps: fire, superseded, at: now }];
}

/** When to look at this ticket again; `now` itself when something is already due; undefined: never. */
export function nextAlarmAt(ticket: Ticket, policy: Policy, now: Date): Date | undefined {
  const plan = planSteps(policy.ladder, view(ticket), policy.calendars, policy.timezone, now);
  const asked = ticket.status === 'fixed' ? ticket.asked : undefined;
  const recordOpen = !ticket.recordReminded && recordOwed(ticket).length > 0;
  const instants = [
    plan.fire.length + plan.superseded.length > 0 ? now : plan.nextAt,
    ticket.pause?.until,
    ticket.pause && !ticket.pause.approved ? ticket.pause.approveBy : undefined,
    ticket.offer?.answerBy,
    asked?.closeAt,
    asked && !asked.reminded ? asked.remindAt : undefined,
    recordOpen ? ticket.recordDueAt : undefined,
  ];
  return instants.reduce<Date | undefined>(
    (first, at) => (at && (!first || at < first) ? at : first),
    undefined,
  );
}
