import type { ClockName, StepRole } from '../service/service.ts';

/**
 * One thing that may fire: `unclaimed/180000`, `answer/50`, `answer/100`, `answer/100/2` (second repeat),
 * `onsite/target`. Unique within one run of a clock (`round` counts the restarts).
 */
export type StepKey = string;

/** A step that is due: what the kernel records as fired and turns into notices. */
export interface DueStep {
  key: StepKey;
  kind: 'unclaimed' | 'share' | 'target' | 'repeat';
  clock?: ClockName;
  percent?: number;
  /** When it should have fired. */
  at: Date;
  tell: StepRole[];
  loud: 'page' | 'notice';
  by: ('chat' | 'sms' | 'email')[];
  /** Fired noticeably after `at` (more than 60 s): a stop, said so in the message. */
  late: boolean;
  /** For repeats: how many passed, this one included. */
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

/** What `stepsDue` answers: fire these, mark those superseded, look again then. */
export interface LadderPlan {
  fire: DueStep[];
  superseded: StepKey[];
  nextAt?: Date;
}
