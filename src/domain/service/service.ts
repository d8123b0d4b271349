import type { Address } from '../address.ts';
import type { Locale, Worded } from '../locale.ts';

export type PersonId = string;
export type Role = 'engineer' | 'leader' | 'manager' | 'supervisor' | 'agent' | 'expert';
export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';
export type Severity = 'urgent' | 'severe' | 'general';

export interface Person {
  id: PersonId;
  name: string;
  /** The name in English messages; `name` when absent. */
  nameEn?: string;
  role: Role;
  /** 1 first line, 2 second line, 3 research and development. */
  level?: number;
  locale: Locale;
  /** In order of preference. */
  reach: Address[];
}

/** One line of a rota, in the organisation's zone. `to` at or before `from` runs past midnight. */
export interface DutySlot {
  person: PersonId;
  deputy?: PersonId;
  days: Weekday[];
  /** `HH:MM`; 00:00–24:00 is all day. */
  from: string;
  to: string;
}

export interface Group {
  id: string;
  name: string;
  nameEn?: string;
  leader: PersonId;
  /** Stands in for the leader when three alerts go unanswered. */
  deputy?: PersonId;
  manager: PersonId;
  /** The chat conversation that shows the cards. */
  channel?: Address;
  /** Where managers' alerts are shown, beside their direct messages. */
  alerts?: Address;
  duty: DutySlot[];
  /** The group one level up. */
  next?: string;
}

export interface Contact {
  id: string;
  name: string;
  nameEn?: string;
  role: 'reporter' | 'contact' | 'supervisor';
  locale?: Locale;
  reach: Address[];
  /** We may telephone to ask "fixed?": the logged call counts as this person's answer. */
  call?: boolean;
}

export interface Customer {
  id: string;
  name: string;
  nameEn?: string;
  keyAccount: boolean;
  contract: string;
  contacts: Contact[];
}

export interface Site {
  id: string;
  customer: string;
  name: string;
  nameEn?: string;
  timezone: string;
  address?: string;
  /** How to get in: shown to whoever claims. */
  access?: string;
  /** Words in a report that mean this site. */
  aliases: string[];
}

export interface Equipment {
  id: string;
  site: string;
  name: string;
  model?: string;
  serial?: string;
  bought?: string;
}

/** A date is `YYYY-MM-DD` in the calendar's zone. */
export interface Calendar {
  id: string;
  timezone: string;
  /** Absent: 7×24. */
  hours?: { days: Weekday[]; from: string; to: string }[];
  holidays: string[];
  /** 调休: days that work although their weekday or a holiday says otherwise. */
  workdays: string[];
  /** Years whose holidays are listed; outside them only weekdays are known. */
  years: number[];
}

export type ClockName = 'answer' | 'onsite' | 'fix' | 'spare' | 'complaint' | 'complaint-response';

/** One clause with a number in it. Durations in milliseconds. */
export interface Promised {
  clock: ClockName;
  /** `always` from the report; `on-site-agreed` once a visit is agreed; `complaint` when one is made. */
  applies: 'always' | 'on-site-agreed' | 'complaint';
  withinMs: number;
  /** The stricter reading: warns worker and leader, never a manager. */
  targetMs?: number;
  from: 'report' | 'occurrence' | 'complaint';
  /** A calendar's id. */
  calendar: string;
  /** The commitment's exact sentence. */
  clause: string;
  /** How the sentence is read where it can be read in two ways. */
  reading?: string;
  /** R and K numbers. */
  keeps: string[];
  /** Other limits by severity. */
  severities?: Partial<Record<Severity, number>>;
}

/** A sentence of the commitment that no clock measures; kept word for word, so that it can be shown and reported. */
export interface Clause {
  id: string;
  clause: string;
  reading?: string;
  keeps: string[];
  /** The clock that measures it under another clause: the stricter arrival, the loaner. */
  measuredBy?: ClockName;
}

export interface Contract {
  id: string;
  /** Covers reporters whom no customer claims. */
  default: boolean;
  accepted?: string;
  warrantyMs?: number;
  maintenanceMs?: number;
  /** K6: the maintenance period begins when the warranty ends (the default), or on the day of acceptance too. */
  maintenanceFrom?: 'warranty-end' | 'acceptance';
  /** First date that the warranty and the maintenance period no longer cover; absent without `accepted`. */
  warrantyEnds?: string;
  maintenanceEnds?: string;
  group: string;
  promises: Promised[];
  /** The other sentences of the commitment. */
  clauses?: Clause[];
  ladder: string;
  tellOnBreach: 'reporter' | 'supervisor' | 'after-approval';
  /** Working days of silence after "fixed?" before the reminder, and before closing as unconfirmed. */
  remindAfterDays: number;
  closeAfterDays: number;
  /** The calendar that counts those days. */
  workingCalendar: string;
}

/** Who hears a step; resolved to people when it fires. */
export type StepRole = 'duty' | 'deputy' | 'leader' | 'manager' | 'owner' | 'worker';

export interface UnclaimedStep {
  afterMs: number;
  page: StepRole[];
}

export interface ShareStep {
  /** 1–100 and above: the share of the promise's time. */
  percent: number;
  tell: StepRole[];
  /** `chat` alone when absent. */
  by: ('chat' | 'sms' | 'email')[];
  /** Gaps between repeats after the step; `daily` is 08:30 in the organisation's zone, and stays. */
  again: (number | 'daily')[];
}

export interface Ladder {
  id: string;
  unclaimed: UnclaimedStep[];
  shares: ShareStep[];
}

/** `months` counts from the start date, clamped to the last day; `perMonth` spreads n visits over each month. */
export type Recurrence =
  | { kind: 'months'; every: number; day?: number }
  | { kind: 'per-month'; days: number[] }
  | { kind: 'weeks'; every: number; day: Weekday }
  /** Only for trying things out. */
  | { kind: 'interval'; everyMs: number };

export interface InspectionPlan {
  id: string;
  site: string;
  name: string;
  nameEn?: string;
  recurrence: Recurrence;
  /** First possible date. */
  starts: string;
  /** `HH:MM` in the site's zone: when a visit is due. */
  at: string;
  /** A group or a person. */
  assignee: string;
  remindMs: number[];
  checklist: { id: string; label: Worded }[];
  clause: string;
  keeps: string[];
}

export interface Organisation {
  name: string;
  nameEn: string;
  /** Opens every SMS: `【恒信集成】` and `Hengxin: `. */
  signature: Worded;
  timezone: string;
  locale: Locale;
  /** Said before anything else when a report holds a danger word. */
  safety: Worded;
  /** Number a person may call; never put into SMS where the country forbids it. */
  phone?: string;
}

/** Per SMS country what is possible; the code asks, `check` tests. */
export interface SmsCountry {
  /** ISO 3166 alpha-2. */
  country: string;
  inbound: boolean;
  links: boolean;
  numbers: boolean;
  freeText: boolean;
  /** Texts a person and day; the place for "fixed?" is reserved beside it. */
  dailyCap: number;
}

/** How long what is over is kept; an absent part is kept for ever. Milliseconds. */
export interface Retention {
  /** What came in, since it came; what people were told, since their ticket was closed. */
  messagesMs?: number;
}

/** `service.yaml`, read and checked: the commitment as data. */
export interface Service {
  /** SHA-256 of the canonical content. */
  hash: string;
  organisation: Organisation;
  people: Person[];
  groups: Group[];
  customers: Customer[];
  sites: Site[];
  equipment: Equipment[];
  contracts: Contract[];
  ladders: Ladder[];
  calendars: Calendar[];
  inspections: InspectionPlan[];
  smsCountries: SmsCountry[];
  retention?: Retention;
}

/** What a ticket pins when it opens: later changes of the service file never move its due times. */
export interface Policy {
  hash: string;
  contract: Contract;
  ladder: Ladder;
  calendars: Calendar[];
  timezone: string;
}
