import type { Sizes } from './sizes.ts';
import type { Mongod } from './support/mongod.ts';
import type { Redis } from './support/redis.ts';

/** One figure of ours with what stands beside it. Figures of two runs, or of two machines, don't compare. */
export interface Line {
  what: string;
  /** What counts: a ratio of the two figures, or a count. */
  value: number;
  /** `×` of a ratio, else the unit of the count. */
  unit: string;
  better: 'more' | 'less';
  must?: number;
  stretch?: number;
  ours: string;
  beside: string;
  /** What is on disk when each of them says "done". */
  durability?: string;
  note?: string;
  /** Of how many turns it is the median. */
  turns?: number;
}

/** Could not be measured here, and why; `failed`: it should have been. */
export interface Skipped {
  what: string;
  because: string;
  failed?: true;
}

export interface Bench {
  sizes: Sizes;
  /** One mongod for everybody who needs one. */
  mongod: Mongod;
  redis: Redis;
  /** What is under way, for the progress line. */
  say(step: string): void;
}

export interface Row {
  name: string;
  title: string;
  /** Runs beside all others from the start: it mostly waits. */
  alongside?: true;
  run(bench: Bench): Promise<(Line | Skipped)[]>;
}

export const isSkipped = (line: Line | Skipped): line is Skipped => 'because' in line;
