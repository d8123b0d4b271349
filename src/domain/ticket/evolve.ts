import type { Clock } from '../clock/clock.ts';
import { cancelPause, pauseClock, reopenClock, stopClock } from '../clock/moves.ts';
import { assertNever } from '../result.ts';
import type { ClockName } from '../service/service.ts';
import { withFiles } from './attached.ts';
import type { TicketEvent } from './events.ts';
import { asCopied, heardFrom, joinedParties, withParty } from './parties.ts';
import { approved, disallowed, pausedLike, resumed } from './pausing.ts';
import { type ClosedTicket, coreOf, type Note, type Ticket, type TicketCore } from './ticket.ts';

/** Kept on the ticket; the journal has them all. */
const keptReports = 50;
const keptNotes = 50;

const withClocks = (ticket: Ticket, clocks: Clock[]): Ticket => ({ ...ticket, clocks });
const stopped = (ticket: Ticket, names: ClockName[], at: Date): Clock[] =>
  ticket.clocks.map((c) => (names.includes(c.clock) ? stopClock(c, at) : c));

/** Drops fields: a ticket never carries a half-remembered offer or pause. */
function without<T extends TicketCore>(ticket: T, ...keys: (keyof TicketCore)[]): T {
  const next = { ...ticket };
  for (const key of keys) delete next[key];
  return next;
}

function note(ticket: Ticket, by: string, text: string, at: Date): Note[] {
  return text.trim() ? [...ticket.notes, { by, text, at }].slice(-keptNotes) : ticket.notes;
}

/** Everything a new owner inherits: claimed, no offer hanging, nobody else at work. */
function ownedBy(ticket: Ticket, owner: string, at: Date): Ticket {
  const next = without(ticket, 'offer', 'worker', 'unclaimedSince', 'held');
  return { ...next, owner, claimed: true, claimedBy: owner, claimedAt: at, heldBefore: ticket.owner };
}

type Ending = Pick<ClosedTicket, 'closedAt' | 'outcome' | 'closedBy' | 'proof' | 'voidReason'>;

function closed(ticket: Ticket, ending: Ending): Ticket {
  const core = without(coreOf(ticket), 'pause', 'offer', 'voiding', 'unclaimedSince', 'quietUntil');
  return { ...core, ...ending, status: 'closed' };
}

/** Applies one event. Unknown parts are left alone; nothing is computed from the outside. */
export function evolve(ticket: Ticket, event: TicketEvent): Ticket {
  const { at } = event;
  switch (event.type) {
    case 'TicketOpened':
      return event.ticket;
    case 'ReportAdded':
      return {
        ...ticket,
        reports: [...ticket.reports, event.report].slice(-keptReports),
        parties: [event.party, ...(event.copied ?? [])].reduce(withParty, ticket.parties),
        danger: [...new Set([...ticket.danger, ...event.danger])],
      };
    case 'FilesFetched':
      return withFiles(ticket, event.report, event.files);
    case 'PartyJoined':
      return { ...ticket, parties: joinedParties(ticket, event.address, event.to, at) };
    case 'TicketClaimed':
      return ownedBy(ticket, event.by, at);
    case 'ClaimUndone': {
      // What was offered was theirs to offer only while they had it.
      const next = without(ticket, 'claimedBy', 'claimedAt', 'heldBefore', 'worker', 'offer');
      return { ...next, owner: event.backTo, claimed: false, unclaimedSince: at };
    }
    case 'Answered':
      // A text answers only once it has arrived (AnswerProven); a logged call answers at once.
      return {
        ...withClocks(ticket, event.how === 'call' ? stopped(ticket, ['answer'], at) : ticket.clocks),
        notes: note(ticket, event.by, event.text, at),
        tries: event.how === 'call' ? [] : ticket.tries,
      };
    case 'AnswerProven':
      // An answer from before a denial says nothing of the promise that the denial began.
      return withClocks(
        ticket,
        ticket.clocks.map((c) =>
          c.clock === 'answer' && c.startedAt <= event.saidAt ? stopClock(c, event.saidAt) : c,
        ),
      );
    case 'TryLogged':
      return { ...ticket, tries: [...ticket.tries, at].slice(-20) };
    case 'OnsiteAgreed':
      return { ...ticket, onsite: 'agreed', clocks: [...ticket.clocks, ...pausedLike(ticket, event.clocks)] };
    case 'WentOnsite':
      return { ...ticket, onsite: 'going', worker: event.by };
    case 'Arrived':
      return { ...withClocks(ticket, stopped(ticket, ['onsite'], at)), onsite: 'arrived', worker: event.by };
    case 'PartsNeeded':
      return { ...ticket, notes: note(ticket, event.by, event.text, at) };
    case 'PartsDelivered':
      return {
        ...withClocks(ticket, stopped(ticket, ['spare'], at)),
        notes: note(ticket, event.by, event.text, at),
      };
    case 'TicketFixed': {
      const { by, note: fixNote, asked, recordDueAt } = event;
      const still = ticket.pause ? resumed(ticket, at) : ticket;
      return {
        ...without(coreOf(still), 'offer', 'voiding', 'unclaimedSince', 'quietUntil'),
        clocks: stopped(still, ['answer', 'onsite', 'fix', 'spare'], at),
        notes: note(ticket, by, fixNote, at),
        record: { ...ticket.record, result: ticket.record.result ?? fixNote },
        recordDueAt: ticket.recordDueAt ?? recordDueAt,
        unanswered: 0,
        status: 'fixed',
        fixedAt: at,
        fixedBy: by,
        fixNote,
        asked,
      };
    }
    case 'FixConfirmed':
      return closed(heardFrom(ticket, event.party), {
        closedAt: at,
        outcome: 'confirmed',
        closedBy: event.by,
        proof: event.proof,
      });
    case 'TicketUnconfirmed':
      return closed(ticket, {
        closedAt: at,
        outcome: 'unconfirmed',
        closedBy: 'faultline',
        proof: 'declared',
      });
    case 'TicketVoided': {
      // What was a fault after all, elsewhere or by itself over, leaves a complaint unanswered.
      const stays = ['withdrawn', 'duplicate'].includes(event.reason);
      const clocks = ticket.clocks.map((c) =>
        stays && c.clock.startsWith('complaint') ? c : stopClock(c, at),
      );
      const voidReason = event.reason;
      return closed(
        { ...without(ticket, 'unjudged'), clocks },
        { closedAt: at, outcome: 'void', closedBy: event.by, proof: 'declared', voidReason },
      );
    }
    case 'FixDenied': {
      // The answer is promised anew; what was promised of the repair goes on, the waiting left out.
      const clocks = ticket.clocks.map((c) =>
        ['fix', 'spare'].includes(c.clock) ? reopenClock(c, at, event.by) : c,
      );
      const next = without(coreOf(heardFrom(ticket, event.party)), 'rating', 'recordDueAt', 'contact');
      const { result: _untrue, ...record } = ticket.record;
      return {
        ...next,
        status: 'open',
        record,
        reopenedAt: at,
        tries: [],
        clocks: [...clocks, ...event.restarted],
        denials: ticket.denials + 1,
        onsite: 'no',
        recordReminded: false,
      };
    }
    case 'ReporterReminded':
      if (ticket.status !== 'fixed') return ticket;
      return {
        ...ticket,
        asked: { ...ticket.asked, reminded: true, ...(event.closeAt && { closeAt: event.closeAt }) },
      };
    case 'TicketRated':
      return { ...ticket, rating: event.score };
    case 'ClockPaused': {
      const { reason, by, until, approveBy } = event;
      const clocks = ticket.clocks.map((c) =>
        c.clock.startsWith('complaint') ? c : pauseClock(c, at, { reason, by, ...(until && { until }) }),
      );
      return {
        ...ticket,
        clocks,
        notes: note(ticket, by, event.note, at),
        pause: { reason, by, at, approveBy, approved: false, ...(until && { until }) },
      };
    }
    case 'PauseApproved':
      return approved(ticket, event.by);
    case 'PauseEnded':
      // Not approved in time is a no, too: "or the time counts again".
      return event.because === 'rejected' || event.because === 'not-approved'
        ? without({ ...ticket, clocks: ticket.clocks.map(cancelPause) }, 'pause')
        : resumed(ticket, at);
    case 'PausesDisallowed':
      return disallowed(ticket, event.pauses);
    case 'HandOffOffered': {
      const { to, by, kind, answerBy } = event;
      // 指派 is an answer to the alarms that led to it.
      const unanswered = kind === 'assign' ? 0 : ticket.unanswered;
      return { ...ticket, unanswered, offer: { to, by, at, kind, answerBy } };
    }
    case 'HandOffAccepted':
      return ownedBy(ticket, event.by, at);
    case 'TicketTaken':
      return { ...ownedBy(ticket, event.by, at), unanswered: 0 };
    case 'HandOffDeclined':
    case 'HandOffLapsed':
      return without(ticket, 'offer');
    case 'VoidProposed': {
      const { by, reason, other } = event;
      return { ...ticket, voiding: { by, reason, at, ...(other !== undefined && { other }) } };
    }
    case 'VoidRejected':
      return without(ticket, 'voiding');
    case 'NoteAdded':
      return { ...ticket, notes: note(ticket, event.by, event.text, at) };
    case 'TitleChanged':
      return { ...ticket, title: event.title, titleEdited: true };
    case 'SeverityChanged':
      return { ...ticket, severity: event.severity, clocks: event.clocks };
    case 'RecordFilled':
      return { ...ticket, record: { ...ticket.record, ...event.fields } };
    case 'RecordReminded':
      return { ...ticket, recordReminded: true };
    case 'Complained':
      return {
        ...heardFrom(ticket, event.party),
        clocks: [...ticket.clocks, ...event.clocks],
        complaint: ticket.complaint ?? { number: ticket.number, at },
      };
    case 'AlarmsQuieted':
      return { ...ticket, quietUntil: event.until, unanswered: 0 };
    case 'ContactTaken':
      return { ...ticket, unanswered: 0, contact: event.by };
    case 'ComplaintAnswered':
      return {
        ...withClocks(ticket, stopped(ticket, [event.clock], at)),
        notes: note(ticket, event.by, event.text, at),
        unanswered: 0,
      };
    case 'ReporterRejected':
      return without(ticket, 'proposed');
    case 'StepsFired': {
      const steps = { ...ticket.steps };
      for (const step of event.steps) steps[step.key] = { at, outcome: 'fired' };
      for (const key of event.superseded) steps[key] = { at, outcome: 'superseded' };
      // A page of the unclaimed ladder is answered by a claim, not by 知道了.
      const alerts = event.steps.filter((s) => s.kind !== 'unclaimed' && s.tell.includes('manager')).length;
      const missed = event.steps.flatMap((s) =>
        s.kind === 'share' && s.percent === 100 && s.clock ? [s.clock] : [],
      );
      const broken = [...new Set([...(ticket.broken ?? []), ...missed])];
      const unanswered = ticket.unanswered + (alerts > 0 ? 1 : 0);
      return { ...ticket, steps, unanswered, ...(broken.length > 0 && { broken }) };
    }
    case 'PartLinked':
      return { ...ticket, parts: [...ticket.parts, event.part].slice(-500) };
    case 'LinkedToMajor':
      return { ...ticket, partOf: event.major };
    case 'ReporterProposed':
      return { ...ticket, proposed: { address: event.address, ...(event.name && { name: event.name }) } };
    case 'ReporterAccepted':
      // First of the parties: what is owed to "the reporter" goes there from now on.
      return { ...without(ticket, 'proposed'), parties: [event.party, ...ticket.parties.map(asCopied)] };
    case 'Hurried':
    case 'PersonWanted':
      return heardFrom(ticket, event.party);
    case 'Said':
    case 'Withdrawn':
    case 'AuditRepaired':
      return ticket;
    default:
      return assertNever(event);
  }
}
