import type { Bench, Line, Row } from '../row.ts';
import { fireWithHubs, type HubsFired } from '../support/fire-with-hubs.ts';
import { inTurns, medianOf, perSecond, ratioOf } from '../support/numbers.ts';

const limitMs = 25_000;
const rate = ({ fired, ms }: HubsFired): number => (fired / ms) * 1000;

async function run(bench: Bench): Promise<Line[]> {
  const { hubsBurst: many, rounds } = bench.sizes;
  const turn = (hubs: number) => () => fireWithHubs(bench, { many, hubs, limitMs, startAfterMs: -1000 });
  const fired = await inTurns({ rounds, budgetSeconds: 120 }, { one: turn(1), two: turn(2), four: turn(4) });
  const line = (hubs: 'two' | 'four', must?: number): Line => ({
    what: `fired/s by ${hubs} hubs : by one, on the same cores`,
    value: ratioOf(fired[hubs], fired.one, rate, rate),
    unit: '×',
    better: 'more',
    ...(must !== undefined && { must }),
    turns: fired.one.length,
    ...(fired[hubs].some((one) => one.fired < many) && {
      note: `not all ${many.toLocaleString('en-US')} had fired after ${limitMs / 1000} s`,
    }),
    ours: perSecond(medianOf(fired[hubs], rate)),
    beside: `one hub ${perSecond(medianOf(fired.one, rate))}`,
  });
  const twice = [...fired.two, ...fired.four].reduce((sum, { duplicates }) => sum + duplicates, 0);
  return [
    line('two'),
    line('four', 0.9),
    {
      what: 'alarms fired twice by two and four hubs',
      value: twice,
      unit: '',
      better: 'less',
      must: 0,
      ours: String(twice),
      beside: `of ${(many * fired.one.length * 2).toLocaleString('en-US')}`,
    },
  ];
}

export const hubs: Row = { name: 'hubs', title: 'One, two and four hubs', run };
