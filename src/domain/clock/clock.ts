import type { ClockName } from '../service/service.ts';

/**
 * A promise ticking on a ticket, folded from its events. Only events move it; what it shows at an
 * instant is computed (`dueAt`, `elapsedMs`, `stateOf`). Elapsed time is counted in the calendar's
 * working time, in milliseconds.
 */
export interface Clock {
  clock: ClockName;
  clause: string;
  reading?: string;
  keeps: string[];
  /** A calendar's id in the ticket's policy. */
  calendar: string;
  limitMs: number;
  targetMs?: number;
  startedAt: Date;
  /** Finished pauses, oldest first; `boundPauses` keeps the last 20 and sums older ones in `pausedMs`. */
  pauses: { from: Date; to: Date; reason: string; by: string; approvedBy?: string }[];
  /** Working time of pauses dropped from the list. */
  pausedMs: number;
  /** The open pause. */
  paused?: { from: Date; reason: string; by: string; until?: Date; approvedBy?: string };
  stoppedAt?: Date;
}

export type ClockState = 'running' | 'paused' | 'met' | 'broken';
