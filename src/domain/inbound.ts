import type { Address } from './address.ts';

/** Where in a chat something was said, so that the answer goes there; opaque to everyone but its channel. */
export interface Place {
  conversation: string;
  /** The message that the thread hangs under, as the channel's own reference (`ref` of a SendResult). */
  thread?: string;
  /** Answers here are seen by the asker alone. */
  ephemeral?: boolean;
}

export interface Attachment {
  name: string;
  type: string;
  bytes: number;
  /** Where the channel can fetch it again: a GridFS id, or a provider's address. */
  ref?: string;
}

/** Words from a person: a report, an addition, or a short answer; `domain/report` tells which. */
export interface InboundText {
  kind: 'text';
  from: Address;
  fromName?: string;
  /** What the person newly wrote: no quoted history, no signature. */
  text: string;
  subject?: string;
  attachments: Attachment[];
  /** Other people in To and Cc of a mail. */
  copied?: Address[];
  /** A ticket that the message proves it belongs to (our signed mail token, verified). */
  token?: { ticket: number };
  /** A ticket merely named (`[#4821]` in a subject): proves nothing. */
  named?: { ticket: number };
  /** Staff forwarded or logged somebody else's words: the quoted sender. */
  onBehalfOf?: { address: Address; name?: string };
  /** `/fault …`, a form, a message shortcut, a mention outside a thread: always a report. */
  intent?: 'fault';
  /** A mention of the bot; in a card's thread it is a verb. */
  mention?: boolean;
  place?: Place;
  /** Set when the message could not be read fully; the raw is kept. */
  partial?: boolean;
  /** It names nobody who could be answered, or several: a ticket opens all the same, and nobody is written to. */
  unanswerable?: boolean;
  /** Written by a machine (auto-reply, list): kept, never answered, opens nothing. */
  automatic?: boolean;
}

/** A staff command typed as a line: `/ticket 4821 fix 换了电源`. `domain/report` reads it. */
export interface InboundLine {
  kind: 'line';
  from: Address;
  fromName?: string;
  text: string;
  place?: Place;
  trigger?: string;
}

/** A button tapped or a form submitted. */
export interface InboundVerb {
  kind: 'verb';
  from: Address;
  fromName?: string;
  verb: string;
  ticket?: number;
  value?: string;
  /** Set when a form was submitted: field id → what was entered. */
  fields?: Record<string, string>;
  /** What the channel needs to open a form now; lives seconds. */
  trigger?: string;
  place?: Place;
}

/** A provider's word on something we sent. States never go back. */
export interface InboundReceipt {
  kind: 'receipt';
  /** The provider's id of the message (`providerId` of a SendResult). */
  providerId: string;
  state: 'sent' | 'delivered' | 'failed';
  /**
   * `dead`: this address will never work; `opted-out`: its owner forbade it; `later`: worth one retry; `full`: so as
   * well, and everything there goes slower; `ours`: what we send is stopped until somebody of ours acts.
   */
  failure?: 'dead' | 'opted-out' | 'later' | 'full' | 'blocked' | 'ours';
  reason?: string;
}

/** STOP, START and their like: the provider enforces it, we honour it. */
export interface InboundSubscription {
  kind: 'subscription';
  from: Address;
  wanted: boolean;
}

/** Somebody opened the app's home tab. */
export interface InboundHome {
  kind: 'home';
  from: Address;
}

export type Inbound =
  | InboundText
  | InboundLine
  | InboundVerb
  | InboundReceipt
  | InboundSubscription
  | InboundHome;
