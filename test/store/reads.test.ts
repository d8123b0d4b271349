import { beforeAll, expect, it } from 'vitest';
import { homeFacts } from '../../handlers/home.ts';
import { handle } from '../../handlers/index.ts';
import type { Context } from '../../src/app/context.ts';
import { deliver } from '../../src/app/deliver.ts';
import { createPool } from '../../src/app/pool.ts';
import { createReceiver } from '../../src/app/receive.ts';
import { createRelay } from '../../src/app/relay.ts';
import type { Address } from '../../src/domain/address.ts';
import type { Channel, Outgoing } from '../../src/domain/channel.ts';
import type { Inbound } from '../../src/domain/inbound.ts';
import type { TicketDoc } from '../../src/store/documents.ts';
import { type Kernel, openKernel } from '../support/kernel.ts';
import { testDatabase } from '../support/mongo.ts';
import { aNotice } from '../support/store.ts';

const { uri } = testDatabase();
/** One outage: so many tickets are open at one place, as many reports and as many messages wait. */
const many = 2000;
/** Documents or keys that one command may read. */
const enough = 60;
const duty: Address = 'slack:U0WANGLEI';
let kernel: Kernel;

const channel = (name: 'sms' | 'slack') =>
  ({
    name,
    read: async ({ payload }: { payload: Inbound }) => [payload],
    send: async ({ id }: Outgoing) => ({
      kind: 'sent',
      providerId: `P/${id}`,
      ref: `R/${id}`,
      proof: 'accepted',
    }),
  }) as unknown as Channel;

let said = 0;
/** A message comes in, and all that follows from it is carried out. */
async function hears(inbound: Inbound & { from: Address }): Promise<void> {
  const { ctx } = kernel;
  said += 1;
  const [name] = inbound.from.split(':');
  await ctx.inbox.accept({ id: `${name}:m${said}`, payload: inbound }, ctx.clock.now());
  const pool = createPool(4);
  const { receive } = createReceiver(handle, ctx);
  const relay = createRelay(ctx);
  for (let pass = 0; pass < 6; pass++) {
    await receive(pool, () => false);
    await pool.drain();
    await relay.pass();
    await deliver(pool, () => false, ctx);
    await pool.drain();
  }
}
const text = (from: Address, words: string): Inbound & { from: Address } => ({
  kind: 'text',
  from,
  text: words,
  attachments: [],
});

async function anOutage(): Promise<void> {
  const { ctx, store } = kernel;
  await hears(text('sms:+8613900000001', '三楼机房网络断了'));
  const tickets = store.connection.collection<TicketDoc>('tickets');
  const model = await tickets.findOne({});
  const [party] = model?.parties ?? [];
  if (!model || !party) throw new Error('no ticket was opened');
  const copies = Array.from({ length: many }, (_, n) => ({
    ...model,
    _id: 10_000 + n,
    parties: [{ ...party, address: `sms:+86137${String(n).padStart(8, '0')}` }],
    nextAlarmAt: new Date(Date.now() + 86_400_000 + n),
  }));
  await tickets.insertMany(copies as never);
  const later = new Date(Date.now() + 86_400_000);
  for (const lane of [duty, 'slack:U0OTHER'] as const)
    await ctx.outbox.add(
      Array.from({ length: many }, (_, n) => aNotice(`w/${lane}/${n}`, { lane, nextAt: later })),
    );
  const waiting = Array.from({ length: many }, (_, n) => {
    const from: Address = `sms:+86136${String(n).padStart(8, '0')}`;
    return { id: `sms:w${n}`, payload: text(from, '三楼机房网络断了') };
  });
  await ctx.inbox.acceptAll(waiting, later);
}

beforeAll(async () => {
  kernel = await openKernel(uri);
  for (const name of ['sms', 'slack'] as const) kernel.ctx.channels.set(name, channel(name));
  await anOutage();
});

/** What was asked of the store meanwhile and read much, in words. */
async function readFar(act: () => Promise<unknown>): Promise<{ asked: number; far: string[] }> {
  const db = kernel.store.connection.db;
  if (!db) throw new Error('no database');
  await db.dropCollection('system.profile').catch(() => undefined);
  await db.command({ profile: 2 });
  await act();
  await db.command({ profile: 0 });
  const seen = await db.collection('system.profile').find({}).toArray();
  const far = seen.filter(
    ({ docsExamined = 0, keysExamined = 0 }) => docsExamined > enough || keysExamined > enough,
  );
  return {
    asked: seen.length,
    far: far.map(({ ns, planSummary, keysExamined, docsExamined, command }) =>
      [ns, planSummary, `${keysExamined} keys`, `${docsExamined} documents`, JSON.stringify(command)].join(
        ' ',
      ),
    ),
  };
}

it('reads as much for one more report as for the first, however many are open at its place', async () => {
  const reporter = 'sms:+8613900000002' as const;
  const ticketOf = () =>
    kernel.store.connection.collection('tickets').findOne({ 'parties.address': reporter });
  const { asked, far } = await readFar(async () => {
    await hears(text(reporter, '三楼机房网络断了'));
    const number = Number((await ticketOf())?._id);
    for (const verb of ['claim', 'answer'] as const)
      await hears({ kind: 'verb', from: duty, verb, ticket: number });
    await hears({ kind: 'verb', from: duty, verb: 'fix', ticket: number, fields: { note: '换了电源' } });
    await hears(text(reporter, '1'));
    await hears(text('sms:+8613900000003', '一楼指挥大厅大屏黑了'));
  });
  expect(asked).toBeGreaterThan(50);
  expect(far).toEqual([]);
  expect((await ticketOf())?.['status']).toBe('closed');
});

it.each<[string, (ctx: Context) => Promise<unknown>]>([
  ['the home tab of whoever owns them all', (ctx) => homeFacts(duty, ctx)],
  ['the home tab of somebody who owns none', (ctx) => homeFacts('slack:U0SUNHAO', ctx)],
  ['the home tab of a reporter', (ctx) => homeFacts('slack:U0XUMIN', ctx)],
  ['the count of broken promises', ({ tickets }) => tickets.brokenPromises()],
  [
    'the count of those that were opened since',
    ({ tickets, clock }) =>
      tickets.count({ group: { $in: ['network', 'screens'] }, openedAt: { $gte: clock.now() } }),
  ],
])('reads little for %s, however many are open', async (_, ask) => {
  const { asked, far } = await readFar(() => ask(kernel.ctx));
  expect(asked).toBeGreaterThan(0);
  expect(far).toEqual([]);
});
