import { bareOf, channelOf, masked } from '../address.ts';
import { calendarOf, dueAt, targetAt } from '../clock/reading.ts';
import { mergeSteps } from '../ladder/merge.ts';
import type { DueStep } from '../ladder/step.ts';
import type { Ladder, PersonId, Policy } from '../service/service.ts';
import { recordOwed } from '../ticket/decide/noting.ts';
import type { TicketEvent } from '../ticket/events.ts';
import { partyOf, reporterOf, type Ticket, workerOf } from '../ticket/ticket.ts';
import type { Cast } from './cast.ts';
import type { Catalogue, Wording } from './catalogue.ts';
import type { Owed } from './owed.ts';
import { promisedBy } from './to-reporter.ts';

interface Scene {
  before: Ticket | undefined;
  ticket: Ticket;
  policy: Policy;
  cast: Cast;
}

const owe = (id: PersonId, wording: Wording, more: Partial<Owed> = {}): Owed => ({
  purpose: wording.name,
  to: { kind: 'person', id },
  loud: 'notice',
  wording,
  ...more,
});

/** What the people inside hear of one event. The card shows the rest without ringing. */
export function owedToStaff(event: TicketEvent, scene: Scene): Owed[] {
  const { ticket, cast, before } = scene;
  const { owner } = ticket;
  const worker = workerOf(ticket);
  switch (event.type) {
    case 'StepsFired':
      return mergeSteps(event.steps).flatMap((steps) => alert(steps, scene, event.at));
    case 'TicketClaimed':
      return [owe(event.by, claimed(ticket), { by: ['chat'] })];
    case 'ReportAdded': {
      const { report, party } = event;
      if (event.danger.length > 0 && (before?.danger.length ?? 0) === 0) {
        return [
          owe(worker, page(scene, 'hurried', event.at), {
            loud: 'page',
            purpose: 'danger',
            unless: 'closed',
          }),
        ];
      }
      // Before anybody claimed, words in one breath are one report; whoever has read it already wants to know.
      if (!ticket.claimed) return [];
      const by = party.name ?? masked(party.address);
      const name = party.role === 'copied' ? 'copied' : 'addition';
      return [owe(worker, { name, facts: { by, text: report.text } })];
    }
    case 'ReporterProposed': {
      const facts = { address: bareOf(event.address), ...(event.name && { name: event.name }) };
      return [owe(owner, { name: 'forwarded', facts })];
    }
    case 'Hurried':
      return [
        owe(
          worker,
          { name: 'hurry', facts: { text: event.text } },
          { loud: ticket.claimed ? 'notice' : 'page' },
        ),
      ];
    case 'PersonWanted': {
      const name = partyOf(ticket, event.address)?.name;
      return [
        owe(worker, { name: 'call-me', facts: name ? { name } : {} }, { loud: 'page', unless: 'closed' }),
      ];
    }
    case 'Complained': {
      const resultBy = promisedBy(ticket, scene.policy, 'complaint', event.at) ?? event.at;
      const responseBy = promisedBy(ticket, scene.policy, 'complaint-response', event.at) ?? resultBy;
      const facts = { text: event.text, responseBy, resultBy };
      return distinct([cast.leader, cast.manager]).map((id) => owe(id, { name: 'complained', facts }));
    }
    case 'FixDenied': {
      const wording: Wording = { name: 'denied', facts: { why: event.why } };
      const others = distinct([cast.leader, ...(ticket.worker ? [ticket.worker] : [])]).filter(
        (id) => id !== owner,
      );
      return [owe(owner, wording, { loud: 'page' }), ...others.map((id) => owe(id, wording))];
    }
    case 'FixConfirmed':
      return distinct([owner, worker]).map((id) => owe(id, { name: 'confirmed', facts: { by: event.by } }));
    case 'TicketRated': {
      const low = event.score <= 2;
      const facts = { score: event.score, text: event.text };
      return distinct(low ? [owner, cast.leader] : [owner]).map((id) =>
        owe(id, { name: 'rating', facts }, { loud: low ? 'notice' : 'digest' }),
      );
    }
    case 'TicketUnconfirmed':
      return [];
    case 'ClockPaused': {
      const facts = {
        by: cast.named(event.by),
        reason: event.reason,
        ...(event.until && { until: event.until }),
      };
      return [owe(cast.leader, { name: 'pause-approval', facts }, { unless: 'not-open' })];
    }
    case 'PauseEnded':
      return event.by === worker
        ? []
        : [
            owe(worker, {
              name: 'pause-ended',
              facts: { reason: before?.pause?.reason ?? '', because: event.because },
            }),
          ];
    case 'HandOffOffered': {
      const by = cast.named(event.by);
      const wording: Wording =
        event.kind === 'offer'
          ? { name: 'offer', facts: { by } }
          : { name: 'assigned', facts: { by, why: event.why } };
      return [owe(event.to, wording, { loud: 'page', unless: 'closed' })];
    }
    case 'HandOffAccepted':
      return [
        owe(event.from, { name: 'offer-accepted', facts: { by: cast.named(event.by) } }),
        owe(event.by, claimed(ticket), { by: ['chat'] }),
      ];
    case 'HandOffDeclined':
    case 'HandOffLapsed': {
      // A decline or silence climbs: the giver still owns it, the leader knows.
      const by = cast.named(event.type === 'HandOffDeclined' ? event.by : event.to);
      return distinct([event.from, cast.leader]).map((id) =>
        owe(id, { name: 'offer-declined', facts: { by } }),
      );
    }
    case 'TicketTaken':
      return [
        ...(event.from === event.by
          ? []
          : [owe(event.from, { name: 'taken', facts: { by: cast.named(event.by), why: event.why } })]),
        owe(event.by, claimed(ticket), { by: ['chat'] }),
      ];
    case 'VoidProposed': {
      const { reason, other } = event;
      const facts = { by: cast.named(event.by), reason, ...(other !== undefined && { other }) };
      return [owe(cast.leader, { name: 'void-approval', facts }, { unless: 'closed' })];
    }
    case 'VoidRejected':
      return [owe(worker, { name: 'void-rejected', facts: { by: cast.named(event.by) } })];
    case 'Withdrawn':
      return distinct([owner, worker]).map((id) => owe(id, { name: 'withdrew', facts: { why: event.why } }));
    case 'RecordReminded':
      return [owe(worker, { name: 'record-owed', facts: { owed: recordOwed(ticket) } })];
    default:
      return [];
  }
}

const distinct = (ids: PersonId[]): PersonId[] => [...new Set(ids)];

/** Number, name, site, access: seen by the claimer alone. */
function claimed(ticket: Ticket): Wording {
  const { address, name } = reporterOf(ticket);
  const kind = channelOf(address) === 'sms' ? 'phone' : channelOf(address) === 'email' ? 'mail' : 'chat';
  return { name: 'claim', facts: { [kind]: bareOf(address), ...(name && { name }) } };
}

function page({ ticket, policy }: Scene, because: Catalogue['page']['because'], at: Date): Wording {
  const answerBy = promisedBy(ticket, policy, 'answer', at);
  const facts = { step: 0, late: false, danger: ticket.danger, because, ...(answerBy && { answerBy }) };
  return { name: 'page', facts };
}

/** Who is called next, and when, if nobody claims. */
function nextCall(ladder: Ladder, { ticket, cast }: Scene, passedMs: number) {
  const since = ticket.unclaimedSince ?? ticket.openedAt;
  const next = ladder.unclaimed.find((step) => step.afterMs > passedMs);
  const who = next?.page[0] && cast.inRole(next.page[0])[0];
  return next && who ? { at: new Date(since.getTime() + next.afterMs), who: cast.named(who) } : undefined;
}

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

const gravity = (step: DueStep): number => (step.kind === 'repeat' ? 1000 : (step.percent ?? 0));

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
  const isBroken = step.kind === 'repeat' || (step.kind === 'share' && (step.percent ?? 0) >= 100);
  const wording: Wording = isBroken
    ? {
        name: 'broken',
        facts: { step, dueAt: due, known: known(ticket), clause: clock.clause, ...silent(scene) },
      }
    : { name: 'warning', facts: { step, dueAt: target ?? due } };
  const unless = clock.clock.startsWith('complaint') ? 'closed' : 'not-open';
  const by = [...new Set(steps.flatMap((s) => s.by))];
  return [owe(id, wording, { loud: isBroken ? 'page' : 'notice', purpose: `step/${step.key}`, unless, by })];
}

/** A page: who is called now, and who is next if nobody claims. */
function callOut(id: PersonId, step: DueStep, scene: Scene, at: Date): Owed {
  const { ticket, policy } = scene;
  const since = ticket.unclaimedSince ?? ticket.openedAt;
  const passedMs = step.at.getTime() - since.getTime();
  const next = nextCall(policy.ladder, scene, passedMs);
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

/** Nobody claimed: the one who was called is named, in fairness by what we know alone. */
const silent = ({ ticket, cast }: Scene) => (ticket.claimed ? {} : { silent: cast.named(ticket.owner) });

function known(ticket: Ticket): Catalogue['broken']['known'] {
  if (ticket.pause) return 'paused';
  if (!ticket.claimed) return 'unclaimed';
  if (ticket.onsite === 'arrived') return 'on-site';
  return ticket.clocks.some((c) => c.clock === 'answer' && !c.stoppedAt) ? 'no-answer' : 'working';
}
