import type { Line, Skipped } from '../row.ts';
import type { Machine } from '../support/machine.ts';

export interface RowResult {
  name: string;
  title: string;
  seconds: number;
  at: string;
  /** Processes that wanted a core in the minute before the bench began. */
  loadBefore: number;
  lines: (Line | Skipped)[];
}

/** All that one run says; `--json` prints it as it is. */
export interface Result {
  quick: boolean;
  /** Turns that were wanted; where the time was up there were fewer. */
  rounds: number;
  machine: Machine;
  rows: RowResult[];
}
