import type { DueStep } from '../ladder/step.ts';
import type { ClockName, PersonId } from '../service/service.ts';
import type { Attached } from '../ticket/attached.ts';
import type { Named } from '../ticket/view.ts';
import type { Findings } from './finding.ts';
import type { RefusalReason } from './refusal-reasons.ts';

/** One line of the sum that `why` shows. */
export interface SumLine {
  label:
    | 'start'
    | 'limit'
    | 'pause'
    | 'outside-hours'
    | 'due'
    | 'elapsed'
    | 'stopped'
    | 'left'
    | 'over'
    | 'target';
  at?: Date;
  ms?: number;
  by?: string;
  approvedBy?: string;
  reason?: string;
}

export interface ClockSum {
  clock: ClockName;
  clause: string;
  reading?: string;
  calendar: string;
  /** `void`: the ticket was no fault, so nothing was kept or broken. */
  state: 'running' | 'paused' | 'met' | 'broken' | 'void';
  lines: SumLine[];
  /** Years in the sum whose holidays the calendar doesn't list: only weekdays were known there. */
  unknownYears?: number[];
}

/**
 * Every message there is: its name and the facts that it needs beside the ticket's present view.
 * Facts are stored with the notice (dates, numbers and strings only) and worded at the last moment.
 */
export interface Catalogue {
  // To the reporter
  receipt: {
    answerBy?: Date;
    oneWay: boolean;
    danger: boolean;
    askPlace: boolean;
    knownOutage?: number;
    partial?: boolean /** Opened by staff on the reporter's behalf. */;
    logged?: boolean;
  };
  place: Record<never, never>;
  greeting: Record<never, never>;
  answer: { by: Named; text: string };
  said: { by: Named; text: string };
  claimed: { by: Named };
  'on-the-way': { by: Named; expectedAt?: Date };
  arrived: { by: Named; at: Date };
  parts: { by: Named; text?: string; delivered: boolean };
  delay: {
    clock: ClockName;
    wasDue: Date;
    leader: Named;
    newBy: Date /** The leader has really taken charge (claimed the contact). */;
    taken: boolean;
  };
  paused: { reason: string; until?: Date };
  'fixed-asked': { note: string; oneWay: boolean };
  reminder: { closeAt: Date; oneWay: boolean };
  'closed-rate': { by?: string };
  'closed-unconfirmed': Record<never, never>;
  reopened: { callBy: Date };
  rated: { score: number };
  'still-broken': Record<never, never>;
  status: Record<never, never>;
  'status-many': { tickets: { number: number; title: string; status: string }[] };
  'status-none': Record<never, never>;
  hurried: Record<never, never>;
  withdrawn: Record<never, never>;
  person: { callBy: Date };
  complaint: { number: number; responseBy: Date; resultBy: Date };
  help: Record<never, never>;
  'not-yours': Record<never, never>;
  'nothing-open': { word: string };
  'which-ticket': { word: string; tickets: { number: number; title: string }[] };
  'another-fault': Record<never, never>;
  voided: { reason: string; other?: number };
  'confirm-by-owner-only': Record<never, never>;
  /** To the customer's supervisor: an urgent fault opened, a promise broke, it is over. */
  'supervisor-news': {
    what: 'opened' | 'broken' | 'confirmed' | 'unconfirmed' | 'void';
    answerBy?: Date;
    clock?: ClockName;
    wasDue?: Date;
  };

  // To staff
  card: Record<never, never>;
  page: {
    step: number;
    late: boolean;
    next?: { at: Date; who: Named };
    answerBy?: Date;
    danger: string[] /** Why it rings again. */;
    because: 'opened' | 'unclaimed' | 'denied' | 'danger' | 'hurried' | 'call-me' | 'withdrawn-offer';
  };
  /** `contact`: they took charge of the contact only; the ticket stays another's. */
  claim: { phone?: string; mail?: string; name?: string; chat?: string; contact?: boolean };
  warning: { step: DueStep; dueAt: Date };
  broken: {
    step: DueStep;
    dueAt: Date;
    known: 'unclaimed' | 'no-answer' | 'working' | 'on-site' | 'paused';
    clause: string /** Who did not react, and who took over when: `view.owner` is already the new one. */;
    silent?: Named;
    took?: { by: Named; at: Date };
    /** What else breaks with it, or is broken still: one alert for all. */
    also?: { clock: ClockName; dueAt: Date; clause: string }[];
  };
  denied: { why: string };
  addition: { text: string; by: string };
  /** Under the card, where its pictures can't be drawn. */
  'card-file': { file: Attached; place: number };
  /** Came after somebody was at work: they hear once it is here, or lost. */
  pictures: { by: string; files: Attached[] };
  hurry: { text: string };
  'call-me': { name?: string };
  offer: { by: Named; why?: string };
  'offer-accepted': { by: Named };
  /** `lapsed`: nobody answered. */
  'offer-declined': { by: Named; why?: string; lapsed?: boolean };
  assigned: { by: Named; why?: string };
  taken: { by: Named; why: string };
  confirmed: { by: string; score?: number };
  rating: { score: number; text: string };
  'record-owed': { owed: ('method' | 'measure' | 'progress' | 'result')[] };
  'pause-approval': { by: Named; reason: string; until?: Date; note?: string };
  'pause-ended': { reason: string; because: 'rejected' | 'limit' | 'resumed' | 'heard' | 'not-approved' };
  'void-approval': { by: Named; reason: string; other?: number };
  'void-rejected': { by: Named };
  /** `conversation`: a place in chat takes nothing. `ours`: whatever we send there is stopped. `staff`: one of ours was called in vain. `tried`: everybody it did not reach so far. */
  undelivered: {
    to: string;
    what: string;
    reason: string;
    conversation?: true;
    ours?: true;
    staff?: Named;
    tried?: PersonId[];
  };
  'opted-out': { from: string };
  complained: { text: string; responseBy: Date; resultBy: Date };
  duplicate: { other: number };
  withdrew: { why: string };
  /** Where the reporter can't answer by text: call and ask. */
  'to-confirm': { phone?: string; name?: string; closeAt: Date; again: boolean };
  forwarded: { name?: string; address: string };
  copied: { by: string; text: string };
  /** A bare 2 after closing: they are being asked whether it broke again. */
  'maybe-broken': Record<string, never>;
  /** Where they can be answered: nothing else names them, for there is no ticket. */
  'person-wanted': { name?: string; phone?: string; mail?: string; chat?: string };

  // Inspections
  'inspection-reminder': {
    inspection: string;
    name: string;
    nameEn?: string;
    site: string;
    siteEn?: string /** The site's. */;
    timezone?: string;
    dueAt: Date;
    lead: string;
    late: boolean;
    assignee: Named;
  };
  'inspection-overdue': {
    inspection: string;
    name: string;
    nameEn?: string;
    site: string;
    siteEn?: string /** The site's. */;
    timezone?: string;
    dueAt: Date;
    assignee: Named;
  };
  'inspection-result': {
    inspection: string;
    name: string;
    nameEn?: string;
    site: string;
    siteEn?: string /** The site's. */;
    timezone?: string;
    doneAt: Date;
    by: Named;
    items: { label: string; labelEn: string; result: 'ok' | 'fault' | 'skipped'; note?: string }[];
    note: string;
  };

  // To whoever asked
  /** `waits`: it was proposed, a leader has yet to approve it. */
  done: { verb: string; undoUntil?: Date; waits?: boolean };
  refused: { reason: RefusalReason; who?: Named; until?: Date; word?: string; number?: number };
  /** `meant`: the known word that was probably meant. */
  usage: { problem: string; word?: string; meant?: string };
  'staff-help': Record<never, never>;
  why: { sums: ClockSum[] };
  trace: {
    rows: { at: Date; to: string; what: string; how: string; proof: string }[];
    /** Older ones were kept as long as the service file says. */
    removed?: true;
  };
  brief: {
    opened: number;
    broken: { number: number; title: string; clock: ClockName }[];
    dueToday: { number: number; title: string; clock: ClockName; dueAt: Date }[];
    waiting: {
      kind: 'pause' | 'offer' | 'void' | 'undelivered' | 'silent' | 'record';
      number: number;
      title: string;
    }[];
    inspections: { name: string; nameEn?: string; site: string; siteEn?: string; dueAt: Date }[];
  };
  /** One row for each notice that it tells; which promise broke, and when it was due. */
  digest: {
    items: { number: number; title: string; what: MessageName; clock?: ClockName; dueAt?: Date }[];
  };
  home: {
    mine: { number: number; title: string; status: string; dueAt?: Date }[];
    duty: { group: { name: string; nameEn?: string }; who: Named; until?: Date; deputy?: Named }[];
  };
  /** Somebody reported ill: who stands in until when, and how many of their tickets are offered. */
  absent: { until: Date; deputy: Named; offered: number };
  skew: { ms: number };
  audit: Findings;
}

export type MessageName = keyof Catalogue;

/** A message by name with its facts: what a notice stores. */
export type Wording = { [K in MessageName]: { name: K; facts: Catalogue[K] } }[MessageName];
