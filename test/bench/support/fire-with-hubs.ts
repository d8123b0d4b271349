import { setTimeout as sleep } from 'node:timers/promises';
import type mongoose from 'mongoose';
import type { Bench } from '../row.ts';
import { type Child, startChild } from './child.ts';
import { type FiredSample, sampleOf } from './same-writes.ts';
import { firstNumber, seed } from './seed.ts';

export interface HubsFired {
  fired: number;
  ms: number;
  lateMs: number[];
  /** Of all hubs together. */
  cpuMs: number;
  commands: number;
  /** Firings beyond one for each ticket: in the journal, or written twice by racing hubs. */
  duplicates: number;
  early: number;
  sample: FiredSample;
}

interface Wanted {
  many: number;
  hubs: number;
  limitMs: number;
  /** Business time from the due instant on to the start; below 0: the hubs wait for it. */
  startAfterMs: number;
  /** Between one falling due and the next; 0: all at once. */
  spreadMs?: number;
}

const pollMs = 50;

/** Asks the hubs first: the store is not asked, and its commands not counted, before all have fired. */
function createLook(db: mongoose.mongo.Db, many: number, children: Child[]) {
  let asked = 0;
  return {
    asked: () => asked,
    async finished(): Promise<boolean> {
      const told = await Promise.all(children.map((child) => child.ask<{ fired: number }>('progress')));
      if (told.reduce((sum, { fired }) => sum + fired, 0) < many) return false;
      asked++;
      return (await db.collection('tickets').findOne({ pendingSince: { $exists: true } })) === null;
    },
  };
}

/** What is found in the store afterwards, not what anybody says of himself. */
async function journalled(db: mongoose.mongo.Db): Promise<{ fired: number; more: number }> {
  const journal = db.collection<{ version: number; ticket: number }>('journal');
  const ours = { ticket: { $gte: firstNumber } };
  return {
    fired: await journal.countDocuments({ ...ours, version: 2 }),
    more: await journal.countDocuments({ ...ours, version: { $gt: 2 } }),
  };
}

/** A hub that has fired before, on a database of its own. */
async function startHub({ mongod, sizes: { runIn } }: Bench): Promise<Child> {
  const database = mongod.database();
  const { dueAt } = await seed(database.uri, runIn);
  const child = await startChild('fires');
  await child.ask('runIn', { uri: database.uri, businessNow: dueAt, many: runIn });
  await database.drop();
  return child;
}

/** One burst on a fresh database: this many tickets fall due at one instant, before this many hubs. */
export async function fireWithHubs(bench: Bench, wanted: Wanted): Promise<HubsFired> {
  const { mongod, say } = bench;
  const { many, hubs, limitMs, startAfterMs, spreadMs = 0 } = wanted;
  const database = mongod.database();
  const db = mongod.client.db(new URL(database.uri).pathname.slice(1));
  say(`${many} tickets are made`);
  const { dueAt: businessDueAt } = await seed(database.uri, many, { spreadMs });
  say(`${hubs === 1 ? 'the hub is' : `${hubs} hubs are`} run in`);
  const children: Child[] = [];
  for (let n = 0; n < hubs; n++) children.push(await startHub(bench));
  try {
    await Promise.all(children.map((child) => child.ask('open', { uri: database.uri })));
    say(`${many} tickets, ${hubs === 1 ? 'one hub' : `${hubs} hubs`}`);
    const [first, ...others] = children;
    const cpuBefore = await sum(children);
    const commandsBefore = await mongod.commands();
    const { offsetMs } = (await first?.ask<{ offsetMs: number }>('start', {
      businessNow: businessDueAt + startAfterMs,
    })) ?? { offsetMs: 0 };
    await Promise.all(others.map((child) => child.ask('start')));
    // Late from the start: the clock runs from the start instead.
    const dueAt = startAfterMs > 0 ? Date.now() : businessDueAt - offsetMs;
    const look = createLook(db, many, children);
    while (Date.now() < dueAt + limitMs && !(await look.finished())) await sleep(pollMs);
    const cpuMs = (await sum(children)) - cpuBefore;
    const commands = (await mongod.commands()) - commandsBefore - look.asked();
    const stopped = await Promise.all(
      children.map((child) => child.ask<{ lateness: number[]; relayedAt: number }>('stop')),
    );
    const lateness = stopped.flatMap((one) => one.lateness);
    const { fired, more } = await journalled(db);
    return {
      fired: Math.min(fired, many),
      ms: Math.max(...stopped.map((one) => one.relayedAt)) - dueAt,
      lateMs: lateness.map((seconds) => seconds * 1000),
      cpuMs,
      commands,
      duplicates: more + Math.max(0, lateness.length - fired),
      early: lateness.filter((seconds) => seconds < 0).length,
      sample: await sampleOf(db, firstNumber),
    };
  } finally {
    await Promise.all(children.map((child) => child.kill('SIGKILL')));
    await database.drop();
  }
}

async function sum(children: Child[]): Promise<number> {
  const each = await Promise.all(children.map((child) => child.cpuMs()));
  return each.reduce((total, ms) => total + ms, 0);
}
