import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAlarms } from '../../src/app/alarms.ts';
import type { Context } from '../../src/app/context.ts';
import { executeTicketCommand } from '../../src/app/execute.ts';
import { createRelay } from '../../src/app/relay.ts';
import type { JournalDoc, NoticeDoc, TicketDoc } from '../../src/store/documents.ts';
import { StoreUnavailable } from '../../src/store/errors.ts';
import { type Kernel, openKernel, seedDue } from '../support/kernel.ts';
import { testDatabase } from '../support/mongo.ts';

const { uri } = testDatabase();
const halfAnswer = 16 * 60_000;
const hubs: Kernel[] = [];
let first: Kernel;
let next = 10_000;

beforeAll(async () => {
  for (let n = 0; n < 4; n++) hubs.push(await openKernel(uri));
  first = hubs[0] as Kernel;
});
// A hub of the test before is none of those that divide what is due.
beforeEach(() => Promise.all(hubs.map(({ ctx }) => ctx.leases.freeAll())));
afterAll(() => Promise.all(hubs.map(({ store }) => store.close())));

const tickets = () => first.store.connection.collection<TicketDoc>('tickets');
const journal = () => first.store.connection.collection<JournalDoc>('journal');
const outbox = () => first.store.connection.collection<NoticeDoc>('outbox');
/** Tickets of this test's own whose alarms are due. */
const due = async (many: number, open = 0): Promise<number[]> => {
  const from = next;
  next += many + open + 1;
  return seedDue(first, { due: many, open, agoMs: halfAnswer, from });
};
const running = () => false;
/** Fires and moves what is due, as one hub does. */
async function fireAll(ctx: Context): Promise<void> {
  const relay = createRelay(ctx);
  const alarms = createAlarms(relay.carry, ctx);
  while ((await alarms.pass(running)) === true);
  await alarms.drain();
  await ctx.leases.freeAll();
}
/** What somebody left is moved by a hub that starts. */
async function relayLeft(ctx: Context): Promise<void> {
  while (await createRelay(ctx).pass());
}
/** What is wrong with these tickets after each has fired once. */
async function wrong(numbers: number[]): Promise<string[]> {
  const of = { ticket: { $in: numbers } };
  const stored = await tickets()
    .find({ _id: { $in: numbers } })
    .toArray();
  const entries = await journal().find(of).sort({ version: 1 }).toArray();
  const rows = await outbox().find(of).toArray();
  return stored.flatMap((ticket) => {
    const n = ticket._id;
    const { 1: claim, 2: fired, length } = entries.filter((entry) => entry.ticket === n);
    const told = rows.filter((row) => row.ticket === n);
    const notices = told.filter(({ kind }) => kind === 'notice').length;
    const card = told.find(({ kind }) => kind === 'card');
    return [
      ticket.version !== 3 && `${n} is at version ${ticket.version}`,
      (ticket.pending.length > 0 || ticket.pendingSince) && `${n} still owes`,
      length !== 3 && `${n} has ${length} entries`,
      (fired?.prev !== claim?.hash || fired?.hash !== ticket.head) && `the chain of ${n} breaks`,
      notices !== 1 && `${n} has ${notices} notices`,
      card?.want !== 3 && `the card of ${n} wants ${card?.want}`,
    ].filter((found) => found !== false && found !== undefined);
  });
}

describe('alarms that are due', () => {
  it('change each ticket once, with its entry, its notice and its card, at a fraction of a command each', async () => {
    const numbers = await due(1200);
    first.commands.clear();
    first.lateMs.length = 0;
    await fireAll(first.ctx);
    const commands = [...first.commands.values()].reduce((a, b) => a + b, 0);
    expect(commands / numbers.length).toBeLessThan(0.05);
    expect(first.lateMs).toHaveLength(1200);
    expect(await wrong(numbers)).toEqual([]);
  });

  // Without `version` in the bulk's filter every hub would fire every alarm (F13).
  it('fire once however many hubs see them', async () => {
    for (let round = 0; round < 3; round++) {
      const numbers = await due(700);
      await Promise.all(hubs.map(({ ctx }) => fireAll(ctx)));
      await relayLeft(first.ctx);
      expect(await wrong(numbers)).toEqual([]);
    }
  });

  // The answer is logged or the alarm fires: never both for one promise (F27).
  it('never fire on a clock that a call stopped in the same moment', async () => {
    const numbers = await due(60);
    const answer = (number: number) =>
      executeTicketCommand(
        number,
        {
          type: 'Answer',
          by: { person: 'wang.lei', role: 'leader' },
          how: 'call',
          proof: 'logged-call',
          text: 'told how',
          now: new Date(),
        },
        `answer/${number}`,
        first.ctx,
      );
    await Promise.all([fireAll((hubs[1] as Kernel).ctx), ...numbers.map(answer)]);
    await relayLeft(first.ctx);
    for (const number of numbers) {
      const events = (await journal().find({ ticket: number }).sort({ version: 1 }).toArray()).flatMap(
        ({ events: some }) => some as { type: string; steps?: { clock?: string; kind: string }[] }[],
      );
      const answered = events.findIndex(({ type }) => type === 'Answered');
      const fired = events.findIndex(
        ({ type, steps }) => type === 'StepsFired' && steps?.some((step) => step.clock === 'answer'),
      );
      expect(answered).toBeGreaterThan(-1);
      expect(fired).toBeLessThan(answered);
    }
  });

  // Without the version in what they write the ticket would ring, and be open again.
  it.each([5, 40])('of %d, never fire on one that was fixed after they were decided (F28)', async (many) => {
    const [fixed = 0, ...others] = await due(many);
    const { ctx } = first;
    const at = new Date();
    const fix = { type: 'Fix', by: { person: 'wang.lei', role: 'leader' }, note: '换了电源' } as const;
    // Not due by itself while the pass goes on.
    const tomorrow = new Date(at.getTime() + 86_400_000);
    const then = { now: at, remindAt: tomorrow, closeAt: tomorrow, recordDueAt: tomorrow };
    const onceFixed =
      <G extends unknown[], R>(write: (...given: G) => Promise<R>) =>
      async (...given: G): Promise<R> => {
        await executeTicketCommand(fixed, { ...fix, ...then }, `fix/${fixed}`, ctx);
        return write(...given);
      };
    const { fire, fireTogether } = ctx.tickets;
    const late = { ...ctx.tickets, fire: onceFixed(fire), fireTogether: onceFixed(fireTogether) };
    const alarms = createAlarms(createRelay(ctx).carry, { ...ctx, tickets: late });
    await alarms.pass(running);
    await alarms.drain();
    await relayLeft(ctx);
    expect((await tickets().findOne({ _id: fixed }))?.status).toBe('fixed');
    const entries = await journal().find({ ticket: fixed }).sort({ version: 1 }).toArray();
    const events = entries.flatMap((entry) => entry.events as { type: string }[]).map(({ type }) => type);
    // What was due before the fix was rung with it; nothing is after it.
    expect(events.at(-1)).toBe('TicketFixed');
    await ctx.leases.freeAll();
    await fireAll(ctx);
    expect(await wrong(others)).toEqual([]);
  });

  it('fire though one among them can not: that one is looked at again a little later', async () => {
    const numbers = await due(30);
    const poison = numbers[10] ?? 0;
    await tickets().updateOne({ _id: poison }, { $set: { policy: 'none such' } });
    await fireAll(first.ctx);
    expect(await wrong(numbers.filter((number) => number !== poison))).toEqual([]);
    const aside = await tickets().findOne({ _id: poison });
    expect(aside?.version).toBe(2);
    expect(aside?.nextAlarmAt?.getTime()).toBeGreaterThan(Date.now());
    await tickets().deleteOne({ _id: poison });
  });

  // A notice that is there already breaks off what is written together; its id makes it harmless by itself.
  it('fire each by itself where they can not fire together', async () => {
    const numbers = await due(30);
    const [model = 0] = numbers;
    const each = { ...first.ctx.tickets, fireTogether: async () => undefined };
    await fireAll({ ...first.ctx, tickets: each });
    const told = await outbox().findOne({ ticket: model, kind: 'notice' });
    const again = await due(30);
    const startedAt = async (number = 0) =>
      String((await tickets().findOne({ _id: number }))?.clocks[0]?.startedAt.getTime());
    const same = String(told?._id)
      .replace(String(model), String(again[1]))
      .replace(await startedAt(model), await startedAt(again[1]));
    await outbox().insertOne({ ...told, _id: same, ticket: again[1] } as NoticeDoc);
    await fireAll(first.ctx);
    expect(await wrong([...numbers, ...again])).toEqual([]);
  });

  it('wake every lane that has something to send since', async () => {
    const numbers = await due(30);
    await first.store.connection.collection('lanes').deleteMany({});
    await fireAll(first.ctx);
    const rows = await outbox()
      .find({ ticket: { $in: numbers } })
      .toArray();
    const lanes = await first.store.connection
      .collection<{ _id: string }>('lanes')
      .find({ nextAt: { $lte: new Date() } })
      .toArray();
    expect(lanes.map(({ _id }) => _id).sort()).toEqual([...new Set(rows.map(({ lane }) => lane))].sort());
  });

  it('leave a ticket of a newer hub alone', async () => {
    const numbers = await due(3);
    const newer = numbers[1] ?? 0;
    await tickets().updateOne({ _id: newer }, { $set: { schema: 99 } });
    const before = await tickets().findOne({ _id: newer });
    await fireAll(first.ctx);
    expect(await tickets().findOne({ _id: newer })).toEqual(before);
    expect(await wrong(numbers.filter((number) => number !== newer))).toEqual([]);
    await tickets().deleteOne({ _id: newer });
  });

  it('are moved on: a ticket with nothing to fire yet is only looked at when it has', async () => {
    const [number = 0] = await due(1);
    const instant = new Date(Date.now() - 1000);
    const { clocks = [] } = (await tickets().findOne({ _id: number })) ?? {};
    const young = clocks.map((clock) => ({ ...clock, startedAt: new Date() }));
    await tickets().updateOne({ _id: number }, { $set: { clocks: young, nextAlarmAt: instant } });
    await fireAll(first.ctx);
    const after = await tickets().findOne({ _id: number });
    expect(after?.version).toBe(2);
    expect(after?.nextAlarmAt?.getTime()).toBeGreaterThan(Date.now() + 60_000);
  });
});

describe('a look that finds nothing due', () => {
  it.each([1000, 6000])('costs one command and one key, with %d tickets open', async (open) => {
    await fireAll(first.ctx);
    await due(0, open);
    const { db } = first.store.connection;
    const alarms = createAlarms(async () => undefined, first.ctx);
    // The first look asks as well who else is there.
    await alarms.pass(running);
    await db?.command({ profile: 2, slowms: 0 });
    first.commands.clear();
    expect(await alarms.pass(running)).toBe(false);
    await db?.command({ profile: 0 });
    expect(Object.fromEntries(first.commands)).toEqual({ 'find tickets': 1, 'profile 0': 1 });
    const [seen] = await first.store.connection
      .collection('system.profile')
      .find({ op: 'query', ns: /\.tickets$/ })
      .sort({ ts: -1 })
      .limit(1)
      .toArray();
    expect(seen?.['keysExamined']).toBeLessThanOrEqual(Number(seen?.['nreturned']) + 1);
  });
});

describe('a crash between any two of the writes of a batch', () => {
  const moving = [
    ['journal', 'add'],
    ['outbox', 'add'],
    ['outbox', 'wantCards'],
    ['tickets', 'settle'],
  ] as const;
  const steps = {
    5: [['tickets', 'fire'], ...moving],
    40: [['tickets', 'fireTogether'], ...moving],
  } as const;
  const cases = Object.entries(steps).flatMap(([many, ports]) =>
    ports.flatMap(([port, step]) =>
      (['before', 'after'] as const).map((when) => [Number(many), when, port, step] as const),
    ),
  );

  // Without `pending` on the ticket what was fired would be forgotten; without the ids it would come twice (I4, I5).
  // Of those that fire together the first one's `pending` holds the cards and lanes of all.
  it.each(cases)('of %d, %s %s.%s: loses and doubles nothing', async (many, when, port, step) => {
    const numbers = await due(many);
    const { ctx } = first;
    const ports = ctx as unknown as Record<string, Record<string, (...given: unknown[]) => unknown>>;
    const real = ports[port as string]?.[step as string];
    let died = false;
    const dying = {
      ...ports[port as string],
      [step as string]: async (...given: unknown[]) => {
        if (when === 'after') await real?.(...given);
        died = true;
        throw new Error('killed');
      },
    };
    const broken = { ...ctx, [port as string]: dying } as unknown as Context;
    const relay = createRelay(broken);
    const alarms = createAlarms(relay.carry, broken);
    await alarms.pass(running).catch(() => undefined);
    await alarms.drain();
    expect(died).toBe(true);
    // What it had for its part is free again after a few seconds.
    await ctx.leases.freeAll();
    await fireAll((hubs[1] as Kernel).ctx);
    await relayLeft((hubs[1] as Kernel).ctx);
    expect(await wrong(numbers)).toEqual([]);
  });
});

describe('what another hub has written', () => {
  // Without the wait every hub would move everything that one of them fires.
  it('is left to it for ten seconds', async () => {
    const [number = 0] = await due(1);
    await createAlarms(async () => undefined, first.ctx).pass(running);
    const { ctx } = hubs[1] as Kernel;
    let now = Date.now() - 60_000;
    const relay = createRelay({ ...ctx, clock: { now: () => new Date(now) } });
    // Its first look is that of a hub that starts.
    await relay.pass();
    now = Date.now() + 9000;
    expect(await relay.pass()).toBe(false);
    now = Date.now() + 11_000;
    expect(await relay.pass()).toBe(true);
    expect(await wrong([number])).toEqual([]);
  });

  it('is moved at once by the hub that wrote it, and tried again when the store was away', async () => {
    const [number = 0] = await due(1);
    const { ctx } = first;
    let away = true;
    const add: Context['journal']['add'] = async (...given) => {
      if (away) throw new StoreUnavailable('away');
      await ctx.journal.add(...given);
    };
    const relay = createRelay({ ...ctx, journal: { ...ctx.journal, add } });
    await createAlarms(async () => undefined, ctx).pass(running);
    relay.owes(number);
    await expect(relay.pass()).rejects.toThrow('away');
    away = false;
    expect(await relay.pass()).toBe(true);
    expect(await wrong([number])).toEqual([]);
  });
});

describe('what a ticket owed before its alarm fired', () => {
  // Handing over the alarm's part alone would let its notices overtake the earlier ones (I7).
  it('is moved before what the alarm adds', async () => {
    const [number = 0] = await due(1);
    const note = {
      type: 'AddNote',
      by: { person: 'wang.lei', role: 'leader' },
      text: 'a note',
      now: new Date(),
    };
    await executeTicketCommand(number, note as never, `note/${number}`, first.ctx);
    const moved: string[] = [];
    await createAlarms(async (owing) => {
      moved.push(...owing.flatMap(({ pending }) => pending.map(({ id }) => id)));
    }, first.ctx).pass(running);
    expect(moved).toEqual([`${number}/3`, `${number}/4`]);
    await relayLeft(first.ctx);
  });

  it('is moved though another ticket of the batch can not be', async () => {
    const numbers = await due(7);
    const poison = numbers[5] ?? 0;
    const { ctx } = first;
    const add: Context['outbox']['add'] = async (notices) => {
      if (notices.some(({ ticket }) => ticket === poison)) throw new Error('this one is refused');
      await ctx.outbox.add(notices);
    };
    await fireAll({ ...ctx, outbox: { ...ctx.outbox, add } });
    expect(await wrong(numbers.filter((number) => number !== poison))).toEqual([]);
    expect(await wrong([poison])).toContain(`${poison} still owes`);
    await relayLeft(ctx);
    expect(await wrong(numbers)).toEqual([]);
  });

  // Looking on behind the last one once walked through everything that falls due later.
  it('fires what is due without looking at what is not', async () => {
    await fireAll(first.ctx);
    await due(30, 500);
    const { db } = first.store.connection;
    const alarms = createAlarms(async () => undefined, first.ctx);
    await db?.collection('system.profile').drop();
    await db?.command({ profile: 2, slowms: 0 });
    expect(await alarms.pass(running)).toBe(true);
    await alarms.drain();
    await db?.command({ profile: 0 });
    const looks = await first.store.connection
      .collection('system.profile')
      .find({ op: 'query', ns: /\.tickets$/ })
      .toArray();
    expect(looks.length).toBeGreaterThan(1);
    for (const { keysExamined, nreturned } of looks)
      expect(keysExamined).toBeLessThanOrEqual(Number(nreturned) + 1);
  });
});
