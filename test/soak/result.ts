import type { Broken } from './faults.ts';
import type { Memory, Percentiles } from './figures.ts';
import type { Done } from './people.ts';
import type { Sample } from './samples.ts';

/** All that one run says. */
export interface Result {
  seed: number;
  at: string;
  minutes: number;
  machine: string;
  /** Processes that wanted a core: before it began, and the mean over the run. */
  load: { before: number; mean: number };
  hubs: number;
  perMinute: { steady: number; storm: number };
  storm: { fromMinute: number; toMinute: number; reports: number; perMinute: number; heldBack: number };
  reports: Done['reports'];
  acts: Done['acts'];
  acknowledged: Percentiles;
  alarmsLate: { all: Percentiles; untouched: Percentiles };
  receiptsLate: { all: Percentiles; untouched: Percentiles };
  pagesLate: { all: Percentiles; untouched: Percentiles };
  rows: Record<string, number>;
  sent: { texts: number; mails: number; chat: number };
  broken: Broken[];
  providerFailures: number;
  restarts: number;
  memory: Memory;
  cpu: { hubs: number; store: number; around: number };
  settledAfterSeconds: number;
  /** Sentences of the checker, and what no fault explains. */
  violations: string[];
  gaveUp: string[];
  samples: Sample[];
}

/** Memory may grow so much from the second quarter to the last. */
export const memoryAtMost = 1.1;

export const memoryFlat = ({ memory }: Pick<Result, 'memory'>): boolean =>
  memory.ratios.rss <= memoryAtMost && memory.ratios.heap <= memoryAtMost;

export const holds = (result: Result): boolean =>
  result.violations.length === 0 && result.gaveUp.length === 0 && memoryFlat(result);
