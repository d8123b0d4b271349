import { bareOf } from '../../address.ts';
import { startClock } from '../../clock/moves.ts';
import { ok } from '../../result.ts';
import { isAwaited } from '../attached.ts';
import type { TicketCommand } from '../commands.ts';
import type { TicketEvent } from '../events.ts';
import { refuse } from '../refusal.ts';
import { mayConfirm, partyOf, type Ticket } from '../ticket.ts';
import { severityChange } from './noting.ts';
import { claimFirst, type Decision, mayWork, notYours, promised } from './rights.ts';
import { overBecause } from './waiting.ts';

type Of<T extends TicketCommand['type']> = Extract<TicketCommand, { type: T }>;

/** Anything a party says is kept, closed or not: nothing a reporter says is lost. */
export function addReport(ticket: Ticket, command: Of<'AddReport'>): Decision {
  const { report, party, copied, danger, joined, promises, now } = command;
  if (ticket.reports.some((r) => r.id === report.id)) return ok([]);
  const fresh = copied?.filter(({ address }) => !partyOf(ticket, address)) ?? [];
  const more = fresh.length > 0 ? { copied: fresh } : {};
  const added = { type: 'ReportAdded', report, party, ...more, danger, joined, at: now } as const;
  const heard = { by: 'faultline', because: 'heard', at: now } as const;
  const over = mayConfirm(party) ? overBecause(ticket, ['unreachable'], heard) : [];
  if (danger.length === 0 || ticket.severity === 'urgent') return ok([added, ...over]);
  return ok([added, ...over, severityChange(ticket, 'urgent', 'faultline', promises, now)]);
}

/** Fetched after the message was taken: on a closed ticket too, and of each file the first word counts. */
export function keepFiles(ticket: Ticket, { report, files, now }: Of<'KeepFiles'>): Decision {
  const known = ticket.reports.find((r) => r.id === report)?.files ?? [];
  const fresh = files.filter(({ at }) => known[at] !== undefined && isAwaited(known[at]));
  return ok(fresh.length > 0 ? [{ type: 'FilesFetched', report, files: fresh, at: now }] : []);
}

/** Any listed contact may confirm; one who had no part in the ticket yet gets one. */
const joining = (ticket: Ticket, { address, listed, by }: Of<'Confirm'> | Of<'Deny'>) => ({
  ...(listed && !mayConfirm(partyOf(ticket, address)) && { party: listed }),
  ...(by && { heardBy: by.person }),
});

/** By themselves, or on the phone to those who work on it. */
function saidBy(ticket: Ticket, { address, listed, by }: Of<'Confirm'> | Of<'Deny'>): Decision | undefined {
  if (!mayConfirm(partyOf(ticket, address)) && !mayConfirm(listed)) return refuse('not-confirmable');
  return by && !mayWork(ticket, by) ? notYours(ticket) : undefined;
}

export function confirm(ticket: Ticket, command: Of<'Confirm'>): Decision {
  const { address, proof, name, now } = command;
  const refused = saidBy(ticket, command);
  if (refused) return refused;
  if (ticket.status === 'open') return refuse('not-fixed');
  if (ticket.status === 'closed' && ticket.outcome !== 'unconfirmed') return ok([]);
  return ok([{ type: 'FixConfirmed', by: name, address, proof, ...joining(ticket, command), at: now }]);
}

export function deny(ticket: Ticket, command: Of<'Deny'>): Decision {
  const { address, why, name, promises, now } = command;
  const refused = saidBy(ticket, command);
  if (refused) return refused;
  if (ticket.status === 'open') return refuse('not-fixed');
  if (ticket.status === 'closed' && ticket.outcome === 'void') return refuse('already-void');
  const restarted = promised(ticket, promises, 'always')
    .filter((p) => p.clock === 'answer')
    .map((p) => startClock(p, now, ticket.severity));
  return ok([{ type: 'FixDenied', by: name, address, why, restarted, ...joining(ticket, command), at: now }]);
}

export function rate(ticket: Ticket, { address, score, text, now }: Of<'Rate'>): Decision {
  if (!mayConfirm(partyOf(ticket, address))) return refuse('not-confirmable');
  if (ticket.status !== 'closed') return refuse('not-fixed');
  if (ticket.rating === score && !text) return ok([]);
  return ok([{ type: 'TicketRated', score, text, address, at: now }]);
}

/** A withdrawal in the reporter's own words needs nobody's approval: it hides no failure of ours. */
export function withdraw(ticket: Ticket, { address, why, now }: Of<'Withdraw'>): Decision {
  if (!mayConfirm(partyOf(ticket, address))) return refuse('not-confirmable');
  if (ticket.status === 'closed') return ok([]);
  return ok([
    { type: 'Withdrawn', address, why, at: now },
    { type: 'TicketVoided', by: address, reason: 'withdrawn', at: now },
  ]);
}

/** One who is listed for the customer and had no part in the ticket yet gets one, or nobody would answer them. */
const partaking = (ticket: Ticket, { address, listed }: Of<'Hurry'> | Of<'WantPerson'> | Of<'Complain'>) =>
  listed && !partyOf(ticket, address) ? { party: listed } : {};

export function hurry(ticket: Ticket, command: Of<'Hurry'>): Decision {
  const { address, text, now } = command;
  if (ticket.status === 'closed') return refuse('closed');
  return ok([{ type: 'Hurried', address, text, ...partaking(ticket, command), at: now }]);
}

export function wantPerson(ticket: Ticket, command: Of<'WantPerson'>): Decision {
  const { address, callBy, now } = command;
  return ok([{ type: 'PersonWanted', address, callBy, ...partaking(ticket, command), at: now }]);
}

/** One complaint at a time: its clocks start once, further words are added to it until it is answered. */
export function complain(ticket: Ticket, command: Of<'Complain'>): Decision {
  const { address, text, promises, now } = command;
  const running = ticket.clocks.some((c) => c.clock.startsWith('complaint') && !c.stoppedAt);
  const clocks = running
    ? []
    : promised(ticket, promises, 'complaint').map((p) => startClock(p, now, ticket.severity));
  return ok([{ type: 'Complained', address, text, clocks, ...partaking(ticket, command), at: now }]);
}

export function joinParty(ticket: Ticket, { by, address, to, now }: Of<'JoinParty'>): Decision {
  if (!mayWork(ticket, by)) return notYours(ticket);
  // The address may be new to the ticket: its owner knows that it is the same person's.
  if (address === to || !partyOf(ticket, to)) return refuse('unknown-address', { word: bareOf(to) });
  if (partyOf(ticket, address)?.joinedTo === to) return ok([]);
  return ok([{ type: 'PartyJoined', address, to, by: by.person, at: now }]);
}

export function proposeReporter(ticket: Ticket, { address, name, now }: Of<'ProposeReporter'>): Decision {
  if (partyOf(ticket, address)) return ok([]);
  const event: TicketEvent = { type: 'ReporterProposed', address, at: now, ...(name && { name }) };
  return ok([event]);
}

export function acceptReporter(
  ticket: Ticket,
  { by, now, locale = ticket.locale }: Of<'AcceptReporter'>,
): Decision {
  const { proposed } = ticket;
  if (!proposed) return refuse('nothing-to-approve');
  const { address, name } = proposed;
  const party = { address, role: 'reporter' as const, locale, hears: true, lastReportAt: now };
  return ok([
    { type: 'ReporterAccepted', party: { ...party, ...(name && { name }) }, by: by.person, at: now },
  ]);
}

export function rejectReporter(ticket: Ticket, { by, now }: Of<'RejectReporter'>): Decision {
  if (!ticket.proposed) return refuse('nothing-to-approve');
  return ok([{ type: 'ReporterRejected', by: by.person, at: now }]);
}

export function linkPart(ticket: Ticket, { by, part, now }: Of<'LinkPart'>): Decision {
  if (part === ticket.number) return refuse('same-ticket');
  if (ticket.parts.includes(part)) return ok([]);
  return ok([{ type: 'PartLinked', part, by: by.person, at: now }]);
}

export function linkToMajor(ticket: Ticket, { by, major, now }: Of<'LinkToMajor'>): Decision {
  if (major === ticket.number) return refuse('same-ticket');
  if (ticket.partOf === major) return ok([]);
  if (ticket.partOf !== undefined) return refuse('already-linked', { number: ticket.partOf });
  // Whoever says that it is the outage they work on works on it.
  const claims = ticket.status === 'open' && by.person !== 'faultline' ? claimFirst(ticket, by, now) : [];
  return ok([...claims, { type: 'LinkedToMajor', major, by: by.person, at: now }]);
}
