import type { DueStep } from '../ladder/step.ts';
import type { TicketEvent } from '../ticket/events.ts';
import type { Scene } from './alarms.ts';
import type { Catalogue } from './catalogue.ts';
import type { Owed } from './owed.ts';
import { brokenSince, promisedBy } from './to-reporter.ts';

/**
 * What the customer's supervisor hears: urgent faults opened, broken and closed. `tell_on_breach` decides
 * about breaches: with `supervisor` they hear of each, with `after-approval` of none by itself.
 */
export function owedToSupervisors(event: TicketEvent, scene: Scene): Owed[] {
  const { ticket, cast } = scene;
  const told = newsOf(event, scene);
  if (!told) return [];
  const { facts, purpose } = told;
  return cast.supervisors
    .filter(({ address }) => !ticket.parties.some((p) => p.hears && p.address === address))
    .map((to) => ({
      purpose,
      to: { kind: 'party', ...to },
      loud: 'notice',
      wording: { name: 'supervisor-news', facts },
    }));
}

type News = Catalogue['supervisor-news'];

function newsOf(event: TicketEvent, scene: Scene): { facts: News; purpose: string } | undefined {
  const { before, ticket, policy } = scene;
  const urgent = ticket.severity === 'urgent';
  const over = (what: News['what']) =>
    urgent ? { facts: { what }, purpose: 'supervisor-closed' } : undefined;
  switch (event.type) {
    case 'TicketOpened':
    case 'SeverityChanged': {
      if (!urgent || ticket.held || before?.severity === 'urgent') return undefined;
      const answerBy = ticket.promised ? promisedBy(ticket, policy, 'answer', event.at) : undefined;
      return { facts: { what: 'opened', ...(answerBy && { answerBy }) }, purpose: 'supervisor-opened' };
    }
    case 'StepsFired':
      return broken(event.steps, event.at, scene);
    case 'FixConfirmed':
      return over('confirmed');
    case 'TicketUnconfirmed':
      return over('unconfirmed');
    case 'TicketVoided':
      return event.reason === 'spam' ? undefined : over('void');
    default:
      return undefined;
  }
}

function broken(steps: DueStep[], at: Date, { ticket, policy }: Scene) {
  const { tellOnBreach } = policy.contract;
  const hears =
    tellOnBreach === 'supervisor' || (tellOnBreach === 'reporter' && ticket.severity === 'urgent');
  const found = hears ? brokenSince(steps, ticket, policy, at) : undefined;
  if (!found) return undefined;
  const { step, clock, wasDue } = found;
  return { facts: { what: 'broken', clock, wasDue } as const, purpose: `supervisor-broken/${step.key}` };
}
