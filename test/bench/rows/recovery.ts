import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench, Line, Row, Skipped } from '../row.ts';
import { withChild } from '../support/child.ts';
import { startMongod } from '../support/mongod.ts';
import { medianOf, round } from '../support/numbers.ts';

type Engine = 'hub' | 'bullmq' | 'agenda';
type Times = Record<string, number>;

/** Each engine's own defaults say how long it waits: agenda's lock lives for ten minutes. */
const limits = { hub: 60, bullmq: 120, agenda: 720 } as const;

/** Seconds from `kill -9` of whoever held the work until another process takes it up; `late`: it did not. */
async function recovered(engine: Engine, where: object, limitSeconds: number): Promise<number | 'late'> {
  const name = `recover-${engine}`;
  return withChild(name, (heir) =>
    withChild(name, async (holder) => {
      await holder.ask('open', { ...where, holds: true });
      await holder.ask('give');
      await holder.ask<Times>('taken');
      await heir.ask('open', { ...where, holds: false });
      const killedAt = Date.now();
      await holder.kill('SIGKILL');
      const inherited = heir.ask<Times>('taken').then((times) => Math.max(...Object.values(times)));
      const at = await Promise.race([inherited, sleep(limitSeconds * 1000, 'late' as const, { ref: false })]);
      return at === 'late' ? at : (at - killedAt) / 1000;
    }),
  );
}

/** On a mongod of its own: it runs beside everything else, since one of these waits is longer than all of that. */
async function run({ redis, sizes }: Bench): Promise<(Line | Skipped)[]> {
  const mongod = await startMongod();
  const limitOf = (engine: Engine): number => Math.min(limits[engine], sizes.recoveryLimitSeconds);
  const on = (engine: Engine) => recovered(engine, { uri: mongod.database().uri }, limitOf(engine));
  try {
    const [hubs, bullmq, agenda] = await Promise.all([
      Promise.all(Array.from({ length: sizes.rounds }, () => on('hub'))),
      redis.missing === undefined
        ? recovered('bullmq', { port: redis.port('always') }, limitOf('bullmq'))
        : undefined,
      on('agenda'),
    ]);
    const said = (engine: Engine, seconds: number | 'late'): string =>
      seconds === 'late' ? `> ${limitOf(engine)} s` : `${round(seconds)} s`;
    const ours = medianOf(hubs, (one) => (one === 'late' ? limits.hub : one));
    const beside = [
      bullmq === undefined ? 'BullMQ: no Redis' : `BullMQ ${said('bullmq', bullmq)}`,
      `agenda ${said('agenda', agenda)}`,
    ];
    return [
      {
        what: 'recovery of what a hub held at kill -9',
        value: ours,
        unit: 's',
        better: 'less',
        must: 15,
        stretch: 5,
        ours: hubs.map((one) => said('hub', one)).join(', '),
        beside: beside.join(', '),
        durability: 'recovery: each engine with its defaults, another process of its kind standing by',
      },
    ];
  } finally {
    await mongod.stop();
  }
}

export const recovery: Row = { name: 'recovery', title: 'Recovery after kill -9', run, alongside: true };
