import type { Bench, Line, Row } from '../row.ts';
import { fireWithHubs } from '../support/fire-with-hubs.ts';
import { perSecond, round } from '../support/numbers.ts';

const threeHoursMs = 3 * 3_600_000;

/** A hub that was away for three hours: all had passed several steps, and each fires its highest, marked late. */
async function run(bench: Bench): Promise<Line[]> {
  const { overdue: many, overdueLimitSeconds } = bench.sizes;
  const limitMs = overdueLimitSeconds * 1000;
  const { fired, ms } = await fireWithHubs(bench, { many, hubs: 1, limitMs, startAfterMs: threeHoursMs });
  const all = fired >= many;
  // Where the limit came first: as long as it would have taken at this pace.
  const seconds = ((ms / 1000) * many) / fired;
  return [
    {
      what: `${many.toLocaleString('en-US')} overdue at start, all fired and owed`,
      value: seconds,
      unit: 's',
      better: 'less',
      must: 20,
      stretch: 8,
      ours: `${round(seconds)} s, ${perSecond((fired / ms) * 1000)}`,
      beside: '–',
      ...(!all && {
        note: `${fired.toLocaleString('en-US')} were done after ${overdueLimitSeconds} s; the rest is reckoned`,
      }),
    },
  ];
}

export const overdue: Row = { name: 'overdue', title: 'Overdue at start', run };
