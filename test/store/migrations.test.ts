import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from 'mongoose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectStore } from '../../src/store/connect.ts';
import { createLeases } from '../../src/store/leases.ts';
import { type Migration, migrate, migrations } from '../../src/store/migrations.ts';
import { createModels } from '../../src/store/models.ts';
import { testDatabase } from '../support/mongo.ts';

const { uri } = testDatabase();
let connection: Connection;

beforeEach(async () => {
  connection = await connectStore(uri);
  for (const name of ['meta', 'leases', 'tickets']) await connection.collection(name).deleteMany({});
});
afterEach(() => connection.close());

const shape = async () => (await connection.collection('meta').findOne({ _id: 'shape' as never }))?.['next'];
/** A hub that starts, and knows these. */
const starts = (hub: string, known: Migration[]): Promise<void> => {
  const models = createModels(connection);
  return migrate(models, createLeases(models, hub), known);
};
/** Notes each time that it runs. */
function noted(to: number, run: Migration['run'] = async () => undefined) {
  const ran: number[] = [];
  const step: Migration = {
    to,
    async run(models) {
      ran.push(to);
      await run(models);
    },
  };
  return { step, ran };
}

describe('migrations', () => {
  it('are numbered without a gap, after the first shape', () => {
    expect(migrations.map(({ to }) => to)).toEqual(migrations.map((_, n) => n + 2));
  });

  // Without the lease both hubs would rewrite the store side by side.
  it('run once when two hubs start at the same time, and both wait for their end', async () => {
    let over = false;
    const { step, ran } = noted(2, async () => {
      await sleep(300);
      over = true;
    });
    const ready = (hub: string) => starts(hub, [step]).then(() => over);
    expect(await Promise.all([ready('a'), ready('b')])).toEqual([true, true]);
    expect(ran).toEqual([2]);
    expect(await shape()).toBe(2);
  });

  it('run again from where a hub was when it failed, and never what was finished', async () => {
    const done = noted(2);
    let broken = true;
    const failing = noted(3, async () => {
      if (broken) throw new Error('killed in the middle');
    });
    await expect(starts('a', [done.step, failing.step])).rejects.toThrow('in the middle');
    expect(await shape()).toBe(2);
    broken = false;
    await starts('b', [done.step, failing.step]);
    expect([done.ran, failing.ran]).toEqual([[2], [3, 3]]);
    expect(await shape()).toBe(3);
  });

  it('leave a store alone that a newer hub has brought further (F58)', async () => {
    await starts('newer', [noted(2).step, noted(3).step]);
    const older = noted(2);
    await starts('older', [older.step]);
    expect(older.ran).toEqual([]);
    expect(await shape()).toBe(3);
  });

  it('are taken over when the hub that ran them is gone', async () => {
    const models = createModels(connection);
    await createLeases(models, 'gone').hold('migrations', 500);
    const { step, ran } = noted(2);
    await starts('next', [step]);
    expect(ran).toEqual([2]);
  });
});
