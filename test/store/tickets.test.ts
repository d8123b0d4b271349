import { strict as assert } from 'node:assert';
import { describe, expect, it } from 'vitest';
import { NewerDocument } from '../../src/store/errors.ts';
import type { Fire } from '../../src/store/ticket-rows.ts';
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
    await tickets.rearm([{ number: 20, expected: 1, nextAlarmAt: undefined }]);
    expect(await tickets.due(later(1), 10)).toEqual([]);
    expect(await tickets.nextAlarmAt()).toBeUndefined();
    expect((await tickets.owing(100)).map(({ number }) => number)).not.toContain(20);
    expect((await tickets.where({ _id: 20 }, 10)).length).toBe(0);
    expect(await rows().findOne({ _id: 20 })).toEqual(before);
  });
});

describe('firing many at once', () => {
  const due = async (from: number, many: number): Promise<number[]> => {
    const numbers = Array.from({ length: many }, (_, n) => from + n);
    for (const number of numbers)
      await stores.a.tickets.insert({ ...next(anOpenTicket(number), 1, 'open'), nextAlarmAt: nine }, nine);
    return numbers;
  };
  const fires = (numbers: number[], owner: string, version = 2): Fire[] =>
    numbers.map((number) => ({
      expected: version - 1,
      next: next(anOpenTicket(number, { owner }), version, `alarm/${version - 1}`),
    }));

  it('changes each ticket, with what it owes, and says that all have won', async () => {
    const numbers = await due(100, 3);
    const { won, sick } = await stores.a.tickets.fire(fires(numbers, 'li.na'), nine);
    expect([...won].sort()).toEqual(numbers);
    expect(sick.size).toBe(0);
    expect(await rows().findOne({ _id: 101 })).toMatchObject({ version: 2, owner: 'li.na', firedBy: /./ });
    const owed = await stores.b.tickets.owing(10, { numbers });
    expect(owed.map(({ pending }) => pending.map(({ id }) => id))).toContainEqual(['101/1', '101/2']);
  });

  // Without the stamp nobody knows which of a batch lost: with all taken for winners their notices would go out twice.
  it('tells which ones another hub was faster with (F13)', async () => {
    const numbers = await due(110, 20);
    const [mine, theirs] = await Promise.all([
      stores.a.tickets.fire(fires(numbers, 'a'), nine),
      stores.b.tickets.fire(fires([...numbers].reverse(), 'b'), nine),
    ]);
    expect([...mine.won].filter((number) => theirs.won.has(number))).toEqual([]);
    expect(mine.won.size + theirs.won.size).toBe(20);
    for (const number of numbers)
      expect((await found(number)).ticket.owner).toBe(mine.won.has(number) ? 'a' : 'b');
  });

  // Without the version in the bulk's filter the claim would be undone by the alarm (F27).
  it('loses against a claim that was written since, and fires the others', async () => {
    const numbers = await due(140, 3);
    await stores.b.tickets.save(1, next(anOpenTicket(141, { owner: 'claimer' }), 2, 'claim'), nine);
    const { won } = await stores.a.tickets.fire(fires(numbers, 'alarm'), nine);
    expect([...won].sort()).toEqual([140, 142]);
    expect((await found(141)).ticket.owner).toBe('claimer');
    expect(await rows().findOne({ _id: 141 })).not.toHaveProperty('firedBy');
  });

  it('never says that it won where a crash of the answer made it try twice', async () => {
    const numbers = await due(150, 2);
    const again = fires(numbers, 'once');
    await stores.a.tickets.fire(again, nine);
    expect((await stores.a.tickets.fire(again, nine)).won.size).toBe(0);
    expect((await found(150)).version).toBe(2);
  });

  it.each([
    ['is too big for a message', { title: 'x'.repeat(17_000_000) }, ''],
    ['can not be written down', { title: { toBSON: () => assert.fail() } as unknown as string }, ''],
    ['would outgrow its document', { title: 'x'.repeat(5000) }, 'x'.repeat(16_775_000)],
  ])('lets one that %s fail alone', async (what, over, filler) => {
    const numbers = await due(what.length * 100, 3);
    const [first = 0, poison = 0, last = 0] = numbers;
    await rows().updateOne({ _id: poison }, { $set: { filler } });
    const all = fires(numbers, 'fired').map((fire) =>
      fire.next.ticket.number === poison
        ? { ...fire, next: { ...fire.next, ticket: anOpenTicket(poison, over) } }
        : fire,
    );
    const { won, sick } = await stores.a.tickets.fire(all, nine);
    expect([...won].sort()).toEqual([first, last]);
    expect([...sick.keys()]).toEqual([poison]);
    expect((await found(poison)).version).toBe(1);
    await rows().deleteOne({ _id: poison });
  });

  it('writes only what differs from what was read', async () => {
    const [number = 0] = await due(170, 1);
    const { ticket } = await found(number);
    await rows().updateOne({ _id: number }, { $set: { title: 'told by hand' } });
    const after = { ...ticket, owner: 'li.na' };
    const given = { ...next(after, 2, 'c'), before: ticket };
    await stores.a.tickets.fire([{ expected: 1, next: given }], nine);
    expect((await found(number)).ticket).toMatchObject({ owner: 'li.na', title: 'told by hand' });
  });

  it('is given the longest waiting first, each hub its share', async () => {
    const numbers = await due(180, 6);
    for (const [n, number] of numbers.entries())
      await rows().updateOne({ _id: number }, { $set: { nextAlarmAt: later(-n * 1000) } });
    const ours = (list: { ticket: { number: number } }[]) =>
      list.map(({ ticket }) => ticket.number).filter((n) => numbers.includes(n));
    expect(ours(await stores.a.tickets.due(nine, 1000))).toEqual([...numbers].reverse());
    const halves = [0, 1].map((part) => stores.a.tickets.due(nine, 1000, { part, of: 2 }));
    const [even, odd] = await Promise.all(halves);
    expect([ours(even ?? []), ours(odd ?? [])]).toEqual([
      [184, 182, 180],
      [185, 183, 181],
    ]);
  });
});

describe('what a ticket owes', () => {
  // With `pending: []` instead of a filter by id the second version's notices would be lost.
  it('keeps what was added while the first part was moved', async () => {
    await opened(30);
    const seen = (await stores.a.tickets.owing(100)).find(({ number }) => number === 30);
    await stores.b.tickets.save(1, next(anOpenTicket(30), 2, 'meanwhile'), nine);
    await stores.a.tickets.settle(seen ? [seen] : []);
    const left = (await stores.a.tickets.owing(100)).find(({ number }) => number === 30);
    expect(left?.pending.map(({ id }) => id)).toEqual(['30/2']);
    await stores.a.tickets.settle([{ number: 30, pending: [owing(30, 2)] }]);
    await stores.b.tickets.settle([{ number: 30, pending: [owing(30, 2)] }]);
    expect(await rows().findOne({ _id: 30 })).not.toHaveProperty('pendingSince');
  });

  it('is settled for many at once, whatever came in for some of them meanwhile', async () => {
    for (const number of [40, 41, 42]) await opened(number);
    const seen = await stores.a.tickets.owing(100, { numbers: [40, 41, 42] });
    await stores.b.tickets.save(1, next(anOpenTicket(41), 2, 'meanwhile'), nine);
    await stores.a.tickets.settle(seen);
    const left = await stores.a.tickets.owing(100, { numbers: [40, 41, 42] });
    expect(left.map(({ pending }) => pending.map(({ id }) => id))).toEqual([['41/2']]);
  });

  it('is left to the hub that wrote it, until it has waited', async () => {
    await opened(50);
    const numbers = async (since: Date, without: number[] = []) =>
      (await stores.b.tickets.owing(1000, { since, without })).map(({ number }) => number);
    expect(await numbers(later(-1))).not.toContain(50);
    expect(await numbers(nine)).toContain(50);
    expect(await numbers(nine, [50])).not.toContain(50);
  });

  it('comes in the order of versions', async () => {
    await opened(31);
    await stores.a.tickets.save(1, { ...next(anOpenTicket(31), 2, 'c'), pending: owing(31, 2) }, nine);
    const seen = (await stores.b.tickets.owing(100)).find(({ number }) => number === 31);
    expect(seen?.pending.map(({ id }) => id)).toEqual(['31/1', '31/2']);
  });
});
