import { afterEach, describe, expect, it } from 'vitest';
import { IndexMissing, StoreUnavailable } from '../../src/store/errors.ts';
import { type OpenStore, openStoreAt } from '../../src/wiring/open-store.ts';
import { testDatabase } from '../support/mongo.ts';

const { uri } = testDatabase();
let open: OpenStore[] = [];
async function openIt(): Promise<OpenStore> {
  const store = await openStoreAt(uri, { create: true });
  open.push(store);
  return store;
}
afterEach(async () => {
  await Promise.all(open.map((store) => store.close()));
  open = [];
});

describe('a store', () => {
  it('is made ready once by two hubs that start at the same time', async () => {
    const first = (await Promise.all([openIt(), openIt()]))[0];
    const names = (await first.connection.collection('journal').indexes()).map(({ name }) => name);
    expect(names).toContain('versions');
  });

  it('reads and writes with a majority, whatever its address says', async () => {
    const weak = new URL(uri);
    weak.searchParams.set('w', '0');
    weak.searchParams.set('readPreference', 'secondaryPreferred');
    const store = await openStoreAt(weak.toString(), { create: true });
    open.push(store);
    const { options } = store.connection.getClient();
    expect(options.writeConcern).toMatchObject({ w: 'majority', journal: true });
    expect(options.readPreference.mode).toBe('primary');
    expect(options.readConcern).toMatchObject({ level: 'majority' });
  });

  // Without `checkIndexes` these would start and scan, or let something happen twice (F22).
  it.each([
    ['the index that orders the journal', 'journal', 'versions'],
    ['the index that finds due alarms', 'tickets', 'due'],
  ])('refuses to start without %s', async (_what, collection, name) => {
    const store = await openIt();
    await store.connection.collection(collection).dropIndex(name);
    await expect(openIt()).rejects.toThrow(IndexMissing);
    await expect(openIt()).rejects.toThrow(collection);
    await store.connection.collection('meta').deleteOne({ _id: 'schema' as never });
    await openIt();
  });

  it('refuses to start when an index is there in another shape, unless a newer hub declares it anew', async () => {
    const store = await openIt();
    const journal = store.connection.collection('journal');
    await journal.dropIndex('versions');
    await journal.createIndex({ ticket: 1, version: 1 }, { name: 'versions', unique: true });
    await expect(openIt()).rejects.toThrow(IndexMissing);

    // Unless that is how an older hub built it: then it is built anew. What an operator added stays.
    await journal.createIndex({ cause: 1 }, { name: 'of the operator' });
    await store.connection
      .collection('meta')
      .updateOne({ _id: 'schema' as never }, { $set: { hash: 'an older set' } });
    await openIt();
    const indexes = await journal.indexes();
    expect(indexes.find(({ name }) => name === 'versions')).not.toHaveProperty('unique');
    expect(indexes.map(({ name }) => name)).toContain('of the operator');
  });

  // A unique index other than that of the shard key can't be kept across shards.
  it('has nothing unique but the ids, so that every collection can be spread over shards by it', async () => {
    const store = await openIt();
    const collections = (await store.connection.db?.collections()) ?? [];
    const unique = await Promise.all(
      collections.map(async (one) => (await one.indexes()).filter((index) => index.unique)),
    );
    expect(unique.flat()).toEqual([]);
  });

  it('says in one sentence what to do when nothing answers', async () => {
    await expect(openStoreAt('mongodb://127.0.0.1:1/x', { create: true })).rejects.toThrow(StoreUnavailable);
    await expect(openStoreAt('mongodb://127.0.0.1:1/x', { create: true })).rejects.toThrow('MONGODB_URI');
  });
});
