import type { Context } from '../src/app/context.ts';

/** One row of the timetable. `due` is the minute the run stands for; running it twice is harmless. */
export interface Schedule {
  name: string;
  /** Five fields, in the organisation's zone. */
  cron: string;
  run(due: Date, ctx: Context): Promise<void>;
  /** Stops at each slot when the sandbox's clock is moved. */
  walks: boolean;
}
