import type mongoose from 'mongoose';
import { handle } from '../../../handlers/index.ts';
import type { Context } from '../../../src/app/context.ts';
import { relayTicket } from '../../../src/app/move.ts';
import type { TicketDoc } from '../../../src/store/documents.ts';
import { type HubContext, hubContext } from './hub-context.ts';
import { sinkChannels } from './sinks.ts';

const perInsert = 1000;
export const firstNumber = 100_000;

/** Reports one fault the real way and gives the ticket as it is stored. */
async function reported(hub: HubContext): Promise<TicketDoc> {
  const { ctx, store } = hub;
  const receivedAt = ctx.clock.now();
  const source = { cause: 'bench:model', receivedAt, number: () => ctx.meta.nextNumber() };
  const from = 'sms:+8613900009999' as const;
  const { ticket } = await handle(
    { kind: 'text', from, text: '机房断网', attachments: [] },
    source,
    ctx as Context,
  );
  await relayTicket(Number(ticket), ctx);
  const doc = await store.connection.collection<{ _id: number }>('tickets').findOne({ _id: Number(ticket) });
  if (!doc) throw new Error('no ticket was opened');
  return doc as unknown as TicketDoc;
}

/** The same case of another reporter. */
export function copyOf(
  { pending: _pending, pendingSince: _since, ...model }: TicketDoc,
  number: number,
): object {
  const address = `sms:+86137${String(number).padStart(8, '0')}`;
  return {
    ...model,
    _id: number,
    parties: model.parties.map((party) => ({ ...party, address })),
    pending: [],
  };
}

/** Documents in big batches: making them ready is not what is measured, so nobody waits for a disk. */
export async function insertMany(
  collection: mongoose.mongo.Collection,
  many: number,
  make: (n: number) => object,
): Promise<void> {
  const free = { ordered: false, writeConcern: { w: 1, journal: false } };
  for (let at = 0; at < many; at += perInsert) {
    const size = Math.min(perInsert, many - at);
    await collection.insertMany(
      Array.from({ length: size }, (_, n) => make(at + n)),
      free,
    );
  }
}

export interface Seeded {
  /** Business time at which the next step of every ticket falls due. */
  dueAt: number;
  /** The ticket that all are copies of. */
  model: TicketDoc;
}

/**
 * A database of a hub with the example's service and this many open tickets, whose next step falls due at one
 * instant, or `spreadMs` after each other.
 */
export async function seed(
  uri: string,
  many: number,
  { serviceFile, spreadMs = 0 }: { serviceFile?: string; spreadMs?: number } = {},
): Promise<Seeded> {
  const hub = await hubContext(uri, sinkChannels(), serviceFile ? { serviceFile } : {});
  try {
    const model = await reported(hub);
    const dueAt = model.nextAlarmAt?.getTime();
    if (dueAt === undefined) throw new Error('the ticket has no next step');
    const tickets = hub.store.connection.collection('tickets') as unknown as mongoose.mongo.Collection;
    await insertMany(tickets, many, (n) => ({
      ...copyOf(model, firstNumber + n),
      nextAlarmAt: new Date(dueAt + n * spreadMs),
    }));
    // The model itself stays out of what is counted.
    await tickets.updateOne({ _id: model._id as never }, { $unset: { nextAlarmAt: '' } });
    return { dueAt, model };
  } finally {
    await hub.close();
  }
}
