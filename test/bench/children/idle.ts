import type mongoose from 'mongoose';
import { handle } from '../../../handlers/index.ts';
import { createAlarms } from '../../../src/app/alarms.ts';
import { type Hub, startHub } from '../../../src/app/hub.ts';
import { createRelay } from '../../../src/app/relay.ts';
import type { TicketDoc } from '../../../src/store/documents.ts';
import { type HubContext, hubContext } from '../support/hub-context.ts';
import { copyOf, insertMany } from '../support/seed.ts';
import { serve } from '../support/serve.ts';
import { sinkChannels } from '../support/sinks.ts';

/** Hubs on several databases in one process: who had a process of his own was measured with that process's luck. */
const hubs: (HubContext & { alarms: ReturnType<typeof createAlarms> })[] = [];
let whole: Hub | undefined;
let fired = 0;

const at = (n: number): (typeof hubs)[number] => {
  const hub = hubs[n];
  if (!hub) throw new Error(`no database ${n}`);
  return hub;
};

serve({
  async open({ uri }: { uri: string }) {
    const hub = await hubContext(uri, sinkChannels(), { lateness: () => fired++ });
    hubs.push({ ...hub, alarms: createAlarms(createRelay(hub.ctx).carry, hub.ctx) });
  },

  /** Ticks of all in turns; the milliseconds of each. */
  async ticks({ many }: { many: number }) {
    const ms = hubs.map((): number[] => []);
    for (let n = 0; n < many; n++) {
      for (const [which, { alarms }] of hubs.entries()) {
        const from = performance.now();
        await alarms.pass(() => false);
        ms[which]?.push(performance.now() - from);
      }
    }
    return ms;
  },

  async tick({ which }: { which: number }) {
    await at(which).alarms.pass(() => false);
  },

  /** Some fall due among all the others that don't; how long until all have fired. */
  async fireSome({
    which,
    model,
    first,
    many,
    dueAt,
  }: {
    which: number;
    model: TicketDoc;
    first: number;
    many: number;
    dueAt: number;
  }) {
    const hub = at(which);
    const tickets = hub.store.connection.collection('tickets') as unknown as mongoose.mongo.Collection;
    await hub.clock.moveTo(new Date(dueAt));
    const nextAlarmAt = hub.clock.now();
    await insertMany(tickets, many, (n) => ({ ...copyOf(model, first + n), nextAlarmAt }));
    fired = 0;
    const from = performance.now();
    while (fired < many) await hub.alarms.pass(() => false);
    await hub.alarms.drain();
    return performance.now() - from;
  },

  /** The whole hub with nothing to do. */
  async startWhole({ which }: { which: number }) {
    whole = startHub(handle, at(which).ctx);
  },
  async stopWhole() {
    await whole?.stop();
  },
});
