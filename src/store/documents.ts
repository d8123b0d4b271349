import type { Address } from '../domain/address.ts';
import type { Place } from '../domain/inbound.ts';
import type { Locale } from '../domain/locale.ts';
import type { MessageName } from '../domain/notice/catalogue.ts';
import type { Loudness, Recipient, Unless } from '../domain/notice/owed.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { Wanted } from './file-documents.ts';

/** What we write today. A document of a newer schema is left to a newer hub. */
export const schemaVersion = 1;

/** One raw message as a provider delivered it; its `_id` makes a resend a no-op. */
export interface InboxDoc {
  _id: string;
  channel: string;
  payload: unknown;
  /** A GridFS file holding what is too big for a row. */
  blob?: string;
  /** A provider's word: taken many at once, and apart from what people write. */
  receipt?: true;
  receivedAt: Date;
  state: 'new' | 'done' | 'quarantined';
  attempts: number;
  nextAt: Date;
  leaseUntil: Date;
  fence: number;
  /** The number that a report opens under, written before the ticket. */
  ticket?: number;
  /** The ticket that its words belong to, written before they are. */
  aim?: number;
  /** Waits until what this sender wrote before is handled. */
  waitsFor?: Address;
  /** What the sender was told: the sandbox and `trace` read it. */
  result?: { ok: boolean; say?: string; ticket?: number };
  error?: string;
  /** What it held was removed: it was kept as long as the service file says. */
  emptied?: true;
}

/** What a journal entry keeps of an event: no personal words, only where they are kept. */
export interface JournalDoc {
  /** `4821/7`: ticket and version. */
  _id: string;
  ticket: number;
  version: number;
  at: Date;
  cause: string;
  events: unknown[];
  prev: string;
  hash: string;
}

/** Personal words, apart from the journal so that they can be erased. */
export interface ContentDoc {
  /** The salted hash that the journal names. */
  _id: string;
  ticket: number;
  salt: string;
  text: string;
}

export interface Attempt {
  at: Date;
  to: Address;
  result: 'started' | 'sent' | 'try-later' | 'refused' | 'unknown';
  reason?: string;
  /** The provider was in trouble with everybody: not counted against this notice. */
  spared?: true;
  providerId?: string;
  /** What was handed over, as its channel knows it again; kept until its end is known. */
  fingerprint?: string;
}

/** One notice owed to one person. A channel belongs to an attempt: `lane` is where it is tried now. */
export interface NoticeDoc {
  _id: string;
  kind: 'notice' | 'card';
  ticket?: number;
  inspection?: string;
  /** Somebody without a ticket whom it is about; with `unless: 'has-ticket'`. */
  about?: Address;
  to: Recipient | { kind: 'conversation'; address: Address };
  audience: 'reporter' | 'staff';
  locale: Locale;
  loud: Loudness;
  name: MessageName;
  facts: unknown;
  lane: Address;
  fallbacks: Address[];
  state: 'queued' | 'sending' | 'sent' | 'delivered' | 'failed' | 'superseded';
  at: Date;
  /** Orders notices of one instant. */
  seq: number;
  nextAt: Date;
  deadline?: Date;
  unless?: Unless;
  reserved?: boolean;
  /** Answers what its reader just sent. */
  answers?: true;
  proves?: 'answer';
  /** The audit found that it was missing, and made it good. */
  repaired?: true;
  place?: Place;
  /** Goes under the ticket's card, with this kept file in it. */
  underCard?: { file: string };
  attempts: Attempt[];
  /** Ids of the notices that its message tells as well; written with the attempt that begins to say so. */
  covers?: string[];
  /** The notice whose message told this one. */
  carriedBy?: string;
  /** Fence of the lane's grant that sends it now: an older grant's writes are refused. */
  grant?: number;
  providerId?: string;
  ref?: string;
  sentAt?: Date;
  /** A receipt is still to come, and the provider is asked for it then. */
  receiptDue?: Date;
  /** No receipt came in time, and the provider had none when asked: nobody knows whether it arrived. */
  unproven?: true;
  /** Its provider rests, and the next one was called instead. */
  passedOn?: true;
  /** Since when its provider can't say whether an attempt whose end we never saw reached it. */
  doubtSince?: Date;
  reason?: string;
  text?: string;
  /** Cards: the version wanted and the one shown. */
  want?: number;
  shown?: number;
}

/** The unit of leasing when sending: one address. */
export interface LaneDoc {
  _id: Address;
  nextAt?: Date;
  /** The destination rests until then: a wake-up meanwhile must not let later notices overtake. */
  blockedUntil?: Date;
  leaseUntil: Date;
  fence: number;
  /** Counts wake-ups, so that one during a send is not lost. */
  rev: number;
}

/** What a ticket's version owes: moved by the relay to the journal, the contents and the outbox. */
export interface PendingDoc {
  id: string;
  journal: JournalDoc;
  contents: ContentDoc[];
  notices: NoticeDoc[];
  /** Files of reports that came with this version. */
  fetch?: { id: string; files: Wanted[] }[];
  /** Conversation that shows the card. */
  card?: Address;
  /** Other tickets that these events move: cause-keyed, so that running twice is harmless. */
  follow: Follow[];
  /** Numbers that this version proved to send spam, or not to. */
  spam?: { address: Address; is: boolean }[];
  /** What the others owe that fired together with this ticket; their entries and notices are written already. */
  together?: Together;
}

export interface Follow {
  ticket: number;
  kind: 'major-fixed' | 'link';
  note?: string;
  by?: string;
  /** When its reporter is reminded, and when it closes unanswered; absent in what an older hub wrote. */
  times?: { remindAt: Date; closeAt: Date; recordDueAt: Date };
}

/** Cards to be shown anew, and lanes that have something to send since. */
export interface Together {
  cards: { ticket: number; version: number; at: Date; card: Address }[];
  lanes: Pick<NoticeDoc, 'lane' | 'nextAt'>[];
}

export type TicketDoc = Omit<Ticket, 'number'> & {
  _id: number;
  schema: number;
  version: number;
  /** Hash of the newest journal entry. */
  head: string;
  /** When that was written, by the clock of the hub that wrote it. */
  writtenAt?: Date;
  /** The last 128 causes: a command is carried out once. */
  causes: string[];
  nextAlarmAt?: Date;
  pending: PendingDoc[];
  pendingSince?: Date;
  /** Stamp of the last batch that fired its alarms. */
  firedBy?: string;
};

/** One address that has spoken to us or that we speak to. */
export interface IdentityDoc {
  _id: Address;
  locale?: Locale;
  name?: string;
  seenInbound?: boolean;
  optedOut?: boolean;
  dead?: boolean;
  /** When it was last found so. */
  deadAt?: Date;
  /** Voided as spam before: what it reports is held for the morning and pages nobody. */
  spam?: boolean;
  /** The last question put to it. */
  question?: unknown;
  lastReportAt?: Date;
  /** Was answered before: no stranger any more. */
  welcomed?: boolean;
  /** What was last answered with a prompt, as a hash: the same again soon is a machine's, or needs no second one. */
  prompted?: { hash: string; at: Date };
  /** Replies in the present window, against loops. */
  window?: { from: Date; replies: number };
  /** Texts per local day: `2026-03-05` → count. */
  day?: { date: string; sent: number };
}

export interface LeaseDoc {
  _id: string;
  owner: string;
  until: Date;
  fence: number;
  /** On the row of the hubs: which of them live, and until when at least. */
  living?: { owner: string; until: Date }[];
}

/** One small fact; which fields it has depends on its id. */
export interface MetaDoc {
  _id: string;
  next?: number;
  hour?: string;
  service?: unknown;
  hash?: string;
  applied?: string[];
  at?: Date;
  offsetMs?: number;
  value?: string;
  lastSlot?: Date;
  /** Who is out until when; the id's dots are slashes, a dot would be a path. */
  out?: Record<string, Date>;
}

export interface PolicyDoc {
  _id: string;
  policy: unknown;
}
