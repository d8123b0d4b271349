import type { Address, ChannelName } from './address.ts';
import type { Inbound, InboundReceipt, Place } from './inbound.ts';
import type { Form, Message } from './message.ts';
import type { LostReason } from './ticket/attached.ts';

/** One message to one address, ready to go. */
export interface Outgoing {
  /** The notice's id: the same on every attempt, so that a provider can be asked whether it has it. */
  id: string;
  to: Address;
  message: Message;
  ticket?: number;
  /** Signed by us; lets a reply by mail find its ticket. */
  token?: string;
  /** The page where the reporter sees the state, confirms, rates. */
  page?: string;
  place?: Place;
  /** Edit this earlier message (its `ref`) instead of posting a new one. */
  replace?: string;
  /** A file to hand over itself, where the reader can't get it from us; `message` says what it is. */
  upload?: { name: string; type: string; bytes: Uint8Array };
}

/** What happened, in our words; no vendor's code comes past a channel. */
export type SendResult =
  /**
   * `ref` names the message for later edits and threads. `delivered` only where the provider proves it. `text`:
   * what was handed over, where it may differ from the words that were given.
   */
  | { kind: 'sent'; providerId: string; ref?: string; proof: 'accepted' | 'delivered'; text?: string }
  | {
      kind: 'try-later';
      reason: string;
      afterMs?: number /** The whole destination rests, not this notice alone. */;
      lane?: boolean;
      provider?: boolean /** Whoever is written to: the provider itself is in trouble. */;
    }
  | { kind: 'refused'; reason: string; address: 'ok' | 'dead' | 'opted-out' }
  /** The request went out, no answer came back: ask `find` before sending again. */
  | { kind: 'unknown'; reason: string; provider?: boolean };

/** Earlier attempts whose end nobody saw: since when, and what was handed over. */
export interface Unsure {
  since: Date;
  fingerprints: string[];
}

/** Why a provider can't say just now whether it has a message; never a refusal. */
export type CannotSay = Extract<SendResult, { kind: 'try-later' | 'unknown' }>;

/** It is there already; `text` as it stands there, where the provider shows it. */
export interface Found {
  providerId: string;
  ref?: string;
  text?: string;
}

/** What became of fetching a file, in our words. */
export type FileResult =
  | { kind: 'here'; bytes: Uint8Array }
  /** `otherwise`: what it is lost as when it stays so. */
  | { kind: 'try-later'; reason: string; afterMs?: number; otherwise?: LostReason }
  | { kind: 'lost'; why: LostReason };

/** A file that came with a message: how its channel finds it again. */
export interface WantedFile {
  /** The `ref` that the channel gave its attachment. */
  ref: string;
  /** As its sender claims. */
  type: string;
  /** A bigger one is lost as `too-large`, and not read to its end. */
  mostBytes: number;
  signal: AbortSignal;
  /** The stored message that it came with. */
  raw(): Promise<{ payload: unknown; blob?: Uint8Array } | undefined>;
}

/** A raw message as a provider delivered it, to be kept before it is acknowledged. */
export interface Raw {
  /** Made from what the provider gave, prefixed by the channel: `sms:SM…`, `slack:Ev…`, `email:<sha256>`. */
  id: string;
  /** JSON-safe; what `read` needs. */
  payload: unknown;
  /** Big originals (a mail) kept beside the row. */
  blob?: Uint8Array;
  /** A provider's word on something we sent: nobody who writes waits behind it. */
  receipt?: true;
}

/** What a channel hands its raw messages to. */
export interface Intake {
  /**
   * Durably stores one raw message; a resend is a no-op. Answers only after a majority-journaled write.
   * @throws StoreUnavailable within 2 s when the store is away: the channel then must not acknowledge.
   */
  accept(raw: Raw): Promise<{ fresh: boolean }>;
  /** The same for many, with as few writes as it takes: what became of each, in its place. Never throws. */
  acceptAll(raws: readonly Raw[]): Promise<PromiseSettledResult<{ fresh: boolean }>[]>;
}

/** One address type, both ways. A folder under `src/channels` exports `create…Channel(settings, deps): Channel`. */
/** A time in which messages may have been missed. */
export interface Gap {
  since: Date;
  until: Date;
}

export interface Channel {
  readonly name: ChannelName;
  /** Connects (sockets, mailboxes, routes) and feeds `intake`. Returns once it is ready or retrying by itself. */
  start(intake: Intake): Promise<void>;
  /** Stops taking in; what is under way may finish. */
  stop(): Promise<void>;
  /** Says what a stored message means. Never sends, never throws for bad input: unreadable is `partial`. */
  read(raw: { id: string; payload: unknown; blob?: Uint8Array; receivedAt: Date }): Promise<Inbound[]>;
  /**
   * Waits for room to send where there is little of it (connections to a mail server), so that a send's own time
   * begins when it does. Answers how to give the room back; undefined: none came free within `waitMs`.
   */
  room?(waitMs: number): Promise<(() => void) | undefined>;
  /** Sends or edits; ends within 10 s, always. */
  send(outgoing: Outgoing): Promise<SendResult>;
  /**
   * What `find` knows a message by where the provider keeps no id of ours: a hash of its words. Kept with the
   * attempt, since the same notice may be worded otherwise when we ask.
   */
  fingerprint?(outgoing: Outgoing): string;
  /** Asks the provider whether it already has this notice; undefined: it has not, or can never be asked. */
  find?(outgoing: Outgoing, unsure: Unsure): Promise<Found | CannotSay | undefined>;
  /** What has become of a message that it took; undefined: nothing final yet, or it can't be asked. */
  receiptOf?(providerId: string): Promise<InboundReceipt | undefined>;
  /** Can whoever draws its messages fetch a picture from there? Absent: it draws none. */
  draws?(url: string): boolean;
  /** Brings the bytes of one file, from its provider alone; ends soon after `signal` does. */
  fetchFile?(wanted: WantedFile): Promise<FileResult>;
  /** Opens a form for the person who tapped; false when the chance has passed. */
  openForm?(trigger: string, form: Form): Promise<boolean>;
  /** Publishes the person's home tab. */
  showHome?(to: Address, message: Message): Promise<SendResult>;
  /** Is it connected, and if not, what to do. For `/readyz` and `doctor`. */
  health(): Promise<{ ok: boolean; say: string }>;
  /**
   * What came in meanwhile, to be fed to the same intake (providers that keep a history): how many were new, and
   * until when all is known. Rejects while the provider can't be asked; asked for the same `since` again it may
   * go on where it stood.
   */
  missed?(gap: Gap, intake: Pick<Intake, 'accept'>): Promise<{ fresh: number; until: Date }>;
}
