import { channelOf } from '../address.ts';
import type { Clock } from '../clock/clock.ts';
import { calendarOf, dueAt } from '../clock/reading.ts';
import type { Policy } from '../service/service.ts';
import type { TicketEvent } from '../ticket/events.ts';
import { mayConfirm, type Party, reporterOf, type Ticket } from '../ticket/ticket.ts';
import type { Cast } from './cast.ts';
import type { Wording } from './catalogue.ts';
import type { Owed } from './owed.ts';

const minute = 60_000;
/** After a broken promise or a call for help somebody calls within a quarter of an hour. */
export const callWithinMs = 15 * minute;

interface Scene {
  ticket: Ticket;
  policy: Policy;
  cast: Cast;
  /** Addresses that can't answer by themselves. */
  oneWay: (address: Party['address']) => boolean;
}

const to = (party: Party): Owed['to'] => ({
  kind: 'party',
  address: party.address,
  locale: party.locale,
  ...(party.name && { name: party.name }),
});

/** When a clock's promise falls due, as the reporter is told it. */
export function promisedBy(
  ticket: Ticket,
  policy: Policy,
  name: Clock['clock'],
  now: Date,
): Date | undefined {
  const clock = ticket.clocks.filter((c) => c.clock === name).at(-1);
  return clock && !clock.stoppedAt ? dueAt(clock, calendarOf(clock, policy.calendars), now) : undefined;
}

const thrifty = (party: Party): boolean => channelOf(party.address) === 'sms';

/** What the people outside hear of one event: few messages, each with a reason (PEOPLE.md, "Reporter"). */
export function owedToReporters(event: TicketEvent, scene: Scene): Owed[] {
  const { ticket, policy, cast, oneWay } = scene;
  const { at } = event;
  const hearing = ticket.parties.filter((p) => p.hears && mayConfirm(p));
  const tell = (parties: Party[], wording: Wording, more: Partial<Owed> = {}): Owed[] =>
    parties
      .filter((p) => !(more.free && thrifty(p)))
      .map((p) => ({ purpose: wording.name, to: to(p), loud: 'notice', wording, ...more }));
  const all = (wording: Wording, more?: Partial<Owed>): Owed[] => tell(hearing, wording, more);
  const first = reporterOf(ticket);
  const one = (address: Party['address']): Party[] => ticket.parties.filter((p) => p.address === address);

  switch (event.type) {
    case 'TicketOpened':
      return first.hears ? tell([first], receipt(scene, event), { purpose: 'receipt' }) : [];
    case 'ReporterAccepted':
      return tell([event.party], receipt(scene, event), { purpose: 'receipt' });
    case 'TicketClaimed': {
      // A claim within three minutes melts into the receipt.
      const soon = at.getTime() - ticket.openedAt.getTime() <= 3 * minute;
      return soon || event.by === event.from
        ? []
        : all({ name: 'claimed', facts: { by: cast.named(event.by) } }, { free: true });
    }
    case 'HandOffAccepted':
    case 'TicketTaken':
      return all({ name: 'claimed', facts: { by: cast.named(event.by) } }, { free: true, unless: 'closed' });
    case 'Answered':
      return event.how === 'text'
        ? all({ name: 'answer', facts: { by: cast.named(event.by), text: event.text } }, { proves: 'answer' })
        : [];
    case 'WentOnsite': {
      const facts = { by: cast.named(event.by), ...(event.expectedAt && { expectedAt: event.expectedAt }) };
      return all({ name: 'on-the-way', facts }, { unless: 'not-open' });
    }
    case 'Arrived':
      return all(
        { name: 'arrived', facts: { by: cast.named(event.by), at: event.saidAt ?? at } },
        { free: true },
      );
    case 'PartsNeeded':
    case 'PartsDelivered': {
      const facts = {
        by: cast.named(event.by),
        text: event.text,
        delivered: event.type === 'PartsDelivered',
      };
      return all({ name: 'parts', facts }, { free: true });
    }
    case 'Said':
      return all({ name: 'said', facts: { by: cast.named(event.by), text: event.text } });
    case 'StepsFired':
      return policy.contract.tellOnBreach === 'reporter' ? apologies(event, scene, all) : [];
    case 'TicketFixed':
      return hearing.map((p) => ({
        purpose: 'fixed-asked',
        to: to(p),
        loud: 'notice',
        wording: { name: 'fixed-asked', facts: { note: event.note, oneWay: oneWay(p.address) } },
        reserved: true,
        unless: 'not-fixed',
      }));
    case 'ReporterReminded':
      return ticket.status === 'fixed'
        ? all(
            { name: 'reminder', facts: { closeAt: ticket.asked.closeAt, oneWay: oneWay(first.address) } },
            { unless: 'not-fixed', reserved: true },
          )
        : [];
    case 'FixConfirmed':
      return all({ name: 'closed-rate', facts: event.address === first.address ? {} : { by: event.by } });
    case 'FixDenied':
      return all({
        name: 'reopened',
        facts: { callBy: promisedBy(ticket, policy, 'answer', at) ?? new Date(at.getTime() + callWithinMs) },
      });
    case 'TicketUnconfirmed':
      return all({ name: 'closed-unconfirmed', facts: {} }, { free: true });
    case 'ClockPaused':
      return all({
        name: 'paused',
        facts: { reason: event.reason, ...(event.until && { until: event.until }) },
      });
    case 'TicketVoided': {
      if (event.reason === 'spam') return [];
      if (event.reason === 'withdrawn' && ticket.parties.some((p) => p.address === event.by)) {
        return all({ name: 'withdrawn', facts: {} });
      }
      const facts = { reason: event.reason, ...(event.other !== undefined && { other: event.other }) };
      return all({ name: 'voided', facts });
    }
    case 'Hurried':
      return tell(one(event.address), { name: 'hurried', facts: {} });
    case 'PersonWanted':
      return tell(one(event.address), { name: 'person', facts: { callBy: event.callBy } });
    case 'Complained': {
      const resultBy =
        promisedBy(ticket, policy, 'complaint', at) ?? new Date(at.getTime() + 7 * 24 * 60 * minute);
      const responseBy = promisedBy(ticket, policy, 'complaint-response', at) ?? resultBy;
      return tell(one(event.address), {
        name: 'complaint',
        facts: { number: ticket.number, responseBy, resultBy },
      });
    }
    default:
      return [];
  }
}

function receipt(
  scene: Scene,
  event: Extract<TicketEvent, { type: 'TicketOpened' | 'ReporterAccepted' }>,
): Wording {
  const { ticket, policy, oneWay } = scene;
  const answerBy = ticket.promised ? promisedBy(ticket, policy, 'answer', event.at) : undefined;
  const opened = event.type === 'TicketOpened' ? event : undefined;
  return {
    name: 'receipt',
    facts: {
      ...(answerBy && { answerBy }),
      oneWay: oneWay(reporterOf(ticket).address),
      danger: ticket.danger.length > 0,
      askPlace: opened?.askPlace ?? false,
      ...(opened?.knownOutage !== undefined && { knownOutage: opened.knownOutage }),
      ...(opened?.partial && { partial: true }),
      ...(opened?.how === 'logged' && { logged: true }),
    },
  };
}

/** One apology for each promise that breaks: never for a repeat, never for the stricter target. */
function apologies(
  event: Extract<TicketEvent, { type: 'StepsFired' }>,
  { ticket, policy, cast }: Scene,
  all: (wording: Wording, more?: Partial<Owed>) => Owed[],
): Owed[] {
  const broken = event.steps.filter((s) => s.kind === 'share' && s.percent === 100 && s.clock);
  const step = broken[0];
  if (!step?.clock) return [];
  const clock = ticket.clocks.filter((c) => c.clock === step.clock).at(-1);
  const wasDue = clock ? dueAt(clock, calendarOf(clock, policy.calendars), event.at) : step.at;
  const newBy = new Date(event.at.getTime() + callWithinMs);
  const facts = {
    clock: step.clock,
    wasDue,
    leader: cast.named(cast.leader),
    newBy,
    taken: ticket.owner === cast.leader,
  };
  return all({ name: 'delay', facts }, { purpose: `delay/${step.key}`, unless: 'not-open' });
}
