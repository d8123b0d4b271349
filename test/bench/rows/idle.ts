import { setTimeout as sleep } from 'node:timers/promises';
import type mongoose from 'mongoose';
import type { Bench, Line, Row } from '../row.ts';
import { type Child, withChild } from '../support/child.ts';
import { inTurns, median, ratioOf, round } from '../support/numbers.ts';
import { type Seeded, seed } from '../support/seed.ts';

const ticksEach = 1000;
const firing = { rounds: 3, budgetSeconds: 20 };
const dueAtOnce = 100;
const first = 10_000_000;
const probesFirst = 90_000_000;

interface Prepared {
  open: number;
  /** The how manieth database of the child. */
  which: number;
  db: mongoose.mongo.Db;
  seeded: Seeded;
  drop(): Promise<void>;
}

/**
 * Open tickets with what the indexes look at, made by the server itself: a million whole ones would take longer to
 * make than the bench may take, and a tick that finds nothing reads none of them. The first falls due in a day.
 */
async function manyOpen(db: mongoose.mongo.Db, many: number, dueAt: number): Promise<void> {
  const perRow = Math.min(1000, many);
  const tomorrow = new Date(dueAt + 86_400_000);
  const n = { $add: [{ $multiply: ['$row', perRow] }, '$place'] };
  await db
    .aggregate(
      [
        { $documents: [{ row: { $range: [0, Math.ceil(many / perRow)] } }] },
        { $unwind: '$row' },
        { $set: { place: { $range: [0, perRow] } } },
        { $unwind: '$place' },
        { $project: { n } },
        {
          $project: {
            _id: { $add: [first, '$n'] },
            schema: { $literal: 1 },
            version: { $literal: 1 },
            status: 'open',
            owner: { $concat: ['person.', { $toString: { $mod: ['$n', 100] } }] },
            openedAt: new Date(dueAt),
            parties: [{ address: { $concat: ['sms:+86137', { $toString: '$n' }] } }],
            causes: [],
            pending: [],
            nextAlarmAt: { $add: [tomorrow, '$n'] },
          },
        },
        { $merge: { into: 'tickets', whenMatched: 'fail' } },
      ],
      { writeConcern: { w: 1 } },
    )
    .toArray();
}

async function prepare({ mongod, say }: Bench, child: Child, which: number, open: number): Promise<Prepared> {
  say(`${open.toLocaleString('en-US')} open tickets are made`);
  const database = mongod.database();
  const db = mongod.client.db(new URL(database.uri).pathname.slice(1));
  const seeded = await seed(database.uri, 0);
  await manyOpen(db, open, seeded.dueAt);
  await child.ask('open', { uri: database.uri });
  return { open, which, db, seeded, drop: database.drop };
}

function fire(child: Child, { which, seeded }: Prepared, n: number): Promise<number> {
  const { model, dueAt } = seeded;
  return child.ask<number>('fireSome', {
    which,
    model,
    dueAt,
    first: probesFirst + n * dueAtOnce,
    many: dueAtOnce,
  });
}

/** What the server's own profiler says of one tick. */
async function profiled(child: Child, { db, which }: Prepared) {
  await db.command({ profile: 2 });
  await child.ask('tick', { which });
  await db.command({ profile: 0 });
  const ops = await db
    .collection('system.profile')
    .find({ ns: { $not: /system\.profile$/ }, 'command.profile': { $exists: false } })
    .toArray();
  const total = (key: string) => ops.reduce((sum, op) => sum + Number(op[key] ?? 0), 0);
  return { commands: ops.length, keys: total('keysExamined'), returned: total('nreturned') };
}

/** How often a whole hub with nothing to do asks. */
async function askedPerSecond({ mongod }: Bench, child: Child, { which }: Prepared): Promise<number> {
  const seconds = 3;
  await child.ask('startWhole', { which });
  await sleep(500);
  const before = await mongod.commands();
  await sleep(seconds * 1000);
  const asked = (await mongod.commands()) - before;
  await child.ask('stopWhole');
  return asked / seconds;
}

async function run(bench: Bench): Promise<Line[]> {
  return withChild('idle', async (child) => {
    const prepared: Prepared[] = [];
    try {
      for (const [which, open] of bench.sizes.idle.entries())
        prepared.push(await prepare(bench, child, which, open));
      const most = prepared.at(-1);
      if (!most) throw new Error('no sizes');
      bench.say('ticks with nothing due');
      await child.ask('ticks', { many: 100 });
      const ticks = await child.ask<number[][]>('ticks', { many: ticksEach });
      const profile = await profiled(child, most);
      const asked = await askedPerSecond(bench, child, most);
      bench.say(`${dueAtOnce} fall due among the others`);
      const each = prepared.map((one) => [String(one.which), (n: number) => fire(child, one, n)] as const);
      const fires = await inTurns<string, number>(firing, Object.fromEntries(each));
      return lines(prepared, ticks, Object.values(fires), profile, asked);
    } finally {
      for (const { drop } of prepared) await drop();
    }
  });
}

const count = (n: number): string => (n >= 1_000_000 ? `${n / 1_000_000} M` : `${n / 1000} k`);

function lines(
  prepared: Prepared[],
  ticks: number[][],
  fires: number[][],
  profile: Awaited<ReturnType<typeof profiled>>,
  asked: number,
): Line[] {
  const [least, most] = [prepared[0] as Prepared, prepared.at(-1) as Prepared];
  const between = `${count(most.open)} : ${count(least.open)} open tickets`;
  const same = (ms: number): number => ms;
  const flat = (what: string, measured: number[][]): Line => {
    const of = ({ which }: Prepared): number[] => measured[which] ?? [];
    return {
      what: `${what}, ${between}`,
      value: ratioOf(of(most), of(least), same, same),
      unit: '×',
      better: 'less',
      must: 1.3,
      ours: prepared.map((one) => `${count(one.open)} ${round(median(of(one)))} ms`).join(', '),
      beside: '–',
    };
  };
  return [
    flat('time of an idle tick', ticks),
    flat(`time to fire ${dueAtOnce} among`, fires),
    {
      what: `commands of an idle tick, ${count(most.open)} open`,
      value: profile.commands,
      unit: '',
      better: 'less',
      must: 1,
      ours: String(profile.commands),
      beside: '–',
    },
    {
      what: `keys examined beyond those returned, ${count(most.open)} open`,
      value: profile.keys - profile.returned,
      unit: '',
      better: 'less',
      must: 1,
      ours: `${profile.keys} examined, ${profile.returned} returned`,
      beside: '–',
    },
    {
      what: 'commands a second of a whole idle hub',
      value: asked,
      unit: '/s',
      better: 'less',
      ours: `${round(asked)}/s`,
      beside: '–',
    },
  ];
}

export const idle: Row = { name: 'idle', title: 'Nothing due', run };
