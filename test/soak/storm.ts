import { cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import mongoose from 'mongoose';
import { busyWith } from '../support/busy.ts';
import { openDesk } from '../support/desk.ts';
import { startTestMongo } from '../support/mongo-server.ts';
import { tidyOnSignal, waitingIsOver } from './ended-by-signal.ts';
import { alarmsLate, noticesLate, type Percentiles, percentiles } from './figures.ts';
import { keepPace } from './load.ts';
import { createPeople, engineers, newDone } from './people.ts';
import { publishRows, type Rows, secondsOf } from './report.ts';
import { cpuOf, type Sample, takeSamples } from './samples.ts';
import { violationsAtRest } from './violations-at-rest.ts';

/**
 * A thousand reports a minute for ten minutes (F59), before one hub and its embedded mongod as `npm start` runs
 * them. Nothing is broken beside it: how late it makes things is the question, and whether all of it is there.
 */
const usage = `npm run test:storm -- [--minutes 10] [--pace 1000] [--seed N] [--write]
--write puts the run into docs/soak.md`;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    pace: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const [minutes, perMinute, seed] = [values.minutes, values.pace, values.seed].map(Number);
if (values.help || !minutes || !perMinute || seed === undefined) {
  console.error(usage);
  process.exit(values.help ? 0 : 2);
}

const second = 1000;
const settleMs = 15 * 60 * second;
/** What rings in a burst may be late by so much; more than that is a no. */
const latestAlarmP99Seconds = 5;
const say = (line: string): void => console.error(line);
const loadBefore = Number((loadavg()[0] ?? 0).toFixed(1));
say(`seed ${seed}; ${minutes} minutes, ${perMinute} reports a minute`);

const mongo = await startTestMongo();
const client = await new mongoose.mongo.MongoClient(mongo.uri).connect();
const { pid, version } = await client.db('admin').command({ serverStatus: 1 });
const url = new URL(mongo.uri);
url.pathname = '/faultline-storm';
const desk = await openDesk({ uri: url.toString(), moreStaff: [...engineers], env: { LOG_LEVEL: 'info' } });
const over = waitingIsOver();
let code = 1;
tidyOnSignal(over, tidy);

async function tidy(): Promise<void> {
  await desk.close();
  await client.close();
  await mongo.stop();
}

/** Seconds from taken in to opened, of each report. */
async function openedLate(): Promise<Percentiles> {
  const tickets = await desk.db
    .collection('tickets')
    .aggregate<{ at: Date; openedAt: Date }>([
      { $project: { _id: 0, openedAt: 1, id: { $first: '$reports.id' } } },
      { $lookup: { from: 'inbox', localField: 'id', foreignField: '_id', as: 'row' } },
      { $project: { openedAt: 1, at: { $first: '$row.receivedAt' } } },
      { $match: { at: { $exists: true } } },
    ])
    .toArray();
  return percentiles(tickets.map(({ at, openedAt }) => (Number(openedAt) - Number(at)) / second));
}

try {
  await desk.hubs[0]?.start();
  const done = newDone();
  const people = createPeople({ desk, seed, done, over: over.signal, endedBySeconds: 300 });
  const samples: Sample[] = [];
  const loads: number[] = [];
  const began = performance.now();
  const minuteNow = (): number => (performance.now() - began) / 60_000;
  const hubPid = desk.hubs[0]?.child().pid ?? 0;
  let reports = 0;
  const watch = setInterval(async () => {
    samples.push(...(await takeSamples(desk, minuteNow())));
    loads.push(loadavg()[0] ?? 0);
  }, 5 * second);
  const progress = setInterval(async () => {
    const waiting = await busyWith(desk.db, desk.now()).catch(() => 'the store did not answer');
    const last = samples.at(-1);
    say(
      `[${minuteNow().toFixed(1)} min] ${reports} reports, ${desk.twilio.look().texts.length} texts, ${desk.shown.length} in chat; hub ${last?.rssMb} MB, ${last?.cpuSeconds} s CPU; mongod ${Math.round(await cpuOf(pid))} s; load ${loadavg()[0]?.toFixed(1)}; given up ${done.gaveUp.length}; waiting: ${waiting ?? 'nothing'}`,
    );
  }, 30 * second);
  const { rests, heldBack } = await keepPace({
    people,
    paces: [{ fromMinute: 0, perMinute, storm: true }],
    minutes,
    onStarted: () => void reports++,
  });
  const cpu = { hub: await cpuOf(hubPid), mongod: await cpuOf(pid) };
  over.abort();
  say('the time is over; what is under way is finished');
  await Promise.all(rests);
  const settling = performance.now();
  const wrong: string[] = [];
  try {
    await desk.settled(settleMs);
  } catch (error) {
    wrong.push(`it never came to rest: ${error instanceof Error ? error.message.slice(0, 400) : error}`);
  }
  const settledAfter = Math.round((performance.now() - settling) / second);
  clearInterval(watch);
  clearInterval(progress);
  say('the checker reads everything');
  const alarms = await alarmsLate(desk.db, []);
  const found = [...wrong, ...(await violationsAtRest(desk, done.words))];
  const [one] = cpus();
  const mean = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0) / all.length;
  const stoodStill = percentiles(samples.map(({ lagP99Ms }) => lagP99Ms));
  const rows: Rows = [
    ['verdict on I1 to I10', found.length === 0 ? '**hold**' : `**${found.length} broken**`],
    [
      'verdict on lateness',
      `${alarms.all.p99 <= latestAlarmP99Seconds ? '**within**' : '**not within**'} ${latestAlarmP99Seconds} s at p99`,
    ],
    ['run', `${new Date().toISOString()}, ${minutes} minutes, seed ${seed}`],
    [
      'machine',
      `${cpus().length} cores (${one?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, mongod ${version}; load before ${loadBefore}, mean ${mean(loads).toFixed(1)}`,
    ],
    [
      'reports',
      `${reports.toLocaleString('en-US')}, ${Math.round(reports / minutes)} a minute; ${heldBack} held back while 48 waited for their acknowledgement; ${done.gaveUp.length} gave up`,
    ],
    [
      'text to acknowledgement, resends included',
      secondsOf(percentiles(done.acknowledgedMs.map((ms) => ms / second))),
    ],
    ['acknowledged to ticket opened', secondsOf(await openedLate())],
    ['alarms late', secondsOf(alarms.all)],
    ['receipts, owed to handed over', secondsOf((await noticesLate(desk.db, [], { name: 'receipt' })).all)],
    [
      'pages to the one on duty, owed to handed over',
      secondsOf((await noticesLate(desk.db, [], { loud: 'page' })).all),
    ],
    ['nothing left to do', `${settledAfter} s after the last report`],
    [
      'main loop of the hub stood still, p99 of each 5 s',
      `${Math.round(stoodStill.p50)} ms at p50, ${Math.round(stoodStill.max)} ms at worst`,
    ],
    ['resident memory of the hub, at most', `${Math.max(...samples.map(({ rssMb }) => rssMb))} MB`],
    [
      'CPU for each report, all that follows included',
      `hub ${((cpu.hub / reports) * second).toFixed(0)} ms, mongod ${((cpu.mongod / reports) * second).toFixed(0)} ms`,
    ],
  ];
  console.log(rows.map(([what, figure]) => `${what}: ${figure.replaceAll('**', '')}`).join('\n'));
  for (const sentence of [...found.slice(0, 40), ...done.gaveUp.slice(0, 10)]) console.log(sentence);
  if (values.write) await publishRows(rows, 'docs/soak.md', 'the last storm: written by npm run test:storm');
  code = found.length === 0 && done.gaveUp.length === 0 && alarms.all.p99 <= latestAlarmP99Seconds ? 0 : 1;
} finally {
  await tidy();
}
process.exit(code);
