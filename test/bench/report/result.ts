import type { Line, Skipped } from '../row.ts';
import type { Machine } from '../support/machine.ts';

export interface RowResult {
  name: string;
  title: string;
  seconds: number;
  lines: (Line | Skipped)[];
}

/** All that one run says; `--json` prints it as it is. */
export interface Result {
  at: string;
  quick: boolean;
  /** Turns that were wanted; where the time was up there were fewer. */
  rounds: number;
  machine: Machine;
  seconds: number;
  rows: RowResult[];
}
