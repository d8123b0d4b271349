/**
 * What a ticket costs on disk: plays whole cases through the hub's own kernel and asks MongoDB what each
 * collection holds. `npm run sizes -- 2000` prints the table of docs/scale.md.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { handle } from '../../handlers/index.ts';
import { type Hub, startHub } from '../../src/app/hub.ts';
import { removeOld } from '../../src/app/remove-old.ts';
import type { Inbound } from '../../src/domain/inbound.ts';
import { hubContext } from '../bench/support/hub-context.ts';
import { startMongod } from '../bench/support/mongod.ts';
import { sinkChannels } from '../bench/support/sinks.ts';

const many = Number(process.argv[2] ?? 2000);
const engineer = 'slack:U0WANGLEI';
const phoneOf = (n: number) => `sms:+86139${String(10_000_000 + n)}` as const;

const mongod = await startMongod();
const { uri, drop } = mongod.database();
let running: Hub | undefined;
const hub = await hubContext(uri, sinkChannels(), { poke: (loop, n) => running?.poke(loop, n) });
running = startHub(handle, hub.ctx);
const said = { id: 0 };

/** One message each, and until everything that follows has been done. */
async function everybody(what: string, message: (n: number) => Inbound): Promise<void> {
  for (let n = 0; n < many; n++) {
    const id = `${channelOf(message(n))}:size-${said.id++}`;
    await hub.ctx.inbox.accept({ id, payload: [message(n)] }, hub.clock.now());
    running?.poke('inbox');
  }
  while (!(await running?.settled(60_000))) await sleep(100);
  console.error(`${what}: ${many}, ${Math.round((await mongod.commands()) / many)} commands a ticket so far`);
}
const channelOf = (inbound: Inbound): string => ('from' in inbound ? inbound.from.split(':')[0] : '') ?? '';
const text = (n: number, words: string): Inbound => ({
  kind: 'text',
  from: phoneOf(n),
  text: words,
  attachments: [],
});
const numbers = async () => (await hub.ctx.tickets.where({}, many)).map(({ ticket }) => ticket.number).sort();
const tap = (ticket: number, verb: string, note?: string): Inbound => ({
  kind: 'verb',
  from: engineer,
  verb,
  ticket,
  ...(note && { fields: { note } }),
});

await everybody('reported', (n) => text(n, `三楼机房${n}号机柜网络断了，业务全停，请尽快派人`));
const tickets = await numbers();
// Nobody claims for four minutes, and an answer is due soon: the ladder's first steps fire on every ticket.
await hub.clock.moveTo(new Date(hub.clock.now().getTime() + 16 * 60_000));
while (!(await running.settled(60_000))) await sleep(100);
await everybody('claimed', (n) => tap(tickets[n] ?? 0, 'claim'));
await everybody('added to', (n) => text(n, '补充：交换机红灯一直闪，重启过一次没有用'));
await everybody('answered', (n) => tap(tickets[n] ?? 0, 'answer'));
await everybody('fixed', (n) => tap(tickets[n] ?? 0, 'fix', '更换接入交换机电源模块，业务恢复'));
await everybody('confirmed', (n) => text(n, '1'));
await everybody('rated', (n) => text(n, '5'));

const db = hub.store.connection.db;
if (!db) throw new Error('no database');
const open = await hub.ctx.tickets.count({ status: 'closed' });
console.log(`${open} of ${many} tickets are closed; mongod ${mongod.version}, WiredTiger with snappy\n`);

/** Answers how many bytes on disk that comes to. */
async function table(): Promise<number> {
  let sum = 0;
  console.log(
    '| collection | rows a ticket | bytes a row | data a ticket | on disk a ticket | indexes a ticket |',
  );
  console.log('|---|---:|---:|---:|---:|---:|');
  await db?.admin().command({ fsync: 1 });
  for (const { name } of (await db?.listCollections().toArray()) ?? []) {
    const [stats] =
      (await db
        ?.collection(name)
        .aggregate([{ $collStats: { storageStats: {} } }])
        .toArray()) ?? [];
    const {
      count = 0,
      avgObjSize = 0,
      size = 0,
      storageSize = 0,
      totalIndexSize = 0,
    } = stats?.['storageStats'] ?? {};
    if (count < many / 2) continue;
    sum += storageSize + totalIndexSize;
    const each = (bytes: number) => `${Math.round(bytes / many).toLocaleString('en')}`;
    console.log(
      `| ${name} | ${(count / many).toFixed(1)} | ${Math.round(avgObjSize)} | ${each(size)} | ${each(storageSize)} | ${each(totalIndexSize)} |`,
    );
  }
  return sum;
}
const sum = await table();
const [{ storageStats: outbox } = {}] = await db
  .collection('outbox')
  .aggregate([{ $collStats: { storageStats: {} } }])
  .toArray();
const indexes = Object.entries((outbox?.indexSizes ?? {}) as Record<string, number>)
  .sort(([, a], [, b]) => b - a)
  .map(([name, bytes]) => `${name} ${Math.round(bytes / many).toLocaleString('en')}`);
console.log(`\nindexes of outbox, bytes a ticket: ${indexes.join(' · ')}`);
const lanes = await db
  .collection('outbox')
  .aggregate([
    {
      $project: {
        by: { $concat: ['$kind', ' ', { $first: { $split: ['$lane', ':'] } }] },
        edits: { $size: '$attempts' },
      },
    },
    { $group: { _id: '$by', n: { $sum: 1 }, sends: { $sum: '$edits' } } },
    { $sort: { _id: 1 } },
  ])
  .toArray();
console.log(
  `sends a ticket: ${lanes.map(({ _id, sends }) => `${_id} ${(Number(sends) / many).toFixed(1)}`).join(' · ')}`,
);
console.log(`on disk in all: ${Math.round(sum / many).toLocaleString('en')} bytes a ticket`);

// The same once everything was kept long enough: its room is free for what comes, and stays the store's.
await hub.clock.moveTo(new Date(hub.clock.now().getTime() + 31 * 86_400_000));
while (!(await running.settled(60_000))) await sleep(100);
await db.collection('outbox').updateMany({ receiptDue: { $exists: true } }, { $unset: { receiptDue: '' } });
const service = hub.ctx.service();
const keeping = { ...hub.ctx, service: () => ({ ...service, retention: { messagesMs: 30 * 86_400_000 } }) };
const before = performance.now();
for (let n = 0; n <= many; n += 5000) await removeOld(keeping);
console.log(`\nremoved: ${((performance.now() - before) / many).toFixed(2)} ms a ticket\n`);
await table();
await running.stop();
await hub.close();
await drop();
await mongod.stop();
