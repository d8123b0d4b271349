import { anchorJournal } from './anchor-journal.ts';
import { sendMorningBrief } from './morning-brief.ts';
import { openInspections } from './open-inspections.ts';
import { reconcile } from './reconcile.ts';
import { retention } from './retention.ts';
import type { Schedule } from './schedule.ts';
import { sweep } from './sweep.ts';
import { chaseUnproven } from './unproven.ts';

/** The minute-and-slower work. Slots missed while the hub was down are caught up from the stored last one. */
export const schedules = [
  { name: 'open-inspections', cron: '5 0 * * *', run: openInspections, walks: true },
  // Also soon after a plan was added, and for plans that recur within the day.
  { name: 'open-inspections-soon', cron: '*/10 * * * *', run: openInspections, walks: false },
  { name: 'anchor-journal', cron: '15 3 * * *', run: anchorJournal, walks: false },
  { name: 'morning-brief', cron: '30 8 * * *', run: sendMorningBrief, walks: true },
  { name: 'reconcile', cron: '*/10 * * * *', run: reconcile, walks: false },
  { name: 'chase-unproven', cron: '* * * * *', run: chaseUnproven, walks: false },
  { name: 'sweep', cron: '20 * * * *', run: sweep, walks: false },
  { name: 'retention', cron: '5-59/10 * * * *', run: retention, walks: false },
] satisfies Schedule[];
