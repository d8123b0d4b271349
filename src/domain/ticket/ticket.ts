import type { Address } from '../address.ts';
import type { Clock } from '../clock/clock.ts';
import type { StepKey } from '../ladder/step.ts';
import type { Locale } from '../locale.ts';
import type { ClockName, PersonId, Severity } from '../service/service.ts';
import type { Attached } from './attached.ts';

/** Anybody with a part in a ticket. Only reporters and listed contacts confirm; the copied may add. */
export interface Party {
  address: Address;
  role: 'reporter' | 'copied' | 'contact' | 'supervisor';
  name?: string;
  locale: Locale;
  /** Hears of this ticket here. A joined address stays a party but hears on the other one. */
  hears: boolean;
  /** The same person under another address: what is sent to this one goes there. */
  joinedTo?: Address;
  lastReportAt: Date;
}

export interface ReportEntry {
  /** The inbox id it came with: the same message is never added twice. */
  id: string;
  from: Address;
  text: string;
  at: Date;
  /** Pictures and files that came with it; absent: none. */
  files?: Attached[];
}

export interface EndedPause {
  reason: PauseReason;
  by: PersonId;
  from: Date;
  to: Date;
  approveBy: Date;
}

export interface Note {
  by: PersonId;
  text: string;
  at: Date;
}

export const pauseReasons = ['unreachable', 'appointment', 'no-access', 'third-party'] as const;
export type PauseReason = (typeof pauseReasons)[number];
export const voidReasons = ['withdrawn', 'test', 'wrong-number', 'spam', 'duplicate'] as const;
export type VoidReason = (typeof voidReasons)[number];

/** The four fields of R11: "方法、措施、进展、结果". */
export const recordFields = ['method', 'measure', 'progress', 'result'] as const;
export type RecordField = (typeof recordFields)[number];

/** How surely we know something, best first. */
export type Proof = 'reporter' | 'provider' | 'logged-call' | 'declared';

/** What every ticket carries, whatever its status. */
export interface TicketCore {
  number: number;
  openedAt: Date;
  title: string;
  titleEdited: boolean;
  severity: Severity;
  danger: string[];
  locale: Locale;
  /** The one accountable; never empty, in no state. */
  owner: PersonId;
  /** Who does the work now, when it isn't the owner. */
  worker?: PersonId;
  claimed: boolean;
  claimedBy?: PersonId;
  claimedAt?: Date;
  /** Who held it before the claim: gets it back when the claim is undone. */
  heldBefore?: PersonId;
  unclaimedSince?: Date;
  group: string;
  customer?: string;
  site?: string;
  contract: string;
  /** Hash of the policy it was opened under. */
  policy: string;
  promised: boolean;
  parties: Party[];
  reports: ReportEntry[];
  notes: Note[];
  clocks: Clock[];
  steps: Record<StepKey, { at: Date; outcome: 'fired' | 'superseded' }>;
  quietUntil?: Date;
  /** Manager alerts sent since somebody last answered one. */
  unanswered: number;
  onsite: 'no' | 'agreed' | 'going' | 'arrived';
  /** Logged tries to reach the reporter. */
  tries: Date[];
  pause?: { reason: PauseReason; by: PersonId; at: Date; until?: Date; approveBy: Date; approved: boolean };
  /** Pauses that were over before a leader looked at them: not approved in time, their time counts again. */
  unjudged?: EndedPause[];
  offer?: { to: PersonId; by: PersonId; at: Date; kind: 'offer' | 'assign'; answerBy: Date };
  voiding?: { by: PersonId; reason: VoidReason; other?: number; at: Date };
  record: Partial<Record<RecordField, string>>;
  /** The rest of the record is owed by then. */
  recordDueAt?: Date;
  recordReminded: boolean;
  /** Quoted in what staff forwarded; becomes the reporter when they say so. */
  proposed?: { address: Address; name?: string };
  partOf?: number;
  parts: number[];
  /** The ticket whose number the report quotes, without proof that it is its sender's. */
  quotes?: number;
  rating?: number;
  complaint?: { number: number; at: Date };
  /** Who above has taken charge of the contact with the reporter. */
  contact?: PersonId;
  /** From a number known for spam: held for the morning, pages nobody until somebody claims it. */
  held?: boolean;
  /** Promises that this ticket has broken so far. */
  broken?: ClockName[];
  /** Number of "fixed" that were denied, and when the last one was: what is agreed anew counts from then. */
  denials: number;
  reopenedAt?: Date;
}

export interface Asked {
  at: Date;
  remindAt: Date;
  reminded: boolean;
  closeAt: Date;
}

interface Fixed {
  status: 'fixed';
  fixedAt: Date;
  fixedBy: PersonId;
  fixNote: string;
  asked: Asked;
}

interface Closed {
  status: 'closed';
  closedAt: Date;
  outcome: 'confirmed' | 'unconfirmed' | 'void';
  closedBy: string;
  proof: Proof;
  voidReason?: VoidReason;
}

export type Ticket = TicketCore & ({ status: 'open' } | Fixed | Closed);
export type ClosedTicket = TicketCore & Closed;

const statusFields: (keyof Fixed | keyof Closed)[] = [
  'status',
  'fixedAt',
  'fixedBy',
  'fixNote',
  'asked',
  'closedAt',
  'outcome',
  'closedBy',
  'proof',
  'voidReason',
];

/** The ticket without what belongs to one status alone. */
export function coreOf(ticket: Ticket): TicketCore {
  const core: Partial<Record<string, unknown>> = { ...ticket };
  for (const field of statusFields) delete core[field];
  return core as unknown as TicketCore;
}

/** The reporter a message goes to first: the one who opened it. */
export const reporterOf = (ticket: Ticket): Party => {
  const party = ticket.parties.find((p) => p.role === 'reporter') ?? ticket.parties[0];
  if (!party) throw new Error(`ticket ${ticket.number} has no party`);
  return party;
};

export const partyOf = (ticket: Ticket, address: Address): Party | undefined =>
  ticket.parties.find((p) => p.address === address);

/** May this party say that it is fixed, or still broken? */
export const mayConfirm = (party: Party | undefined): boolean =>
  party !== undefined && (party.role === 'reporter' || party.role === 'contact');

/** Ended as no fault: neither kept nor broken. */
export const isVoid = (ticket: Ticket): boolean => ticket.status === 'closed' && ticket.outcome === 'void';

export const workerOf = (ticket: Ticket): PersonId => ticket.worker ?? ticket.owner;
