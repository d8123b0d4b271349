import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { StoreUnavailable, TakenOver } from '../../src/store/errors.ts';
import { openStoreAt } from '../../src/wiring/open-store.ts';
import { later, nine, testStores } from '../support/store.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';

const stores = testStores();
const raw = (id: string, blob?: Uint8Array) => ({ id, payload: { id }, ...(blob && { blob }) });

const big = () => randomBytes(70 * 1024);
/** Deeper than the store takes. */
const deep = (levels: number): unknown => (levels === 0 ? 1 : { in: deep(levels - 1) });

/** Takes everything that is due, as a hub would. */
async function drain(store = stores.a) {
  const rows = [];
  for (let row = await store.inbox.take(nine); row; row = await store.inbox.take(nine)) rows.push(row);
  return rows;
}

const there = <T>(value: T | undefined | null): T => {
  if (value === undefined || value === null) throw new Error('it is not there');
  return value;
};
const take = async (at = nine) => there(await stores.a.inbox.take(at));
const find = async (id: string) => there(await stores.b.inbox.find(id));
const files = () => stores.a.connection.collection('raw.files');

describe('the inbox', () => {
  it('keeps the first of two messages with one id and says that the second is no news', async () => {
    expect(await stores.a.inbox.accept({ id: 'sms:SM1', payload: { body: 'first' } }, nine)).toEqual({
      fresh: true,
    });
    expect(await stores.b.inbox.accept({ id: 'sms:SM1', payload: { body: 'other' } }, nine)).toEqual({
      fresh: false,
    });
    const row = await take();
    expect(row.payload).toEqual({ body: 'first' });
    await stores.a.inbox.done(row, { ok: true });
  });

  /** The commands that a hub's store is asked while it does this. */
  async function commandsOf(work: (store: Awaited<ReturnType<typeof openStoreAt>>) => Promise<void>) {
    const watched = new URL(stores.uri);
    watched.searchParams.set('monitorCommands', 'true');
    const store = await openStoreAt(watched.toString(), { create: false });
    const commands: string[] = [];
    store.connection.getClient().on('commandStarted', ({ commandName }) => commands.push(commandName));
    await work(store);
    const asked = [...commands];
    await store.close();
    return asked;
  }

  // One write stands between a provider and its answer: each more would be waited for.
  it.each([
    ['a text', raw('sms:SMone'), true],
    ['its resend', raw('sms:SMone'), false],
    ['a mail that fits a row', raw('email:one', randomBytes(60_000)), true],
  ])('takes %s with exactly one command', async (_what, message, fresh) => {
    const commands = await commandsOf(async (store) => {
      expect(await store.inbox.accept(message, nine)).toEqual({ fresh });
    });
    expect(commands).toEqual(['insert']);
    await drain();
  });

  it('takes fifty mails with one command, and knows which of them it has already', async () => {
    const mails = Array.from({ length: 50 }, (_, n) => raw(`email:many${n}`, randomBytes(2000)));
    await stores.a.inbox.acceptAll([...mails.slice(7, 9), raw('email:twice')], nine);
    const news = [...mails, raw('email:twice'), raw('email:new'), raw('email:new')];
    let results: PromiseSettledResult<{ fresh: boolean }>[] = [];
    const commands = await commandsOf(async (store) => {
      results = await store.inbox.acceptAll(news, nine);
    });
    expect(commands).toEqual(['insert']);
    const known = results.flatMap((one, n) =>
      one.status === 'fulfilled' && !one.value.fresh ? [news[n]?.id] : [],
    );
    expect(results.every(({ status }) => status === 'fulfilled')).toBe(true);
    expect(known).toEqual(['email:many7', 'email:many8', 'email:twice', 'email:new']);
    expect(await drain()).toHaveLength(52);
  });

  it.each([
    ['driver', { text: 'x'.repeat(17 * 1024 * 1024) }],
    ['store', deep(190)],
  ])('keeps the others of a batch when one of them is refused by the %s', async (who, payload) => {
    const [one, bad, two] = ['one', 'bad', 'two'].map((name) => `email:${who}/${name}`) as [
      string,
      string,
      string,
    ];
    const batch = [raw(one), { id: bad, payload }, raw(two, big())];
    const results = await stores.a.inbox.acceptAll(batch, nine);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    // They came at the same instant: neither is the first.
    expect((await drain()).map((row) => row._id).sort()).toEqual([one, two]);
  });

  it('stores a message once that comes four times at the same instant', async () => {
    const all = [stores.a, stores.b, stores.a, stores.b];
    const answers = await Promise.all(all.map((store) => store.inbox.accept(raw('sms:SM2'), nine)));
    expect(answers.filter(({ fresh }) => fresh)).toHaveLength(1);
    expect(await drain()).toHaveLength(1);
  });

  it('gives each row to one of two hubs that take at the same time', async () => {
    for (let n = 0; n < 40; n++) await stores.a.inbox.accept(raw(`sms:T${n}`), nine);
    const [mine, others] = await Promise.all([drain(stores.a), drain(stores.b)]);
    const ids = [...mine, ...others].map((row) => row._id);
    expect(ids).toHaveLength(40);
    expect(new Set(ids).size).toBe(40);
  });

  it('fixes the number of a report once, whoever asks first', async () => {
    await stores.a.inbox.accept(raw('sms:N1'), nine);
    const row = await take();
    const numbers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        (n % 2 ? stores.a : stores.b).inbox.number(row, () => stores.a.meta.nextNumber()),
      ),
    );
    expect(new Set(numbers).size).toBe(1);
    await stores.a.inbox.done(row, { ok: true });
  });

  // What it read of the sender's tickets is old: it would open a second one beside what the other made of the words.
  it('fixes none for whoever stood still until somebody else had the row', async () => {
    await stores.a.inbox.accept(raw('sms:N2'), nine);
    const stale = await take();
    await stores.a.connection
      .collection<{ _id: string }>('inbox')
      .updateOne({ _id: stale._id }, { $set: { leaseUntil: new Date(0) } });
    const taken = await take();
    const fresh = () => stores.a.meta.nextNumber();
    await expect(stores.a.inbox.number(stale, fresh)).rejects.toThrow(TakenOver);
    const number = await stores.b.inbox.number(taken, fresh);
    await expect(stores.a.inbox.number(stale, fresh)).rejects.toThrow(TakenOver);
    expect((await stores.a.inbox.find('sms:N2'))?.ticket).toBe(number);
    await stores.a.inbox.done(taken, { ok: true });
  });

  it('never gives two reports the same number', async () => {
    const numbers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => (n % 2 ? stores.a : stores.b).meta.nextNumber()),
    );
    expect(new Set(numbers).size).toBe(50);
  });

  it('sets a message aside with its raw after five failures, and not for a store that was away', async () => {
    await stores.a.inbox.accept(raw('sms:P1'), nine);
    const fates: string[] = [];
    for (let n = 0, at = nine; n < 6; n++, at = later(3_600_000, at)) {
      const cause = n === 0 ? new StoreUnavailable('away') : new Error('it always throws');
      fates.push(await stores.a.inbox.failed(await take(at), cause, at));
    }
    expect(fates).toEqual(['later', 'later', 'later', 'later', 'later', 'quarantined']);
    expect(await find('sms:P1')).toMatchObject({
      state: 'quarantined',
      payload: { id: 'sms:P1' },
      error: 'it always throws',
    });
  });

  it('lets nobody finish a row with an old fence', async () => {
    await stores.a.inbox.accept(raw('sms:F1'), nine);
    const row = await take();
    // What a hub that was frozen for a while holds: the row was leased again since.
    await stores.a.inbox.done({ ...row, fence: row.fence - 1 }, { ok: true });
    expect((await find('sms:F1')).state).toBe('new');
    await stores.a.inbox.done(row, { ok: true });
    expect((await find('sms:F1')).state).toBe('done');
  });

  it.each([
    ['inline up to 64 KiB', 64 * 1024, 0],
    ['as a file above', 64 * 1024 + 1, 1],
    ['as a file of several pieces', 2 * 1024 * 1024 + 5, 1],
  ])('keeps an original byte for byte, %s', async (_where, size, kept) => {
    const blob = randomBytes(size);
    const id = `email:${size}`;
    await stores.a.inbox.accept(raw(id, blob), nine);
    expect(Buffer.from(there(await stores.b.inbox.blobOf(await find(id)))).equals(blob)).toBe(true);
    expect(await files().countDocuments({ filename: id })).toBe(kept);
  });

  // A file of which no row speaks is what a crash before the row, or a resend of a long mail, leaves behind.
  it('sweeps files that no row names, once they are an hour old, and no others', async () => {
    const big = randomBytes(70 * 1024);
    await stores.a.inbox.accept(raw('email:kept', big), nine);
    await stores.a.inbox.accept(raw('email:kept', big), nine);
    expect(await files().countDocuments({ filename: 'email:kept' })).toBe(2);
    expect(await stores.a.inbox.sweep()).toBe(0);
    await files().updateMany({}, [{ $set: { uploadDate: { $subtract: ['$$NOW', 2 * 3_600_000] } } }]);
    expect(await stores.a.inbox.sweep()).toBe(1);
    expect((await stores.a.inbox.blobOf(await find('email:kept')))?.byteLength).toBe(big.length);
  });

  it('gives up after about two seconds when the store no longer answers, so that the provider comes again', async () => {
    const mongod = new URL(stores.uri);
    const wire = await startTcpProxy(Number(mongod.port));
    const through = new URL(stores.uri);
    through.port = String(wire.port);
    through.searchParams.set('directConnection', 'true');
    const store = await openStoreAt(through.toString(), { create: false });
    try {
      wire.freeze();
      for (const blob of [undefined, randomBytes(70 * 1024)]) {
        const before = performance.now();
        await expect(store.inbox.accept(raw('sms:AWAY', blob), nine)).rejects.toThrow(StoreUnavailable);
        // The driver alone takes longer than Slack waits; the margin is for a busy machine.
        expect(performance.now() - before).toBeLessThan(4500);
      }
    } finally {
      await wire.close();
      await store.close();
    }
  });
});
