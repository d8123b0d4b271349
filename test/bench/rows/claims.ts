import type { Bench, Line, Row } from '../row.ts';
import { withChild } from '../support/child.ts';
import { inTurns, medianOf, percentile, ratioOf, round } from '../support/numbers.ts';

interface Claimed {
  ms: number[];
  won: number;
}

const p99 = ({ ms }: Claimed): number => percentile(ms, 99);

async function run({ mongod, sizes, say }: Bench): Promise<Line[]> {
  const database = mongod.database();
  const many = sizes.claimRounds * 2;
  const rounds = await withChild('claims', async (child) => {
    await child.ask('open', { uri: database.uri, many });
    say('a hundred people claim one ticket');
    return inTurns(
      { rounds: sizes.claimRounds, budgetSeconds: 25 },
      {
        hub: (n) => child.ask<Claimed>('hub', { n: 2 * n }),
        raw: (n) => child.ask<Claimed>('raw', { n: 2 * n + 1 }),
      },
    );
  });
  await database.drop();
  const wrong = rounds.hub.filter(({ won }) => won !== 1).length;
  return [
    {
      what: '100 claims at once: p99 : a raw compare-and-set',
      value: ratioOf(rounds.hub, rounds.raw, p99, p99),
      unit: '×',
      better: 'less',
      must: 2,
      ours: `p99 ${round(medianOf(rounds.hub, p99))} ms`,
      beside: `p99 ${round(medianOf(rounds.raw, p99))} ms`,
      durability: 'claims: both majority + journal',
    },
    {
      what: 'rounds with more than one owner, or none',
      value: wrong,
      unit: '',
      better: 'less',
      must: 0,
      ours: String(wrong),
      beside: `of ${rounds.hub.length}`,
    },
  ];
}

export const claims: Row = { name: 'claims', title: 'A hundred claims on one ticket', run };
