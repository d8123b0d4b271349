import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { busyWith } from '../support/busy.ts';
import { openDesk } from '../support/desk.ts';
import { clockFrom, missingFaketime, setClock } from '../support/faketime.ts';
import { tidyOnSignal, waitingIsOver } from './ended-by-signal.ts';
import { type Broken, breakThings, failProviders, type Ground, startAgain, untouched } from './faults.ts';
import { alarmsLate, memoryOf, noticesLate, percentiles } from './figures.ts';
import { keepPace, type Pace } from './load.ts';
import { createPeople, engineers, newDone } from './people.ts';
import { chance } from './random.ts';
import { publish, textOf } from './report.ts';
import { holds, type Result } from './result.ts';
import { cpuOf, type Sample, takeSamples } from './samples.ts';
import { startThreeNodes } from './three-nodes.ts';
import { violationsAtRest } from './violations-at-rest.ts';

const usage = `npm run test:soak -- [--minutes 60] [--seed N] [--pace 40] [--storm 200] [--out FILE.json] [--write]
--write puts the run into docs/soak.md, docs/soak.svg and docs/soak.json`;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    pace: { type: 'string', default: '40' },
    storm: { type: 'string', default: '200' },
    out: { type: 'string' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const [minutes, seed, steady, storm] = [values.minutes, values.seed, values.pace, values.storm].map(Number);
if (values.help || !minutes || seed === undefined || !steady || storm === undefined) {
  console.error(usage);
  process.exit(values.help ? 0 : 2);
}

const second = 1000;
const sampleMs = 10 * second;
const settleMs = 10 * 60 * second;
const hubs = 3;
/** Ten minutes of an hour; the rest of that quarter is for what it leaves to do. */
const stormTime = { fromMinute: minutes * 0.05, toMinute: minutes * (0.05 + 1 / 6) };
const paces: Pace[] = [
  { fromMinute: 0, perMinute: steady },
  { fromMinute: stormTime.fromMinute, perMinute: storm, storm: true },
  { fromMinute: stormTime.toMinute, perMinute: steady },
];
const say = (line: string): void => console.error(line);
const [cpu] = cpus();
const loadBefore = Number((loadavg()[0] ?? 0).toFixed(1));
say(`seed ${seed}; ${minutes} minutes, ${steady} reports a minute, ${storm} in the storm`);

const folder = await mkdtemp(join(tmpdir(), 'faultline-soak-'));
const clockFile = join(folder, 'clock');
await setClock(clockFile, '+0');
const nodes = await startThreeNodes();
const desk = await openDesk({
  uri: nodes.uri,
  hubs,
  moreStaff: [...engineers],
  // A log is read for secrets at the end: by sentences that a hub in service would write.
  env: { LOG_LEVEL: 'info' },
  envOf: (hub) => ({
    ...(hub === 1 &&
      missingFaketime === undefined && {
        ...clockFrom(clockFile),
        FAKETIME_NO_CACHE: '0',
        FAKETIME_CACHE_DURATION: '1',
      }),
    ...(hub === 2 && { MONGODB_URI: nodes.wiredUri }),
  }),
});

const over = waitingIsOver();
const [broken, wrong, samples, loads]: [Broken[], string[], Sample[], number[]] = [[], [], [], []];
const ground: Ground = { desk, nodes, clockFile, broken, wrong };
const done = newDone();
let code = 1;
tidyOnSignal(over, tidy);

async function tidy(): Promise<void> {
  await desk.close();
  await nodes.stop();
  await rm(folder, { recursive: true, force: true });
}

try {
  for (const hub of desk.hubs) await startAgain(hub);
  const people = createPeople({ desk, seed, done, over: over.signal });
  const startedAt = new Date();
  const minuteNow = (): number => (Date.now() - startedAt.getTime()) / 60_000;
  const pids = desk.hubs.map((hub) => hub.child().pid);
  let stormReports = 0;

  const watch = setInterval(async () => {
    samples.push(...(await takeSamples(desk, minuteNow())));
    loads.push(loadavg()[0] ?? 0);
    const steadyHub = desk.hubs[untouched];
    if (steadyHub && !steadyHub.running()) wrong.push('the hub that nobody touched ended by itself');
  }, sampleMs);
  let told = 0;
  const progress = setInterval(async () => {
    const all = done.reports.sms + done.reports.mail + done.reports.chat;
    const last = samples.findLast(({ hub }) => hub === untouched);
    const waiting = await busyWith(desk.db, desk.now()).catch(() => 'the store did not answer');
    say(
      `[${Math.round(minuteNow())} min] ${all} reports (+${all - told}), ${Object.values(done.acts).reduce((a, b) => a + b, 0)} acts, ${desk.twilio.look().texts.length} texts, ${desk.mails.length} mails, ${desk.shown.length} in chat; hub 0: ${last?.rssMb} MB resident, ${last?.heapMb} heap, ${last?.cpuSeconds} s CPU; mongods ${(await Promise.all(nodes.pids.map(cpuOf))).map(Math.round).join('+')} s, this ${Math.round(process.cpuUsage().user / 1e6)} s; load ${loadavg()[0]?.toFixed(1)}; broken ${broken.length}, last: ${broken.at(-1)?.what ?? 'nothing yet'}; given up ${done.gaveUp.length}; waiting: ${waiting ?? 'nothing'}`,
    );
    told = all;
  }, 60 * second);

  const breaking = breakThings(ground, chance(seed, 1_000_001), over.signal);
  const failing = failProviders(ground, chance(seed, 1_000_002), over.signal);
  const { rests, heldBack } = await keepPace({
    people,
    paces,
    minutes,
    onStarted: (isStorm) => {
      stormReports += Number(isStorm);
    },
  });
  over.abort();
  say('the time is over; what is under way is finished');
  await breaking;
  const providerFailures = await failing;
  await Promise.all(rests);
  clearInterval(watch);
  const settling = performance.now();
  try {
    await desk.settled(settleMs);
  } catch (error) {
    wrong.push(`it never came to rest: ${error instanceof Error ? error.message.slice(0, 400) : error}`);
  }
  const settledAfterSeconds = Math.round((performance.now() - settling) / second);
  clearInterval(progress);
  say('the checker reads everything');
  const rows: Record<string, number> = {};
  for (const name of ['tickets', 'journal', 'contents', 'inbox', 'outbox', 'lanes', 'identities'])
    rows[name] = await desk.db.collection(name).estimatedDocumentCount();
  const found = [...wrong, ...(await violationsAtRest(desk, done.words))];
  const mongods = await Promise.all(nodes.pids.map(cpuOf));
  const mine = process.cpuUsage();
  const lastOf = new Map(samples.map((sample) => [sample.pid, sample.cpuSeconds]));
  const sum = (all: Iterable<number>): number => Math.round([...all].reduce((a, b) => a + b, 0));
  const result: Result = {
    seed,
    at: startedAt.toISOString(),
    minutes,
    machine: `${cpus().length} cores (${cpu?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, mongod ${nodes.version}`,
    load: {
      before: loadBefore,
      mean: Number((sum(loads.map((one) => one * 10)) / 10 / loads.length).toFixed(1)),
    },
    hubs,
    perMinute: { steady, storm },
    storm: {
      fromMinute: Number(stormTime.fromMinute.toFixed(1)),
      toMinute: Number(stormTime.toMinute.toFixed(1)),
      reports: stormReports,
      perMinute: storm,
      heldBack,
    },
    reports: done.reports,
    acts: done.acts,
    acknowledged: percentiles(done.acknowledgedMs.map((ms) => ms / second)),
    alarmsLate: await alarmsLate(desk.db, broken),
    receiptsLate: await noticesLate(desk.db, broken, { name: 'receipt' }),
    pagesLate: await noticesLate(desk.db, broken, { loud: 'page' }),
    rows,
    sent: {
      texts: desk.twilio.look().texts.filter(({ direction }) => direction !== 'inbound').length,
      mails: desk.mails.length,
      chat: desk.shown.length,
    },
    broken,
    providerFailures,
    restarts: lastOf.size - pids.length,
    memory: memoryOf(samples, untouched, minutes),
    cpu: {
      hubs: sum(lastOf.values()),
      store: sum(mongods),
      around: sum([mine.user / 1e6, mine.system / 1e6]),
    },
    settledAfterSeconds,
    violations: found,
    gaveUp: done.gaveUp,
    samples,
  };
  if (values.out) await writeFile(values.out, `${JSON.stringify(result, null, 2)}\n`);
  if (values.write) await publish(result, 'docs');
  console.log(textOf(result));
  code = holds(result) ? 0 : 1;
} finally {
  await tidy();
}
await sleep(100);
process.exit(code);
