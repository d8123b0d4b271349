import type { Address } from '../address.ts';
import type { Clock } from '../clock/clock.ts';
import type { DueStep, StepKey } from '../ladder/step.ts';
import type { PersonId, Severity } from '../service/service.ts';
import type { FetchedFile } from './attached.ts';
import type {
  Asked,
  EndedPause,
  Party,
  PauseReason,
  Proof,
  RecordField,
  ReportEntry,
  Ticket,
  VoidReason,
} from './ticket.ts';

/** What happened to a ticket; the journal keeps these. `at` is business time. */
export type TicketEvent = { at: Date } & (
  | {
      type: 'TicketOpened';
      ticket: Ticket;
      how: 'reported' | 'logged';
      knownOutage?: number;
      askPlace: boolean;
      partial: boolean;
    }
  | {
      type: 'ReportAdded';
      report: ReportEntry;
      party: Party;
      /** People whom the party put in copy with these words. */
      copied?: Party[];
      danger: string[];
      joined: boolean;
    }
  /** Files of a report are in the store, or will never be. */
  | { type: 'FilesFetched'; report: string; files: FetchedFile[] }
  | { type: 'PartyJoined'; address: Address; to: Address; by: PersonId }
  | { type: 'ReporterProposed'; address: Address; name?: string }
  | { type: 'ReporterAccepted'; party: Party; by: PersonId }
  | { type: 'ReporterRejected'; by: PersonId }
  | { type: 'TicketClaimed'; by: PersonId; from: PersonId }
  | { type: 'ClaimUndone'; by: PersonId; backTo: PersonId }
  | { type: 'Answered'; by: PersonId; how: 'call' | 'text' | 'page'; text: string; proof: Proof }
  /** The answering text reached the reporter: only now the answer clock stops, as of `saidAt`. */
  | { type: 'AnswerProven'; saidAt: Date; proof: Proof }
  | { type: 'TryLogged'; by: PersonId }
  | { type: 'OnsiteAgreed'; by: PersonId; clocks: Clock[] }
  | { type: 'WentOnsite'; by: PersonId; expectedAt?: Date }
  | { type: 'Arrived'; by: PersonId; saidAt?: Date; proof: Proof }
  | { type: 'PartsNeeded'; by: PersonId; text: string }
  | { type: 'PartsDelivered'; by: PersonId; text: string }
  | { type: 'TicketFixed'; by: PersonId; note: string; asked: Asked; recordDueAt: Date }
  /** `heardBy`: the reporter said it on the phone to this one of the staff. */
  | {
      type: 'FixConfirmed';
      by: string;
      address?: Address;
      proof: Proof;
      party?: Party;
      heardBy?: PersonId;
    }
  | {
      type: 'FixDenied';
      by: string;
      address?: Address;
      why: string;
      restarted: Clock[];
      party?: Party;
      heardBy?: PersonId;
    }
  /** `closeAt`: a stop ate the first date, silence gets its time all the same. */
  | { type: 'ReporterReminded'; closeAt?: Date }
  | { type: 'TicketUnconfirmed' }
  | { type: 'TicketRated'; score: number; text: string; address: Address }
  | { type: 'ClockPaused'; reason: PauseReason; by: PersonId; until?: Date; approveBy: Date; note: string }
  | { type: 'PauseApproved'; by: PersonId }
  | { type: 'PauseEnded'; by: string; because: 'resumed' | 'heard' | 'limit' | 'rejected' | 'not-approved' }
  /** Pauses that were over already: no leader agreed, their time counts again. */
  | { type: 'PausesDisallowed'; by: string; because: 'rejected' | 'not-approved'; pauses: EndedPause[] }
  | {
      type: 'HandOffOffered';
      to: PersonId;
      by: PersonId;
      kind: 'offer' | 'assign';
      answerBy: Date;
      why: string;
    }
  | { type: 'HandOffAccepted'; by: PersonId; from: PersonId }
  | { type: 'HandOffDeclined'; by: PersonId; from: PersonId; why?: string }
  | { type: 'HandOffLapsed'; to: PersonId; from: PersonId }
  | { type: 'TicketTaken'; by: PersonId; from: PersonId; why: string }
  | { type: 'VoidProposed'; by: PersonId; reason: VoidReason; other?: number }
  | { type: 'TicketVoided'; by: string; reason: VoidReason; other?: number }
  | { type: 'VoidRejected'; by: PersonId }
  | { type: 'Withdrawn'; address: Address; why: string }
  | { type: 'Said'; by: PersonId; text: string }
  | { type: 'NoteAdded'; by: PersonId; text: string }
  | { type: 'TitleChanged'; by: PersonId; title: string }
  | { type: 'SeverityChanged'; by: PersonId | 'faultline'; severity: Severity; clocks: Clock[] }
  | { type: 'RecordFilled'; by: PersonId; fields: Partial<Record<RecordField, string>> }
  | { type: 'RecordReminded' }
  // `party`: a listed contact who had no part in it so far, and hears the answer.
  | { type: 'Hurried'; address: Address; text: string; party?: Party }
  | { type: 'PersonWanted'; address: Address; callBy: Date; party?: Party }
  | { type: 'Complained'; address: Address; text: string; clocks: Clock[]; party?: Party }
  /** The first answer to a complaint is the response; its result must be in writing. */
  | {
      type: 'ComplaintAnswered';
      by: PersonId;
      how: 'call' | 'text';
      text: string;
      proof: Proof;
      clock: 'complaint-response' | 'complaint';
    }
  | { type: 'AlarmsQuieted'; by: PersonId; until: Date }
  | { type: 'ContactTaken'; by: PersonId; callBy: Date }
  | { type: 'StepsFired'; steps: DueStep[]; superseded: StepKey[] }
  /** The audit found something missing and made it good; what follows it in the same version is that. */
  | { type: 'AuditRepaired'; what: 'alarm' | 'fold' | 'notice' | 'pending' }
  | { type: 'PartLinked'; part: number; by: PersonId }
  | { type: 'LinkedToMajor'; major: number; by: PersonId }
);
