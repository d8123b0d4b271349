import { channelOf } from '../address.ts';
import type { Clock } from '../clock/clock.ts';
import { calendarOf, dueAt } from '../clock/reading.ts';
import { addDays, instantOf, wallOf } from '../clock/zone.ts';
import type { DueStep } from '../ladder/step.ts';
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
  before: Ticket | undefined;
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

/** Reminders come between 08:30 and 20:00: now, or when the next day begins. */
function daytime(at: Date, zone: string): Date {
  const { date, time } = wallOf(at, zone);
  if (time >= '08:30' && time < '20:00') return at;
  return instantOf(time < '08:30' ? date : addDays(date, 1), '08:30', zone);
}

const thrifty = (party: Party): boolean => channelOf(party.address) === 'sms';

/** What the people outside hear of one event: few messages, each with a reason. */
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
      return first.hears
        ? tell([first], receipt(scene, event), {
            purpose: 'receipt',
            ...(ticket.danger.length > 0 && { reserved: true }),
          })
        : [];
    case 'ReporterAccepted':
      return tell([event.party], receipt(scene, event), { purpose: 'receipt' });
    case 'ReportAdded':
      // Danger is answered with the safety line, whenever it is told.
      return event.danger.some((word) => !scene.before?.danger.includes(word))
        ? tell(one(event.report.from).filter(mayConfirm), receipt(scene, event), {
            purpose: 'danger',
            reserved: true,
          })
        : [];
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
        ? hearing.flatMap((p) =>
            tell(
              [p],
              { name: 'reminder', facts: { closeAt: ticket.asked.closeAt, oneWay: oneWay(p.address) } },
              { unless: 'not-fixed', reserved: true, notBefore: daytime(at, policy.timezone) },
            ),
          )
        : [];
    case 'FixConfirmed':
      return all({ name: 'closed-rate', facts: event.address === first.address ? {} : { by: event.by } });
    case 'FixDenied':
      return all({
        name: 'reopened',
        facts: { callBy: promisedBy(ticket, policy, 'answer', at) ?? new Date(at.getTime() + callWithinMs) },
      });
    case 'TicketRated':
      return tell(one(event.address), { name: 'rated', facts: { score: event.score } }, { free: true });
    case 'TicketUnconfirmed':
      return all({ name: 'closed-unconfirmed', facts: {} }, { free: true });
    case 'ComplaintAnswered':
      return event.how === 'text'
        ? all({ name: 'answer', facts: { by: cast.named(event.by), text: event.text } })
        : [];
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
  event: Extract<TicketEvent, { type: 'TicketOpened' | 'ReporterAccepted' | 'ReportAdded' }>,
): Wording {
  const { ticket, policy, oneWay } = scene;
  const answerBy = ticket.promised ? promisedBy(ticket, policy, 'answer', event.at) : undefined;
  const opened = event.type === 'TicketOpened' ? event : undefined;
  return {
    name: 'receipt',
    facts: {
      ...(answerBy && { answerBy }),
      oneWay: oneWay(event.type === 'ReportAdded' ? event.report.from : reporterOf(ticket).address),
      danger: ticket.danger.length > 0,
      askPlace: opened?.askPlace ?? false,
      ...(opened?.knownOutage !== undefined && { knownOutage: opened.knownOutage }),
      ...(opened?.partial && { partial: true }),
      ...(opened?.how === 'logged' && { logged: true }),
    },
  };
}

/** The promise that breaks with these steps, and when it was due; a repeat or a target breaks nothing. */
export function brokenSince(steps: DueStep[], ticket: Ticket, policy: Policy, at: Date) {
  const step = steps.find((s) => s.kind === 'share' && s.percent === 100 && s.clock);
  if (!step?.clock) return undefined;
  const clock = ticket.clocks.filter((c) => c.clock === step.clock).at(-1);
  const wasDue = clock ? dueAt(clock, calendarOf(clock, policy.calendars), at) : step.at;
  return { step, clock: step.clock, wasDue };
}

/** One apology for each promise that breaks: never for a repeat, never for the stricter target. */
function apologies(
  event: Extract<TicketEvent, { type: 'StepsFired' }>,
  { ticket, policy, cast }: Scene,
  all: (wording: Wording, more?: Partial<Owed>) => Owed[],
): Owed[] {
  const found = brokenSince(event.steps, ticket, policy, event.at);
  if (!found) return [];
  const { step, clock, wasDue } = found;
  const newBy = new Date(event.at.getTime() + callWithinMs);
  const facts = {
    clock,
    wasDue,
    leader: cast.named(ticket.contact ?? cast.leader),
    newBy,
    taken: ticket.contact !== undefined || ticket.owner === cast.leader,
  };
  const complaint = clock.startsWith('complaint');
  return all(
    { name: 'delay', facts },
    { purpose: `delay/${step.key}`, ...(complaint ? {} : { unless: 'not-open' }) },
  );
}
