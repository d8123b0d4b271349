import type { Address } from '../address.ts';
import type { Locale } from '../locale.ts';
import type { PersonId } from '../service/service.ts';
import type { Wording } from './catalogue.ts';

export type Recipient =
  | { kind: 'person'; id: PersonId }
  | { kind: 'party'; address: Address; locale: Locale; name?: string };

/** page: rings at once on every channel; notice: one message; digest: may wait for the morning. */
export type Loudness = 'page' | 'notice' | 'digest';

/** When a notice is no longer worth sending; asked again just before it goes. */
export type Unless = 'claimed' | 'not-open' | 'not-fixed' | 'closed' | 'answered' | 'has-ticket';

/** One message owed to one person because of one event. */
export interface Owed {
  /** With ticket, version and recipient it names the notice for good. */
  purpose: string;
  to: Recipient;
  loud: Loudness;
  wording: Wording;
  /** Only these kinds of channel; the person's first choice when absent. */
  by?: ('chat' | 'sms' | 'email')[];
  unless?: Unless;
  notBefore?: Date;
  /** Has its own place in the daily budget. */
  reserved?: boolean;
  /** The promise it serves: unproven by then, it goes by the next channel. */
  deadline?: Date;
  /** Its arrival proves that the reporter was answered. */
  proves?: 'answer';
  /** Said only where a message costs the reader nothing (mail, chat); left out by SMS. */
  free?: boolean;
}
