import type { ClockName, StepRole } from '../service/service.ts';

/**
 * One thing that may fire, unique within a ticket: `unclaimed/180000@R`, `answer/50@R`, `onsite/target@R`,
 * `answer/100/2@R` (its second repeat), `answer/100/2026-03-05@R` (its daily repeat of that date).
 *
 * R, the round, is the epoch milliseconds at which the unclaimed stretch or the clock started: a stretch or a
 * clock that starts anew fires anew, one that goes on after a denial goes on where it was. A repeat with an
 * outcome settles all earlier repeats of its step. No key holds a dot or begins with a dollar sign.
 */
export type StepKey = string;

/** A step that is due: what the kernel records as fired and turns into notices. */
export interface DueStep {
  key: StepKey;
  kind: 'unclaimed' | 'share' | 'target' | 'repeat';
  clock?: ClockName;
  percent?: number;
  /** When it should have fired: reached, or the end of the quiet stretch in which it was reached. */
  at: Date;
  tell: StepRole[];
  loud: 'page' | 'notice';
  by: ('chat' | 'sms' | 'email')[];
  /** Fired noticeably after `at` (more than 60 s): a stop, said so in the message. */
  late: boolean;
  /** How many passed, this one included: always on a repeat, and on a break that goes out with its repeats. */
  times?: number;
}

/** What the ladder needs to know of a ticket. */
export interface LadderView {
  openedAt: Date;
  /** Start of the present unclaimed stretch; undefined once claimed. */
  unclaimedSince?: Date;
  clocks: import('../clock/clock.ts').Clock[];
  /** Steps with a final outcome, by key: never fired again. */
  done: Record<StepKey, { at: Date; outcome: 'fired' | 'superseded' }>;
  /** Alarms are quiet until then, by the hand that acknowledged them. */
  quietUntil?: Date;
}

/** What `planSteps` answers: fire these, mark those superseded, look again then. */
export interface LadderPlan {
  fire: DueStep[];
  superseded: StepKey[];
  nextAt?: Date;
}
