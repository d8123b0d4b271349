import { describe, expect, it } from 'vitest';
import { NewerDocument } from '../../src/store/errors.ts';
import type { StoredTicket } from '../../src/store/tickets.ts';
import { anOpenTicket, later, next, nine, owing, testStores } from '../support/store.ts';

const stores = testStores();
const rows = () => stores.a.connection.collection<{ _id: number }>('tickets');
const found = async (number: number): Promise<StoredTicket> => {
  const stored = await stores.b.tickets.find(number);
  if (!stored) throw new Error(`ticket ${number} is not there`);
  return stored;
};
const opened = async (number: number): Promise<void> => {
  await stores.a.tickets.insert(next(anOpenTicket(number), 1, 'open'), nine);
};

describe('saving a ticket', () => {
  it('opens it once under its number', async () => {
    const first = next(anOpenTicket(1, { title: 'first' }), 1, 'open');
    const second = next(anOpenTicket(1, { title: 'second' }), 1, 'open');
    expect(await stores.a.tickets.insert(first, nine)).toBe(true);
    expect(await stores.b.tickets.insert(second, nine)).toBe(false);
    expect((await found(1)).ticket.title).toBe('first');
  });

  // Without `version` in the filter of `save` all hundred would win.
  it('lets one of a hundred writers win who all saw the same version', async () => {
    await opened(2);
    const won = await Promise.all(
      Array.from({ length: 100 }, (_, n) => {
        const ticket = anOpenTicket(2, { owner: `engineer-${n}` });
        return (n % 2 ? stores.a : stores.b).tickets.save(1, next(ticket, 2, `claim-${n}`), nine);
      }),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
    const stored = await found(2);
    expect(stored.version).toBe(2);
    expect(stored.ticket.owner).toBe(`engineer-${won.indexOf(true)}`);
  });

  // Without `causes` in the filter the second save would go through.
  it('carries out one cause once, also on a newer version', async () => {
    await opened(3);
    expect(await stores.a.tickets.save(1, next(anOpenTicket(3), 2, 'sms:SM1'), nine)).toBe(true);
    expect(await stores.a.tickets.save(2, next(anOpenTicket(3), 3, 'sms:SM1'), nine)).toBe(false);
    expect((await found(3)).causes).toEqual(['open', 'sms:SM1']);
  });

  it('remembers the last 128 causes', async () => {
    await opened(4);
    for (let v = 1; v <= 140; v++)
      await stores.a.tickets.save(v, next(anOpenTicket(4), v + 1, `c${v}`), nine);
    const { causes } = await found(4);
    expect(causes).toHaveLength(128);
    expect(causes.at(-1)).toBe('c140');
  });

  it('keeps fields that a newer hub wrote beside ours', async () => {
    await opened(5);
    await rows().updateOne({ _id: 5 }, { $set: { weather: 'rain', 'record.photos': 3 } });
    const { ticket, version } = await found(5);
    await stores.a.tickets.save(version, next({ ...ticket, owner: 'li.na' }, 2, 'c'), nine);
    expect(await rows().findOne({ _id: 5 })).toMatchObject({
      owner: 'li.na',
      weather: 'rain',
      record: { photos: 3 },
    });
  });

  it('forgets what is over', async () => {
    const quiet = anOpenTicket(6, { worker: 'wang.lei', quietUntil: later(1000) });
    await stores.a.tickets.insert({ ...next(quiet, 1, 'open'), nextAlarmAt: later(5) }, nine);
    await stores.a.tickets.save(1, next(anOpenTicket(6), 2, 'c'), nine);
    const row = await rows().findOne({ _id: 6 });
    expect(row).not.toHaveProperty('worker');
    expect(row).not.toHaveProperty('quietUntil');
    expect(row).not.toHaveProperty('nextAlarmAt');
  });
});

describe('a ticket of a newer schema', () => {
  it('is left to a newer hub: not read, not written, not fired, not relayed', async () => {
    const ticket = anOpenTicket(20, { parties: [{ address: 'sms:+8613900000001' }] as never });
    await stores.a.tickets.insert({ ...next(ticket, 1, 'open'), nextAlarmAt: nine }, nine);
    await rows().updateOne({ _id: 20 }, { $set: { schema: 2 } });
    const before = await rows().findOne({ _id: 20 });

    const { tickets } = stores.b;
    await expect(tickets.find(20)).rejects.toThrow(NewerDocument);
    await expect(tickets.ofParty('sms:+8613900000001')).rejects.toThrow(NewerDocument);
    expect(await tickets.save(1, next(ticket, 2, 'c'), nine)).toBe(false);
    await tickets.rearm(20, 1, undefined);
    expect(await tickets.due(later(1), 10)).toEqual([]);
    expect(await tickets.nextAlarmAt()).toBeUndefined();
    expect((await tickets.owing(100)).map(({ number }) => number)).not.toContain(20);
    expect((await tickets.where({ _id: 20 }, 10)).length).toBe(0);
    expect(await rows().findOne({ _id: 20 })).toEqual(before);
  });
});

describe('what a ticket owes', () => {
  // With `pending: []` instead of a filter by id the second version's notices would be lost.
  it('keeps what was added while the first part was moved', async () => {
    await opened(30);
    const seen = (await stores.a.tickets.owing(100)).find(({ number }) => number === 30);
    await stores.b.tickets.save(1, next(anOpenTicket(30), 2, 'meanwhile'), nine);
    await stores.a.tickets.settle(30, seen?.pending.map(({ id }) => id) ?? []);
    const left = (await stores.a.tickets.owing(100)).find(({ number }) => number === 30);
    expect(left?.pending.map(({ id }) => id)).toEqual(['30/2']);
    await stores.a.tickets.settle(30, ['30/2']);
    await stores.b.tickets.settle(30, ['30/2']);
    expect(await rows().findOne({ _id: 30 })).not.toHaveProperty('pendingSince');
  });

  it('comes in the order of versions', async () => {
    await opened(31);
    await stores.a.tickets.save(1, { ...next(anOpenTicket(31), 2, 'c'), pending: owing(31, 2) }, nine);
    const seen = (await stores.b.tickets.owing(100)).find(({ number }) => number === 31);
    expect(seen?.pending.map(({ id }) => id)).toEqual(['31/1', '31/2']);
  });
});
