import { type Address, bareOf, channelOf, masked } from '../address.ts';
import { addDays, instantOf, wallOf } from '../clock/zone.ts';
import type { PersonId } from '../service/service.ts';
import { isAwaited } from '../ticket/attached.ts';
import { recordOwed } from '../ticket/decide/noting.ts';
import type { TicketEvent } from '../ticket/events.ts';
import { partyOf, reporterOf, type Ticket, workerOf } from '../ticket/ticket.ts';
import { alarms, distinct, owe, type Scene } from './alarms.ts';
import type { Catalogue, Wording } from './catalogue.ts';
import type { Owed } from './owed.ts';
import { reachOf } from './reach.ts';
import { promisedBy } from './to-reporter.ts';

/** What the people inside hear of one event. The card shows the rest without ringing. */
export function owedToStaff(event: TicketEvent, scene: Scene): Owed[] {
  const { ticket, policy } = scene;
  const owed = staffHears(event, scene);
  if (!ticket.held) return owed;
  // A number known for spam pages nobody, whatever it says: somebody looks in the morning.
  const notBefore = nextMorning(event.at, policy.timezone);
  return owed.map((one) => (one.loud === 'page' ? { ...one, loud: 'notice', notBefore } : one));
}

function nextMorning(at: Date, zone: string): Date {
  const { date, time } = wallOf(at, zone);
  return instantOf(time < '08:30' ? date : addDays(date, 1), '08:30', zone);
}

function staffHears(event: TicketEvent, scene: Scene): Owed[] {
  const { ticket, cast, before } = scene;
  const [owner, worker] = [cast.inPlaceOf(ticket.owner), cast.inPlaceOf(workerOf(ticket))];
  switch (event.type) {
    case 'TicketOpened':
      // Whoever logged it for a caller has the number to call at hand, as after a claim.
      if (event.how === 'logged' && channelOf(reporterOf(ticket).address) === 'sms')
        return [owe(owner, claimed(ticket), { by: ['chat'] })];
      if (!ticket.held) return [];
      return [
        owe(owner, page(scene, 'opened', event.at), { loud: 'page', purpose: 'held', unless: 'claimed' }),
      ];
    case 'StepsFired':
      return alarms(event.steps, scene, event.at);
    case 'TicketClaimed':
      return [owe(event.by, claimed(ticket), { by: ['chat'] })];
    case 'ReportAdded': {
      const { report, party } = event;
      // Also on a ticket that was closed: smoke doesn't wait for somebody to reopen it.
      if (event.danger.some((word) => !before?.danger.includes(word)))
        return [owe(worker, page(scene, 'danger', event.at), { loud: 'page', purpose: 'danger' })];
      // Before anybody claimed, words in one breath are one report; whoever has read it already wants to know.
      if (!ticket.claimed) return [];
      // A picture alone is told once it can be looked at.
      if (report.text.trim() === '' && report.files?.some(isAwaited)) return [];
      const by = party.name ?? masked(party.address);
      const name = party.role === 'copied' ? 'copied' : 'addition';
      return [owe(worker, { name, facts: { by, text: report.text } })];
    }
    case 'FilesFetched': {
      const { from, files = [] } = ticket.reports.find((r) => r.id === event.report) ?? {};
      // Who claims later finds them in what they get then; their own need nobody tell them.
      if (!ticket.claimed || !from || isOwn(from, worker, scene)) return [];
      const by = partyOf(ticket, from)?.name ?? masked(from);
      const news = event.files.flatMap(({ at }) => files[at] ?? []);
      const purpose = `pictures/${event.files.map(({ at }) => at).join('.')}`;
      return [owe(worker, { name: 'pictures', facts: { by, files: news } }, { by: ['chat'], purpose })];
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
      const others = distinct([cast.leader, ...(ticket.worker ? [worker] : [])]).filter((id) => id !== owner);
      const woken = owe(owner, wording, { loud: 'page' });
      // Who heard it on the phone knows.
      return [woken, ...others.map((id) => owe(id, wording))].filter((one) => !isFor(one, event.heardBy));
    }
    case 'FixConfirmed':
      return distinct([owner, worker])
        .filter((id) => id !== event.heardBy)
        .map((id) => owe(id, { name: 'confirmed', facts: { by: event.by } }));
    case 'TicketFixed':
    case 'ReporterReminded':
      return toConfirm(scene, owner, event.type === 'ReporterReminded');
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
        ...(event.note && { note: event.note }),
      };
      // Who approves pauses has approved their own.
      if (['leader', 'manager'].includes(cast.person(event.by)?.role ?? '')) return [];
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
    case 'PausesDisallowed': {
      const reasons = [...new Set(event.pauses.map(({ reason }) => reason))];
      return reasons.map((reason) =>
        owe(worker, { name: 'pause-ended', facts: { reason, because: event.because } }),
      );
    }
    case 'HandOffOffered': {
      const by = cast.named(event.by);
      const wording: Wording =
        event.kind === 'offer'
          ? { name: 'offer', facts: { by, ...(event.why && { why: event.why }) } }
          : { name: 'assigned', facts: { by, why: event.why } };
      return [owe(event.to, wording, { loud: 'page', unless: 'closed' })];
    }
    case 'HandOffAccepted':
      return [
        owe(cast.inPlaceOf(event.from), { name: 'offer-accepted', facts: { by: cast.named(event.by) } }),
        owe(event.by, claimed(ticket), { by: ['chat'] }),
      ];
    case 'HandOffDeclined':
    case 'HandOffLapsed': {
      // A decline or silence climbs: the giver still owns it, the leader knows.
      const facts =
        event.type === 'HandOffDeclined'
          ? { by: cast.named(event.by), ...(event.why && { why: event.why }) }
          : { by: cast.named(event.to), lapsed: true };
      return distinct([event.from, cast.leader]).map((id) => owe(id, { name: 'offer-declined', facts }));
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
    case 'ContactTaken':
      return [owe(event.by, claimed(ticket, true), { by: ['chat'] })];
    case 'RecordReminded':
      // Who did the work owes the record, although by then the next shift is on duty.
      return [owe(workerOf(ticket), { name: 'record-owed', facts: { owed: recordOwed(ticket) } })];
    default:
      return [];
  }
}

const isOwn = (address: Address, id: PersonId, { cast }: Scene): boolean =>
  cast.person(id)?.reach.includes(address) ?? false;

const isFor = ({ to }: Owed, id: PersonId | undefined): boolean => to.kind === 'person' && to.id === id;

/** The reporter was told that we call and ask: somebody has to. */
function toConfirm({ ticket, oneWay }: Scene, owner: PersonId, again: boolean): Owed[] {
  const { address, name } = reporterOf(ticket);
  if (ticket.status !== 'fixed' || !oneWay(address)) return [];
  const facts = { phone: bareOf(address), closeAt: ticket.asked.closeAt, again, ...(name && { name }) };
  return [owe(owner, { name: 'to-confirm', facts }, { by: ['chat'], unless: 'not-fixed' })];
}

/** Number, name, site, access: seen by the claimer alone, or by who took the contact off their hands. */
function claimed(ticket: Ticket, contact = false): Wording {
  const { address, name } = reporterOf(ticket);
  return {
    name: 'claim',
    facts: { ...reachOf(address), ...(name && { name }), ...(contact && { contact }) },
  };
}

function page({ ticket, policy }: Scene, because: Catalogue['page']['because'], at: Date): Wording {
  const answerBy = promisedBy(ticket, policy, 'answer', at);
  const facts = { step: 0, late: false, danger: ticket.danger, because, ...(answerBy && { answerBy }) };
  return { name: 'page', facts };
}
