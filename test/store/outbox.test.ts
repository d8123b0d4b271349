import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Address } from '../../src/domain/address.ts';
import type { LaneDoc, NoticeDoc } from '../../src/store/documents.ts';
import { aNotice, later, nine, testStores } from '../support/store.ts';

const stores = testStores();
let count = 0;
const freshLane = (): Address => `sms:+86139${String(++count).padStart(8, '0')}`;
const lanes = () => stores.a.connection.collection<{ _id: string }>('lanes');

/** Takes this lane: others that are due are given back as they were. */
async function take(lane: Address, now: Date, store = stores.a): Promise<LaneDoc | undefined> {
  await lanes().updateMany({ _id: { $ne: lane } }, { $unset: { nextAt: '' } });
  return store.outbox.takeLane(now);
}
async function taken(lane: Address, now = nine): Promise<LaneDoc> {
  const row = await take(lane, now);
  if (!row) throw new Error('the lane is not due');
  return row;
}
const start = (to: Address) => ({ at: nine, to, result: 'started' }) as const;
const due = async (lane: Address, now: Date) =>
  (await stores.a.outbox.dueIn(lane, now, 100)).map(({ _id }) => _id);

describe('the outbox', () => {
  it('adds a notice once, however often the relay runs, and leaves one alone that went out', async () => {
    const lane = freshLane();
    const notice = aNotice('once', { lane });
    await Promise.all([stores.a.outbox.add([notice]), stores.b.outbox.add([notice])]);
    await stores.a.outbox.mark('once', { state: 'sent' });
    await stores.b.outbox.add([notice]);
    expect(await due(lane, nine)).toEqual([]);
    expect((await stores.a.outbox.find('once'))?.state).toBe('sent');
    expect(await stores.a.outbox.count({ _id: 'once' })).toBe(1);
  });

  it('gives the notices of a lane in the order of events', async () => {
    const lane = freshLane();
    const tenLater = { lane, at: later(10), nextAt: later(10) };
    await stores.a.outbox.add([
      aNotice('o3', { ...tenLater, seq: 2 }),
      aNotice('o1', { lane, seq: 9 }),
      aNotice('o2', { ...tenLater, seq: 1 }),
    ]);
    expect(await due(lane, later(10))).toEqual(['o1', 'o2', 'o3']);
  });

  // With another order than the index's all that wait there would be read for every few that go.
  it('reads only what it takes of a lane in which much waits', async () => {
    const lane = freshLane();
    await stores.a.outbox.add(Array.from({ length: 300 }, (_, seq) => aNotice(`much-${seq}`, { lane, seq })));
    const { db } = stores.a.connection;
    await db?.command({ profile: 2, slowms: 0 });
    const taken = await stores.a.outbox.dueIn(lane, nine, 20);
    await db?.command({ profile: 0 });
    expect(taken.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, seq) => seq));
    const looked = stores.a.connection.collection('system.profile').find({ op: 'query', ns: /outbox$/ });
    const examined = (await looked.toArray()).map((one) => Number(one['docsExamined']));
    expect(examined.reduce((sum, docs) => sum + docs, 0)).toBe(20);
  });

  describe('a page in a lane in which much waits', () => {
    const order = async (lane: Address, limit: number) =>
      (await stores.a.outbox.dueIn(lane, later(1000), limit)).map(({ _id }) => _id);
    const routine = (lane: Address, count: number) =>
      Array.from({ length: count }, (_, seq) => aNotice(`${lane}/${seq}`, { lane, seq, ticket: 5000 + seq }));

    it('goes first, with what was owed before it about its ticket', async () => {
      const lane = freshLane();
      await stores.a.outbox.add([
        ...routine(lane, 300),
        aNotice('told', { lane, at: later(1), seq: 1, ticket: 7001 }),
        aNotice('page', { lane, at: later(2), seq: 1, ticket: 7001, loud: 'page' }),
        aNotice('after', { lane, at: later(3), seq: 1, ticket: 7001 }),
        aNotice('bare', { lane, at: later(4), seq: 1, loud: 'page' }),
      ]);
      expect(await order(lane, 5)).toEqual(['told', 'page', 'bare', `${lane}/0`, `${lane}/1`]);
      // As many as wait there: the same order.
      expect((await order(lane, 400)).slice(0, 4)).toEqual(['told', 'page', 'bare', `${lane}/0`]);
    });

    it('does not overtake what it would have to wait for', async () => {
      const lane = freshLane();
      const told = Array.from({ length: 12 }, (_, n) =>
        aNotice(`${lane}/told-${n}`, { lane, at: later(n), ticket: 7002 }),
      );
      await stores.a.outbox.add([
        ...told,
        aNotice(`${lane}/page`, { lane, at: later(50), ticket: 7002, loud: 'page' }),
        aNotice(`${lane}/other`, { lane, at: later(60), ticket: 7003, loud: 'page' }),
      ]);
      expect(await order(lane, 5)).toEqual(told.slice(0, 5).map(({ _id }) => _id));
      expect((await order(lane, 14)).at(-2)).toBe(`${lane}/page`);
    });

    it('is found by as many keys as there are notices that go', async () => {
      const lane = freshLane();
      await stores.a.outbox.add([
        ...routine(lane, 300),
        aNotice(`${lane}/page`, { lane, at: later(9), ticket: 5299, loud: 'page' }),
      ]);
      const { db } = stores.a.connection;
      await db?.command({ profile: 2, slowms: 0 });
      const taken = await order(lane, 20);
      await db?.command({ profile: 0 });
      expect(taken.slice(0, 2)).toEqual([`${lane}/299`, `${lane}/page`]);
      const looked = stores.a.connection.collection('system.profile').find({
        op: 'query',
        ns: /outbox$/,
        'command.filter.lane': lane,
      });
      const seen = await looked.toArray();
      expect(seen).toHaveLength(3);
      expect(Math.max(...seen.map((one) => Number(one['keysExamined'])))).toBeLessThanOrEqual(22);
    });
  });

  it('lets one hub hold a lane', async () => {
    const lane = freshLane();
    await stores.a.outbox.add([aNotice('held', { lane })]);
    await taken(lane);
    expect(await take(lane, nine, stores.b)).toBeUndefined();
  });

  // Without `rev` freeing would take away the wake-up that came after its look.
  it('does not lose a wake-up that comes while the lane is being served', async () => {
    const lane = freshLane();
    await stores.a.outbox.add([aNotice('w1', { lane })]);
    const held = await taken(lane);
    await stores.a.outbox.mark('w1', { state: 'sent' });
    await stores.b.outbox.wake(new Map([[lane, nine]]));
    await stores.a.outbox.freeLane(held, undefined);
    expect(await take(lane, nine)).toMatchObject({ _id: lane, fence: held.fence + 1 });
  });

  it('sleeps when nothing is left to send', async () => {
    const lane = freshLane();
    await stores.a.outbox.add([aNotice('sleepy', { lane })]);
    const held = await taken(lane);
    await stores.a.outbox.mark('sleepy', { state: 'sent' });
    await stores.a.outbox.freeLane(held, undefined);
    expect(await lanes().findOne({ _id: lane })).not.toHaveProperty('nextAt');
  });

  // Without `blockedUntil` the second notice would overtake the first, which is being retried.
  it('rests as long as its destination asked, whatever comes in meanwhile', async () => {
    const lane = freshLane();
    const until = later(60_000);
    await stores.a.outbox.add([aNotice('r1', { lane })]);
    const held = await taken(lane);
    await stores.b.outbox.add([aNotice('r2', { lane, seq: 1 })]);
    await stores.a.outbox.mark('r1', { nextAt: until });
    await stores.a.outbox.freeLane(held, until);
    await stores.b.outbox.add([aNotice('r3', { lane, seq: 2 })]);
    expect(await take(lane, later(59_999))).toBeUndefined();
    await taken(lane, until);
    expect(await due(lane, until)).toEqual(['r1', 'r2', 'r3']);
  });

  it('gives a lane to the next hub when its holder is gone', async () => {
    const lane = freshLane();
    await stores.a.outbox.add([aNotice('gone', { lane })]);
    const held = await taken(lane);
    await lanes().updateOne({ _id: lane }, { $set: { leaseUntil: new Date(0) } });
    const again = await taken(lane);
    expect(again.fence).toBe(held.fence + 1);
    expect(await stores.a.outbox.renewLane(held)).toBe(false);
    await stores.a.outbox.freeLane(held, undefined);
    expect(await take(lane, nine)).toBeUndefined();
  });

  it('refuses the attempt of a hub whose lane was taken over', async () => {
    const lane = freshLane();
    await stores.a.outbox.add([aNotice('zombie', { lane })]);
    expect(await stores.b.outbox.started('zombie', start(lane), 5)).toBe(true);
    expect(await stores.a.outbox.started('zombie', start(lane), 4)).toBe(false);
    await stores.a.outbox.mark('zombie', { state: 'sent' }, { result: 'sent', grant: 4 });
    expect((await stores.a.outbox.find('zombie'))?.state).toBe('sending');
    await stores.b.outbox.mark('zombie', { state: 'delivered' }, { result: 'sent', grant: 5 });
    expect(await stores.a.outbox.started('zombie', start(lane), 6)).toBe(false);
    expect((await stores.a.outbox.find('zombie'))?.state).toBe('delivered');
  });

  it('calls an attempt that was never finished unknown when the next one begins', async () => {
    const lane = freshLane();
    await stores.a.outbox.add([aNotice('twice', { lane })]);
    await stores.a.outbox.started('twice', start(lane), 1);
    await stores.a.outbox.started('twice', start(lane), 2);
    await stores.a.outbox.mark('twice', { state: 'sent' }, { result: 'sent', providerId: 'P', grant: 2 });
    const { attempts } = (await stores.a.outbox.find('twice')) ?? { attempts: [] };
    expect(attempts.map(({ result }) => result)).toEqual(['unknown', 'sent']);
  });

  it('moves a notice to the next address and wakes that lane, in one go for whoever crashes', async () => {
    const [from, to] = [freshLane(), freshLane()];
    await stores.a.outbox.add([aNotice('moved', { lane: from, fallbacks: [to] })]);
    await stores.a.outbox.started('moved', start(from), 3);
    await stores.a.outbox.move({ _id: 'moved', lane: from }, { lane: to, fallbacks: [], nextAt: nine });
    expect(await due(from, nine)).toEqual([]);
    await taken(to);
    expect(await due(to, nine)).toEqual(['moved']);
    // Fences count for each lane on its own.
    expect(await stores.a.outbox.started('moved', start(to), 1)).toBe(true);
  });

  it.each<[string, Partial<NoticeDoc>, Partial<NoticeDoc>]>([
    ['was moved meanwhile', { lane: freshLane() }, {}],
    ['arrived meanwhile', { state: 'delivered', providerId: 'P' }, { providerId: 'P' }],
    ['was sent once more meanwhile', { state: 'sent', providerId: 'Q' }, { providerId: 'P' }],
    ['is sent by a newer grant', { state: 'sending', grant: 4 }, { grant: 3 }],
    ['is no longer worth sending', { state: 'superseded' }, {}],
  ])('leaves a notice alone that %s, whatever was read of it before', async (what, is, read) => {
    const lane = freshLane();
    const id = `kept/${what}`;
    await stores.a.outbox.add([aNotice(id, { lane, ...is })]);
    const before = await stores.a.outbox.find(id);
    await stores.a.outbox.move(
      { _id: id, lane, ...read },
      { lane: freshLane(), fallbacks: [], nextAt: nine },
    );
    expect(await stores.a.outbox.find(id)).toEqual(before);
  });

  it('shows a card again when a newer version was wanted while it was being drawn', async () => {
    const lane = freshLane();
    const card = aNotice('card/1', { kind: 'card', lane });
    await stores.a.outbox.wantCards([{ row: card, want: 1 }]);
    await stores.a.outbox.wantCards([
      { row: card, want: 3 },
      { row: card, want: 2 },
    ]);
    await stores.a.outbox.wantCards([{ row: card, want: 2 }]);
    await stores.a.outbox.cardShown('card/1', 2, { ref: 'C1:1', providerId: 'C1:1' });
    expect(await due(lane, nine)).toEqual(['card/1']);
    await stores.a.outbox.cardShown('card/1', 3, { providerId: 'C1:1' });
    expect(await due(lane, nine)).toEqual([]);
    expect(await stores.a.outbox.find('card/1')).toMatchObject({ want: 3, shown: 3, ref: 'C1:1' });
  });

  it('wants the newest version of every card, however many hubs make them at once', async () => {
    const lane = freshLane();
    const cards = (from: number, to: number, wantOf: (n: number) => number) =>
      Array.from({ length: to - from }, (_, i) => ({
        row: aNotice(`card/${from + i}`, { kind: 'card', lane }),
        want: wantOf(from + i),
      }));
    // Some are there already, some are new to both, and one is wanted by itself.
    await stores.a.outbox.wantCards(cards(100, 110, () => 1));
    await Promise.all([
      stores.a.outbox.wantCards(cards(100, 140, () => 2)),
      stores.b.outbox.wantCards(cards(105, 140, (n) => (n === 139 ? 9 : 3 + (n % 2)))),
      stores.b.outbox.wantCards(cards(120, 150, () => 2)),
    ]);
    const wanted = await stores.a.outbox.where({ lane }, 100);
    const most = (n: number) => (n === 139 ? 9 : n < 105 || n >= 140 ? 2 : 3 + (n % 2));
    expect(Object.fromEntries(wanted.map(({ _id, want, state }) => [_id, `${state} ${want}`]))).toEqual(
      Object.fromEntries(
        Array.from({ length: 50 }, (_, i) => [`card/${100 + i}`, `queued ${most(100 + i)}`]),
      ),
    );
    await taken(lane);
  });
});

describe("a provider's word", () => {
  const rank = { sent: 2, delivered: 3, failed: 3 } as const;

  // Without the rank a late "sent" would undo "delivered" (F25).
  it('never makes a state go back, in whatever order the words arrive', async () => {
    const word = fc.constantFrom('sent', 'delivered', 'failed');
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 5 }), async (words) => {
        const id = `receipt-${++count}`;
        await stores.a.outbox.add([aNotice(id, { lane: freshLane() })]);
        await stores.a.outbox.mark(id, { state: 'sent', providerId: id });
        let reached: keyof typeof rank = 'sent';
        for (const said of words) {
          await stores.b.outbox.receipt({ _id: id, providerId: id }, said);
          if (rank[said] > rank[reached]) reached = said;
          expect((await stores.a.outbox.find(id))?.state).toBe(reached);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('is counted once when four copies arrive at once', async () => {
    await stores.a.outbox.add([aNotice('four', { lane: freshLane() })]);
    await stores.a.outbox.mark('four', { state: 'sent', providerId: 'P4' });
    const news = await Promise.all(
      [stores.a, stores.b, stores.a, stores.b].map((store) =>
        store.outbox.receipt({ _id: 'four', providerId: 'P4' }, 'delivered'),
      ),
    );
    expect(news.filter(Boolean)).toHaveLength(1);
  });
});
