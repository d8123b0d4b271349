import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type mongoose from 'mongoose';
import { handle } from '../../../handlers/index.ts';
import { serviceFile } from '../../support/many-staff.ts';
import { type HubContext, hubContext } from '../support/hub-context.ts';
import { firstNumber, seed } from '../support/seed.ts';
import { serve } from '../support/serve.ts';
import { sinkChannels } from '../support/sinks.ts';

/** A hundred people and the two ways for them to take a ticket: the hub's, and the rawest that is still right. */
let hub: HubContext;
let tickets: mongoose.mongo.Collection<{ _id: number; owner: string; claimed: boolean }>;
const people = Array.from({ length: 100 }, (_, n) => `U0STAFF${String(n).padStart(3, '0')}`);

async function timed(work: (person: string) => Promise<boolean>) {
  let won = 0;
  const ms = await Promise.all(
    people.map(async (person) => {
      const from = performance.now();
      if (await work(person)) won++;
      return performance.now() - from;
    }),
  );
  return { ms, won };
}

serve({
  async open({ uri, many }: { uri: string; many: number }) {
    const folder = await mkdtemp(join(tmpdir(), 'faultline-bench-'));
    const file = join(folder, 'service.yaml');
    await writeFile(file, await serviceFile(people));
    await seed(uri, many, { serviceFile: file });
    hub = await hubContext(uri, sinkChannels(), { serviceFile: file });
    tickets = hub.store.connection.collection('tickets') as unknown as typeof tickets;
    await rm(folder, { recursive: true });
  },

  /** As a tap on the card's button is handled, up to the words of the answer. */
  async hub({ n }: { n: number }) {
    const ticket = firstNumber + n;
    const { ctx } = hub;
    const result = await timed(async (person) => {
      const source = {
        cause: `tap/${ticket}/${person}`,
        receivedAt: ctx.clock.now(),
        number: () => ctx.meta.nextNumber(),
      };
      const tap = { kind: 'verb', from: `slack:${person}`, verb: 'claim', ticket } as const;
      return (await handle(tap, source, ctx)).ok;
    });
    const stored = await tickets.findOne({ _id: ticket });
    return { ...result, claimed: stored?.claimed === true };
  },

  /** One conditional write; who comes too late reads who was first. */
  async raw({ n }: { n: number }) {
    const ticket = firstNumber + n;
    return timed(async (person) => {
      const { matchedCount } = await tickets.updateOne(
        { _id: ticket, claimed: false },
        { $set: { claimed: true, owner: person } },
        { writeConcern: { w: 'majority', journal: true } },
      );
      if (matchedCount === 1) return true;
      await tickets.findOne({ _id: ticket }, { projection: { owner: 1 } });
      return false;
    });
  },
});
