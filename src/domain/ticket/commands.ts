import type { Address } from '../address.ts';
import type { Locale } from '../locale.ts';
import type { PersonId, Promised, Role, Severity } from '../service/service.ts';
import type { FetchedFile } from './attached.ts';
import type { Party, PauseReason, Proof, RecordField, ReportEntry, VoidReason } from './ticket.ts';

/** Somebody of the staff, as a command names them. */
export interface Actor {
  person: PersonId;
  role: Role;
  /** On duty in place of an owner whose shift is over. */
  standsIn?: boolean;
}

/** What may be asked of a ticket. `now` is business time; `cause` makes a command idempotent (kept by the store). */
export type TicketCommand = { now: Date } & (
  | {
      type: 'AddReport';
      report: ReportEntry;
      party: Party;
      copied?: Party[];
      danger: string[];
      joined: boolean;
      promises: Promised[];
    }
  | { type: 'KeepFiles'; report: string; files: FetchedFile[] }
  | { type: 'JoinParty'; by: Actor; address: Address; to: Address }
  | { type: 'ProposeReporter'; address: Address; name?: string }
  /** `locale`: theirs, where it is known; else the ticket's. */
  | { type: 'AcceptReporter'; by: Actor; locale?: Locale }
  | { type: 'RejectReporter'; by: Actor }
  | { type: 'Claim'; by: Actor }
  | { type: 'Unclaim'; by: Actor }
  | { type: 'Answer'; by: Actor; how: 'call' | 'text' | 'page'; text: string; proof: Proof }
  | { type: 'ProveAnswer'; saidAt: Date; proof: Proof }
  | { type: 'LogTry'; by: Actor }
  | { type: 'GoOnsite'; by: Actor; expectedAt?: Date; promises: Promised[] }
  | { type: 'Arrive'; by: Actor; saidAt?: Date; promises: Promised[] }
  | { type: 'NeedParts'; by: Actor; text: string }
  | { type: 'DeliverParts'; by: Actor; text: string }
  | { type: 'Fix'; by: Actor; note: string; remindAt: Date; closeAt: Date; recordDueAt: Date }
  /** `listed`: a contact of the customer who had no part in the ticket yet. `by`: who heard it on the phone. */
  | { type: 'Confirm'; address: Address; proof: Proof; name: string; listed?: Party; by?: Actor }
  | {
      type: 'Deny';
      address: Address;
      why: string;
      name: string;
      promises: Promised[];
      listed?: Party;
      by?: Actor;
    }
  | { type: 'Rate'; address: Address; score: number; text: string }
  | { type: 'Withdraw'; address: Address; why: string }
  | { type: 'Pause'; by: Actor; reason: PauseReason; until?: Date; approveBy: Date; note: string }
  | { type: 'Resume'; by: Actor }
  | { type: 'ApprovePause'; by: Actor }
  | { type: 'RejectPause'; by: Actor }
  | { type: 'Offer'; by: Actor; to: PersonId; answerBy: Date; why: string }
  | { type: 'Assign'; by: Actor; to: PersonId; answerBy: Date; why: string }
  | { type: 'Accept'; by: Actor }
  | { type: 'Decline'; by: Actor; why?: string }
  | { type: 'Take'; by: Actor; why: string }
  | { type: 'Void'; by: Actor; reason: VoidReason; other?: number; known: boolean }
  | { type: 'ApproveVoid'; by: Actor }
  | { type: 'RejectVoid'; by: Actor }
  | { type: 'Say'; by: Actor; text: string }
  | { type: 'AddNote'; by: Actor; text: string }
  | { type: 'ChangeTitle'; by: Actor; title: string }
  | { type: 'ChangeSeverity'; by: Actor; severity: Severity; promises: Promised[] }
  | { type: 'FillRecord'; by: Actor; fields: Partial<Record<RecordField, string>> }
  | { type: 'Hurry'; address: Address; text: string; listed?: Party }
  | { type: 'WantPerson'; address: Address; callBy: Date; listed?: Party }
  | { type: 'Complain'; address: Address; text: string; promises: Promised[]; listed?: Party }
  | { type: 'Quiet'; by: Actor; until: Date }
  | { type: 'TakeContact'; by: Actor; callBy: Date }
  | { type: 'LinkPart'; by: Actor; part: number }
  | { type: 'LinkToMajor'; by: Actor; major: number }
);
