import type { Locale } from '../domain/locale.ts';

/** Something that fires if nobody does anything before, as the page words it. */
export interface Upcoming {
  /** ISO. */
  at: string;
  what: string;
  ticket?: number;
  visit?: { name: string; nameEn?: string };
  clock?: string;
  percent?: number;
  sinceMs?: number;
  reaches: {
    kind: 'staff' | 'reporter' | 'conversation';
    name: string;
    nameEn?: string;
    address?: string;
    by: string[];
  }[];
}

/** What each sender was told of a message that came in. */
export interface Told {
  id: string;
  ok: boolean;
  say?: string;
  ticket?: number;
}

/** All that the sandbox sees of the hub, apart from its public wire. */
export interface HubReads {
  /** Resolves when everything received is handled and everything owed was handed over. */
  settled(): Promise<void>;
  /** Notes every inbox id accepted from now on; `results` gives what each sender was told. */
  watch(): { results(): Promise<Told[]>; done(): void };
  /** The JSON of `GET /sandbox/tickets/<n>`. */
  ticket(number: number): Promise<unknown>;
  tickets(): Promise<{ number: number; title: string; status: string }[]>;
  /** Which ticket a message that went out belongs to. */
  ticketOf(channel: 'sms' | 'email' | 'slack', providerId: string): Promise<number | null>;
  /** What will happen by itself, soonest first. */
  upcoming(): Promise<Upcoming[]>;
  /** From now on those staff who read the house's language read this one. */
  speak(locale: Locale): void;
  /** Business time. */
  now(): Date;
  /** Walks business time forward; resolves when all that fell due has gone out. */
  moveTo(at: Date): Promise<void>;
}

/** Who plays: the staff, their conversations, the customers' contacts. All ids and addresses are bare. */
export interface Cast {
  users: {
    id: string;
    /** As tickets name their owner. */
    person?: string;
    name: string;
    nameEn?: string;
    role: string;
    /** So that the page can name a phone that staff are texted on. */
    phones?: string[];
    mails?: string[];
  }[];
  /** The first one shows the cards. */
  channels: { id: string; name: string }[];
  contacts: { name: string; nameEn?: string; phones: string[]; mails: string[] }[];
  organisation?: { name: string; nameEn?: string };
  /** What staff are written to in, but for those who chose another. */
  locale?: Locale;
  /** The zone that people read times in; the browser's own when absent. */
  timezone?: string;
}
