import { describe, expect, it } from 'vitest';
import { later, nine, testStores } from '../support/store.ts';

const stores = testStores();
const png = { name: 'a.png', type: 'image/png', bytes: Buffer.from('\x89PNG', 'latin1') };
const wanted = (at: number) => ({ at, ref: `part:${at}`, name: 'a', type: 'image/png', tries: 0 });

describe('pictures in the store', () => {
  it('are there once, byte for byte, however many hubs keep them at once', async () => {
    await Promise.all(
      [stores.a, stores.b, stores.a, stores.b].map(({ files }) => files.keep('1/x', 1, png, nine)),
    );
    expect(await stores.b.files.find('1/x')).toEqual(png);
    expect(await stores.a.connection.collection('files').countDocuments({ ticket: 1 })).toBe(1);
  });

  it('may be as large as ten megabytes', async () => {
    const bytes = Buffer.alloc(10 * 1024 * 1024, 7);
    await stores.a.files.keep('1/big', 1, { ...png, bytes }, nine);
    expect(Buffer.from((await stores.b.files.find('1/big'))?.bytes ?? []).equals(bytes)).toBe(true);
  });

  it('that nobody kept are nowhere', async () => {
    expect(await stores.a.files.find('1/nothing')).toBeUndefined();
  });
});

describe('files to be fetched', () => {
  it('are asked for once, however often the ticket’s dues are moved', async () => {
    await stores.a.fetches.want({ id: 'sms:SM1', ticket: 1, files: [wanted(0)] }, nine);
    await stores.b.fetches.want({ id: 'sms:SM1', ticket: 1, files: [wanted(0), wanted(1)] }, nine);
    const row = await stores.a.fetches.take(nine);
    expect(row).toMatchObject({ _id: 'sms:SM1', ticket: 1, files: [wanted(0)] });
    expect(await stores.b.fetches.take(nine)).toBeUndefined();
    if (row) await stores.a.fetches.leave(row, [], nine);
    expect(await stores.a.fetches.nextAt()).toBeUndefined();
    await stores.a.fetches.want({ id: 'sms:SM1', ticket: 1, files: [wanted(0)] }, nine);
    expect(await stores.a.fetches.take(nine)).toBeUndefined();
  });

  it('come back when they are due again, with what is left of them', async () => {
    await stores.a.fetches.want({ id: 'sms:SM2', ticket: 1, files: [wanted(0), wanted(1)] }, nine);
    const row = await stores.a.fetches.take(nine);
    if (row) await stores.a.fetches.leave(row, [wanted(1)], later(2000));
    expect(await stores.b.fetches.take(later(1999))).toBeUndefined();
    const again = await stores.b.fetches.take(later(2000));
    expect(again?.files).toEqual([wanted(1)]);
    // Whoever held it before may no longer say anything about it.
    if (row) await stores.a.fetches.leave(row, [], nine);
    expect(
      await stores.a.connection.collection('fetches').findOne({ _id: 'sms:SM2' as never }),
    ).toMatchObject({
      state: 'new',
    });
    if (again) await stores.b.fetches.leave(again, [], nine);
  });

  it('that can’t be dealt with are tried again ever later, and in the end set aside', async () => {
    await stores.a.fetches.want({ id: 'sms:SM3', ticket: 1, files: [wanted(0)] }, nine);
    let at = nine;
    const fates: string[] = [];
    for (let row = await stores.a.fetches.take(at); row; row = await stores.a.fetches.take(at)) {
      fates.push(await stores.a.fetches.failed(row, new Error('poison'), at));
      at = (await stores.a.fetches.nextAt()) ?? at;
    }
    expect(fates).toEqual([...Array(7).fill('later'), 'quarantined']);
    expect(await stores.a.fetches.count('quarantined')).toBe(1);
  });
});
