import type { Sickness } from '../children/sick.ts';
import type { Bench, Line, Row } from '../row.ts';
import { withChild } from '../support/child.ts';
import { inTurns, medianOf, percentile, ratioOf, round } from '../support/numbers.ts';

async function run({ mongod, sizes, say }: Bench): Promise<Line[]> {
  const beside = (how: Sickness) => async (): Promise<number> => {
    const database = mongod.database();
    say(
      how === 'none'
        ? 'healthy destinations alone'
        : `beside ten that ${how === 'hangs' ? 'hang' : 'limit us'}`,
    );
    const tookMs = await withChild('sick', async (child) => {
      await child.ask('open', { uri: database.uri, how });
      await child.ask('trickle', { seconds: 2 });
      return child.ask<number[]>('trickle', { seconds: sizes.sickSeconds });
    });
    await database.drop();
    return percentile(tookMs, 99);
  };
  const p99 = await inTurns(
    { rounds: sizes.rounds, budgetSeconds: 90 },
    {
      alone: beside('none'),
      hangs: beside('hangs'),
      limits: beside('limits'),
    },
  );
  const same = (ms: number): number => ms;
  const line = (how: 'hangs' | 'limits', what: string): Line => ({
    what: `p99 to a healthy destination beside ten ${what} : alone`,
    value: ratioOf(p99[how], p99.alone, same, same),
    unit: '×',
    better: 'less',
    must: 1.5,
    turns: p99.alone.length,
    ours: `p99 ${round(medianOf(p99[how], same))} ms`,
    beside: `alone p99 ${round(medianOf(p99.alone, same))} ms`,
  });
  return [line('hangs', 'that hang'), line('limits', 'that answer 429')];
}

export const sick: Row = { name: 'sick', title: 'Healthy beside sick', run };
