import type { Bench, Line, Row, Skipped } from '../row.ts';
import type { Fired } from '../support/burst.ts';
import { withChild } from '../support/child.ts';
import { fireWithHubs, type HubsFired } from '../support/fire-with-hubs.ts';
import { inTurns, medianOf, percentile, perSecond, ratioOf, round } from '../support/numbers.ts';
import type { Fsync } from '../support/redis.ts';
import { firstNumber, seed } from '../support/seed.ts';

const limitMs = 30_000;
const steadyEveryMs = 20;
/** Nearly all of it is the peers' handlers that write. */
const budgetSeconds = 300;
const ourDurability = 'ours: MongoDB, majority + journal';
const redisDurability = (fsync: Fsync) => `${ourDurability}; BullMQ: Redis, appendfsync ${fsync}`;
const agendaDurability = `${ourDurability}; agenda: the same mongod, majority + journal`;

const rate = ({ fired, ms }: Fired | HubsFired): number => (fired / ms) * 1000;

/** The engines that others would pick, with a handler that does nothing and with one that writes what we write. */
function peers(bench: Bench, sampleFrom: () => HubsFired) {
  const { mongod, redis, sizes, say } = bench;

  const bull = (fsync: Fsync, writing: boolean) => async (): Promise<Fired> => {
    if (redis.missing !== undefined) throw new Error(redis.missing);
    const { burst: many, runIn } = sizes;
    const database = mongod.database();
    if (writing) await seed(database.uri, many + runIn);
    say(`BullMQ, fsync ${fsync}, ${writing ? 'the same writes' : 'a handler that does nothing'}`);
    const writes = writing && { writes: { uri: database.uri, sample: sampleFrom().sample } };
    const given = { port: redis.port(fsync), many, first: firstNumber, limitMs, runIn, ...writes };
    const fired = await withChild('bullmq', (child) => child.ask<Fired>('fire', given));
    await database.drop();
    return fired;
  };

  const agenda = (writing: boolean) => async (): Promise<Fired> => {
    const { agendaBurst: many, runIn } = sizes;
    const database = mongod.database();
    if (writing) await seed(database.uri, many + runIn);
    say(`agenda, ${writing ? 'the same writes' : 'a handler that does nothing'}`);
    const writes = writing && { writes: { uri: database.uri, sample: sampleFrom().sample } };
    const given = { uri: database.uri, many, first: firstNumber, limitMs, runIn, ...writes };
    const fired = await withChild('agenda', (child) => child.ask<Fired>('fire', given));
    await database.drop();
    return fired;
  };
  return { bull, agenda };
}

async function run(bench: Bench): Promise<(Line | Skipped)[]> {
  const { sizes, redis } = bench;
  let last: HubsFired | undefined;
  const ours = async (): Promise<HubsFired> => {
    last = await fireWithHubs(bench, { many: sizes.burst, hubs: 1, limitMs, startAfterMs: -500 });
    return last;
  };
  const { bull, agenda } = peers(bench, () => {
    if (!last) throw new Error('the hub fires first');
    return last;
  });
  const withRedis = redis.missing === undefined;
  const rounds = await inTurns<string, Fired | HubsFired>(
    { rounds: sizes.rounds, budgetSeconds },
    {
      ours,
      ...(withRedis && {
        'always/nothing': bull('always', false),
        'always/writes': bull('always', true),
        'everysec/nothing': bull('everysec', false),
        'everysec/writes': bull('everysec', true),
      }),
      'agenda/nothing': agenda(false),
      'agenda/writes': agenda(true),
    },
  );
  const hub = (rounds['ours'] ?? []) as HubsFired[];
  const { steady: many } = sizes;
  const steady = await fireWithHubs(bench, {
    many,
    hubs: 1,
    limitMs,
    startAfterMs: -500,
    spreadMs: steadyEveryMs,
  });

  const against = (key: string, what: string, durability: string, must?: number, stretch?: number): Line => {
    const beside = rounds[key] ?? [];
    const p99 = round(medianOf(beside, ({ lateMs }) => percentile(lateMs, 99) / 1000));
    return {
      what,
      value: ratioOf(hub, beside, rate, rate),
      unit: '×',
      better: 'more',
      ...(must !== undefined && { must }),
      ...(stretch !== undefined && { stretch }),
      turns: beside.length,
      ours: perSecond(medianOf(hub, rate)),
      beside: `${perSecond(medianOf(beside, rate))}, p99 ${p99} s late`,
      durability,
    };
  };
  const bullLines = (): (Line | Skipped)[] => {
    if (redis.missing !== undefined) return [{ what: 'alarms fired beside BullMQ', because: redis.missing }];
    return [
      against(
        'always/writes',
        'fired/s : BullMQ (fsync always), same writes',
        redisDurability('always'),
        6,
        10,
      ),
      against('everysec/writes', 'fired/s : BullMQ (everysec), same writes', redisDurability('everysec')),
      against(
        'always/nothing',
        'fired/s : BullMQ (fsync always) doing nothing',
        redisDurability('always'),
        0.5,
        1,
      ),
      against('everysec/nothing', 'fired/s : BullMQ (everysec) doing nothing', redisDurability('everysec')),
    ];
  };
  return [
    ...bullLines(),
    against('agenda/nothing', 'fired/s : agenda doing nothing', agendaDurability, 5),
    against('agenda/writes', 'fired/s : agenda, same writes', agendaDurability),
    ...counts(hub, sizes.burst, besideCpu(rounds)),
    {
      what: `lateness p99, one every ${steadyEveryMs} ms`,
      value: percentile(steady.lateMs, 99) / 1000,
      unit: 's',
      better: 'less',
      must: 1,
      ours: `p50 ${round(percentile(steady.lateMs, 50) / 1000)} s`,
      beside: '–',
    },
  ];
}

function besideCpu(rounds: Record<string, (Fired | HubsFired)[]>): string {
  const each = { BullMQ: rounds['always/writes'], agenda: rounds['agenda/writes'] };
  const said = Object.entries(each).flatMap(([name, fired]) =>
    fired ? [`${name} ${round(medianOf(fired, (one) => (one.cpuMs * 1000) / one.fired))} µs`] : [],
  );
  return `${said.join(', ')} with the same writes`;
}

function counts(hub: readonly HubsFired[], burst: number, cpuBeside: string): Line[] {
  const per = (of: (one: HubsFired) => number): number => medianOf(hub, (one) => of(one) / one.fired);
  const late = (percent: number): number => medianOf(hub, ({ lateMs }) => percentile(lateMs, percent) / 1000);
  const commands = per((one) => one.commands);
  const cpu = per((one) => one.cpuMs * 1000);
  const left = hub.some(({ fired }) => fired < burst);
  return [
    {
      what: 'commands for each firing',
      value: commands,
      unit: '',
      better: 'less',
      must: 0.2,
      ours: round(commands),
      beside: '–',
    },
    {
      what: 'CPU of the hub for each firing',
      value: cpu,
      unit: 'µs',
      better: 'less',
      stretch: 40,
      ours: `${round(cpu)} µs`,
      beside: cpuBeside,
    },
    {
      what: `lateness p99 in a burst of ${burst.toLocaleString('en-US')}`,
      value: late(99),
      unit: 's',
      better: 'less',
      must: 5,
      stretch: 2,
      ours: `p50 ${round(late(50))} s, p99 ${round(late(99))} s`,
      beside: '–',
      ...(left && { note: `not all had fired after ${limitMs / 1000} s` }),
    },
    {
      what: 'fired too early, or twice',
      value: hub.reduce((total, { early, duplicates }) => total + early + duplicates, 0),
      unit: '',
      better: 'less',
      must: 0,
      ours: String(hub.reduce((total, { early, duplicates }) => total + early + duplicates, 0)),
      beside: '–',
    },
  ];
}

export const alarms: Row = { name: 'alarms', title: 'Alarms in one burst', run };
