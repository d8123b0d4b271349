import type { Logger } from 'pino';
import type { FormFacts, FormName } from '../../templates/index.ts';
import type { Address, ChannelName } from '../domain/address.ts';
import type { Channel } from '../domain/channel.ts';
import type { Locale } from '../domain/locale.ts';
import type { Form, Message } from '../domain/message.ts';
import type { Wording } from '../domain/notice/catalogue.ts';
import type { Organisation, Policy, Service } from '../domain/service/service.ts';
import type { TicketView } from '../domain/ticket/view.ts';
import type { AuditStore } from '../store/audit.ts';
import type { Fetches } from '../store/fetches.ts';
import type { Files } from '../store/files.ts';
import type { Findings } from '../store/findings.ts';
import type { Identities } from '../store/identities.ts';
import type { Inbox } from '../store/inbox.ts';
import type { Inspections } from '../store/inspections.ts';
import type { Journal } from '../store/journal.ts';
import type { Leases } from '../store/leases.ts';
import type { Meta } from '../store/meta.ts';
import type { Outbox } from '../store/outbox.ts';
import type { Retention } from '../store/retention.ts';
import type { Tickets } from '../store/tickets.ts';
import type { Breakers } from './breakers.ts';
import type { TicketTurns } from './ticket-turns.ts';

/** What a template is given to word a message. */
export interface WordingContext {
  view?: TicketView;
  organisation: Organisation;
  now: Date;
  locale: Locale;
  audience: 'reporter' | 'staff';
  page?: string;
  channel: string;
  oneWay?: boolean;
  openCount?: number;
  repaired?: boolean;
  fileUrl?: (kept: string) => string;
}

/** The loops that make the hub go. `visits` are inspections: their reminders and what they owe. */
export type LoopName = 'inbox' | 'receipts' | 'relay' | 'outbox' | 'alarms' | 'visits' | 'files';

/** Counters that the hub keeps about itself. */
export interface Meters {
  received(channel: string): void;
  sent(channel: string, result: string): void;
  lateness(seconds: number): void;
  /** A provider's breaker opened, or closed again. */
  breaker(channel: string, open: boolean): void;
}

/** What use cases may ask for. Built in main, or in a test. */
export interface Context {
  tickets: Tickets;
  turns: TicketTurns;
  inspections: Inspections;
  inbox: Inbox;
  outbox: Outbox;
  journal: Journal;
  audit: AuditStore;
  findings: Findings;
  files: Files;
  retention: Retention;
  fetches: Fetches;
  identities: Identities;
  leases: Leases;
  meta: Meta;
  /** The applied service file; refreshed when another hub applies a new one. */
  service(at?: Date): Service;
  /** Reads it again at once, where waiting for the next look would page somebody who is out. */
  refreshService(): Promise<void>;
  policy(hash: string): Promise<Policy>;
  /** Business time: the system's clock plus the sandbox's offset. */
  clock: { now(): Date };
  channels: Map<ChannelName, Channel>;
  /** Who is asked nothing for a while, because nobody could be written to there. */
  breakers: Breakers;
  word(wording: Wording, context: WordingContext): Message;
  form<N extends FormName>(name: N, facts: FormFacts[N], locale: Locale): Form;
  /** Salted by the hub's secret; names personal words in the journal. */
  hash(text: string): string;
  /** The reporter's page of a ticket, as an address to click. */
  page(ticket: number, address: Address): string;
  /** Where a kept picture or file can be seen for a while, by whoever holds the address. */
  fileUrl(kept: string): string;
  /** Can the one who draws this conversation's messages fetch our pictures? If not, they are handed over. */
  draws(conversation: Address): boolean;
  /** Signed, for mail threads. */
  token(ticket: number): string;
  oneWay(address: Address, seenInbound: boolean): boolean;
  /** Texts a person may get in a day; undefined: no limit. */
  dailyCap(address: Address): number | undefined;
  /** First answers an hour to addresses like this one that nobody knows; undefined: no limit. */
  strangersCap(address: Address): number | undefined;
  log: Logger;
  meters: Meters;
  /** Something was written that a loop should look at now; for the relay, by which ticket. */
  poke(loop: LoopName, ticket?: number): void;
}
