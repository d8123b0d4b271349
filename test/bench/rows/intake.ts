import { setTimeout as sleep } from 'node:timers/promises';
import type { Posted } from '../children/load.ts';
import type { Bench, Line, Row } from '../row.ts';
import { type Child, startChild } from '../support/child.ts';
import { inTurns, medianOf, percentile, perSecond, ratioOf, round } from '../support/numbers.ts';

/** More than anybody here acknowledges in a second. */
const mostPerSecond = 4000;
const durability = 'intake: both majority + journal before the acknowledgement';

interface Turn {
  perSecond: number;
  p99Ms: number;
  cpuMs: number;
  commands: number;
}

async function turn(bench: Bench, load: Child, served: Child, port: number, seconds: number): Promise<Turn> {
  await load.ask('sign', { many: mostPerSecond * seconds });
  const cpuBefore = await served.cpuMs();
  const before = await bench.mongod.commands();
  const posted = await load.ask<Posted>('post', { port, seconds });
  const commands = (await bench.mongod.commands()) - before;
  const cpuMs = (await served.cpuMs()) - cpuBefore;
  if (posted.refused > 0) throw new Error(`${posted.refused} signed webhooks were not acknowledged`);
  const { acknowledged, ms, latencyMs } = posted;
  return {
    perSecond: (acknowledged / ms) * 1000,
    p99Ms: percentile(latencyMs, 99),
    cpuMs: cpuMs / acknowledged,
    commands: commands / acknowledged,
  };
}

/** What the hub's loops ask while nothing is to be done, as a share of one acknowledgement. */
async function askedIdle(bench: Bench): Promise<number> {
  const before = await bench.mongod.commands();
  await sleep(2000);
  return ((await bench.mongod.commands()) - before) / 2;
}

async function run(bench: Bench): Promise<Line[]> {
  const { mongod, sizes, say } = bench;
  const databases = [mongod.database(), mongod.database(), mongod.database()] as const;
  const [load, hub, raw, busy] = await Promise.all(
    (['load', 'intake-hub', 'intake-raw', 'intake-hub'] as const).map(startChild),
  );
  if (!load || !hub || !raw || !busy) throw new Error('the children did not start');
  try {
    const open = (child: Child, uri: string, handling: boolean) =>
      child.ask<{ port: number }>('open', { uri, handling });
    const hubPort = (await open(hub, databases[0].uri, false)).port;
    const rawPort = (await open(raw, databases[1].uri, false)).port;
    say('warming up');
    const seconds = sizes.intakeSeconds;
    await turn(bench, load, hub, hubPort, 1);
    await turn(bench, load, raw, rawPort, 1);
    const idle = await askedIdle(bench);
    say('signed webhooks, in turns with the raw driver');
    const turns = await inTurns(
      { rounds: sizes.rounds, budgetSeconds: 60 },
      {
        hub: () => turn(bench, load, hub, hubPort, seconds),
        raw: () => turn(bench, load, raw, rawPort, seconds),
      },
    );
    await hub.kill('SIGKILL');
    say('signed webhooks while they are handled as well');
    const busyPort = (await open(busy, databases[2].uri, true)).port;
    const handling = await turn(bench, load, busy, busyPort, seconds);
    return lines(turns, handling, idle);
  } finally {
    await Promise.all([load, hub, raw, busy].map((child) => child.kill('SIGKILL')));
    await Promise.all(databases.map(({ drop }) => drop()));
  }
}

function lines(turns: { hub: Turn[]; raw: Turn[] }, handling: Turn, idle: number): Line[] {
  const rate = (one: Turn): number => one.perSecond;
  const cpu = (one: Turn): number => one.cpuMs;
  const { hub, raw } = turns;
  const commands = medianOf(hub, (one) => one.commands - idle / one.perSecond);
  const shown = (of: Turn[]): string =>
    `${perSecond(medianOf(of, rate))}, p99 ${round(medianOf(of, ({ p99Ms }) => p99Ms))} ms`;
  const us = (of: Turn[]): string => `${round(medianOf(of, cpu) * 1000)} µs`;
  return [
    {
      what: 'webhooks/s acknowledged : raw driver, same server and signature',
      value: ratioOf(hub, raw, rate, rate),
      unit: '×',
      better: 'more',
      must: 0.6,
      stretch: 0.8,
      turns: hub.length,
      ours: shown(hub),
      beside: shown(raw),
      durability,
    },
    {
      what: 'CPU for each webhook : raw driver',
      value: ratioOf(hub, raw, cpu, cpu),
      unit: '×',
      better: 'less',
      must: 2,
      ours: us(hub),
      beside: us(raw),
    },
    {
      what: 'commands before the acknowledgement',
      // The server has a word or two with itself now and then.
      value: Number(commands.toFixed(1)),
      unit: '',
      better: 'less',
      must: 1,
      ours: commands.toFixed(2),
      beside: medianOf(raw, (one) => one.commands).toFixed(2),
    },
    {
      what: 'the same while the hub also handles what it took in',
      value: handling.perSecond / medianOf(raw, rate),
      unit: '×',
      better: 'more',
      ours: `${perSecond(handling.perSecond)}, p99 ${round(handling.p99Ms)} ms`,
      beside: shown(raw),
    },
  ];
}

export const intake: Row = { name: 'intake', title: 'Webhook intake', run };
