import { type Logger, pino } from 'pino';
import { createBusinessClock } from '../../src/app/business-clock.ts';
import type { Context } from '../../src/app/context.ts';
import { deliver } from '../../src/app/deliver.ts';
import { executeTicketCommand } from '../../src/app/execute.ts';
import { relayTicket } from '../../src/app/move.ts';
import { createPool } from '../../src/app/pool.ts';
import { createMetrics } from '../../src/http/metrics.ts';
import type { TicketDoc } from '../../src/store/documents.ts';
import { loadService } from '../../src/wiring/apply-service.ts';
import { createContext, createDirectory } from '../../src/wiring/context.ts';
import { type OpenStore, openStoreAt } from '../../src/wiring/open-store.ts';
import { openReported } from './open-reported.ts';

/** What use cases ask for, over a real store and the example's service, with no channel and no loop. */
export interface Kernel {
  ctx: Context;
  store: OpenStore;
  /** Commands that reached the store, by name and collection: `update tickets`. */
  commands: Map<string, number>;
  /** How late each alarm fired. */
  lateMs: number[];
}

/** The driver tells of every command it sends. */
function watched(uri: string): string {
  const url = new URL(uri);
  url.searchParams.set('monitorCommands', 'true');
  return url.toString();
}

/** `beside`: a hub has this database already, with a service file of its own and this secret. */
export async function openKernel(
  uri: string,
  log: Logger = pino({ level: 'silent' }),
  beside?: { secret: string | undefined },
): Promise<Kernel> {
  const store = await openStoreAt(watched(uri), { create: true });
  if (!beside) {
    const { service } = await loadService('service.example.yaml');
    await store.meta.keepService(service, new Date());
  }
  const secret = beside ? (beside.secret ?? (await store.meta.secret(() => 'none'))) : 'secret';
  const clock = createBusinessClock(store.meta);
  await clock.refresh();
  const commands = new Map<string, number>();
  store.connection.getClient().on('commandStarted', ({ commandName, command }) => {
    const what = `${commandName} ${String(command['collection'] ?? command[commandName])}`;
    commands.set(what, (commands.get(what) ?? 0) + 1);
  });
  const lateMs: number[] = [];
  const ctx = createContext({
    store,
    directory: await createDirectory(store.meta, clock),
    clock,
    channels: [],
    secrets: [secret],
    publicUrl: () => 'http://127.0.0.1',
    metrics: { ...createMetrics(), firedLate: (seconds) => void lateMs.push(seconds * 1000) },
    phone: { twoWay: () => true, dailyCap: () => undefined, listed: () => true },
    poke: () => undefined,
    log,
  });
  return { ctx, store, commands, lateMs };
}

/** Sends what is due now, all lanes side by side, and waits for it. */
export async function deliverDue({ ctx }: Kernel): Promise<void> {
  const pool = createPool(48);
  await deliver(pool, () => false, ctx);
  await pool.drain();
}

export interface Seeded {
  /** How many have an alarm that is due. */
  due: number;
  /** Open ones beside them, to be looked at tomorrow. */
  open?: number;
  /** When each was opened and claimed: 16 minutes ago half of its answer's time has passed. */
  agoMs: number;
  /** The first one's number. */
  from?: number;
}

/** Copies of one ticket that was really opened and claimed; the model itself is closed. Gives the due ones' numbers. */
export async function seedDue(
  { ctx, store }: Kernel,
  { due, open = 0, agoMs, from = 10_000 }: Seeded,
): Promise<number[]> {
  const now = new Date();
  const at = new Date(now.getTime() - agoMs);
  const then = { ...ctx, clock: { now: () => at } };
  const address = 'sms:+8613900000001';
  const model = from - 1;
  const { owner } = await openReported(
    {
      number: model,
      cause: `seed/${model}`,
      report: { id: 'seed', from: address, text: '三楼机房网络断了', at },
    },
    then,
  );
  await executeTicketCommand(
    model,
    { type: 'Claim', by: { person: owner, role: 'engineer' }, now: at },
    'seed',
    then,
  );
  await relayTicket(model, then);
  const tickets = store.connection.collection<TicketDoc>('tickets');
  const doc = await tickets.findOne({ _id: model });
  if (!doc) throw new Error('no ticket was opened');
  await tickets.updateOne({ _id: model }, { $unset: { nextAlarmAt: '' } });
  const entries = await store.connection.collection('journal').find({ ticket: model }).toArray();
  const numbers = Array.from({ length: due + open }, (_, n) => from + n);
  for (let n = 0; n < numbers.length; n += 1000) {
    const some = numbers.slice(n, n + 1000);
    await tickets.insertMany(
      some.map((number, i) => {
        const first = doc.nextAlarmAt?.getTime() ?? 0;
        const next = n + i < due ? first + i : now.getTime() + 86_400_000 + n + i;
        return { ...doc, _id: number, nextAlarmAt: new Date(next) };
      }) as never,
    );
    await store.connection
      .collection('journal')
      .insertMany(
        some.flatMap((number) =>
          entries.map((entry) => ({ ...entry, _id: `${number}/${entry['version']}`, ticket: number })),
        ) as never,
      );
  }
  return numbers.slice(0, due);
}
