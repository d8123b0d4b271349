import { MongoMemoryReplSet } from 'mongodb-memory-server';
import mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findMongod } from '../../src/store/embedded/find-mongod.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { violations } from '../support/invariants.ts';

const reports: string[] = [];
let nodes: MongoMemoryReplSet;
let desk: Desk;

async function report(word: string, from: string): Promise<void> {
  reports.push(word);
  await desk.text(from, `机房断网 ${word}`);
}
const whole = async () => {
  await desk.settled();
  return violations(desk, { reports });
};

/** Does this at each of the three. */
async function each(work: (client: mongoose.mongo.MongoClient) => Promise<unknown>): Promise<void> {
  const { hosts } = (await desk.db.admin().command({ hello: 1 })) as unknown as { hosts: string[] };
  for (const host of hosts) {
    const client = new mongoose.mongo.MongoClient(`mongodb://${host}/faultline?directConnection=true`);
    await work(await client.connect());
    await client.close();
  }
}

beforeAll(async () => {
  const { binary, version } = await findMongod({ env: process.env, say: () => undefined });
  const args = [
    '--nounixsocket',
    '--oplogSize',
    '128',
    '--setParameter',
    'diagnosticDataCollectionEnabled=false',
  ];
  nodes = await MongoMemoryReplSet.create({
    binary: { systemBinary: binary, version },
    replSet: {
      count: 3,
      storageEngine: 'wiredTiger',
      args,
      configSettings: { electionTimeoutMillis: 3000 },
    },
  });
  const uri = nodes.getUri('faultline');
  // As wrong as an address can be: what it says of reading and writing must not count.
  const hubUri = `${uri}&readPreference=secondary&readConcernLevel=local&w=1&appName=hub`;
  desk = await openDesk({ uri, hubUri });
  await desk.hubs[0]?.start();
});
afterAll(async () => {
  await desk?.close();
  await nodes?.stop();
});

describe('a replica set of three', () => {
  // Without our own read preference the hub would decide by what a secondary knew a moment ago.
  it('F21: is read at its primary alone, whatever the address says', async () => {
    await each((client) => client.db().command({ profile: 2 }));
    await report('RREAD', '+8613900013001');
    await desk.settled();
    const asked: { find?: string; update?: string; insert?: string; [field: string]: unknown }[] = [];
    await each(async (client) => {
      await client.db().command({ profile: 0 });
      const done = await client.db().collection('system.profile').find({ appName: 'hub' }).toArray();
      asked.push(...done.map(({ command }) => command));
    });
    const reads = asked.filter((command) => 'find' in command);
    const writes = asked.filter((command) => 'insert' in command || 'findAndModify' in command);
    expect(reads.length).toBeGreaterThan(10);
    expect(writes.length).toBeGreaterThan(3);
    // A secondary answers only who says that it will do.
    expect(reads.filter((command) => '$readPreference' in command)).toEqual([]);
    for (const read of reads) expect(read).toMatchObject({ readConcern: { level: 'majority' } });
    for (const write of writes) expect(write).toMatchObject({ writeConcern: { w: 'majority', j: true } });
    expect(await whole()).toEqual([]);
  });

  // Without majority writes what was acknowledged just before could be rolled back with the old primary.
  it('F16: loses nothing that was acknowledged when its primary steps down in the middle of reports', async () => {
    const admin = desk.db.admin();
    const before = ((await admin.command({ hello: 1 })) as unknown as { me: string }).me;
    // Without a pause until another one is primary, so that writes are in the air when this one steps down.
    let over = false;
    let count = 0;
    const reporter = async (): Promise<void> => {
      while (!over) await report(`RSTEP${count}X`, `+86139000${13_110 + count++}`);
    };
    const texts = Array.from({ length: 12 }, reporter);
    await desk.until('reports come in', () => count > 24);
    // For longer than a webhook waits there is no primary at all: whatever was in the air is refused.
    await each((client) =>
      client
        .db('admin')
        .command({ replSetFreeze: 3 })
        .catch(() => undefined),
    );
    await admin.command({ replSetStepDown: 30, secondaryCatchUpPeriodSecs: 10 });
    await desk.until('another one is primary', async () => {
      const hello = await admin.command({ hello: 1 }).catch(() => undefined);
      return (hello as { me?: string } | undefined)?.me !== before;
    });
    over = true;
    await Promise.all(texts);
    await report('RAFTER', '+8613900013002');
    expect(await whole()).toEqual([]);
  });
});
