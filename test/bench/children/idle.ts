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

/** A hub that is asked for single ticks of its alarms. */
let hub: HubContext;
let alarms: ReturnType<typeof createAlarms>;
let whole: Hub | undefined;
let lateness: number[] = [];

serve({
  async open({ uri }: { uri: string }) {
    hub = await hubContext(uri, sinkChannels(), { lateness: (seconds) => lateness.push(seconds) });
    alarms = createAlarms(createRelay(hub.ctx).carry, hub.ctx);
  },

  async ticks({ many }: { many: number }) {
    const ms: number[] = [];
    for (let n = 0; n < many; n++) {
      const from = performance.now();
      await alarms.pass(() => false);
      ms.push(performance.now() - from);
    }
    return ms;
  },

  /** Some fall due among all the others that don't; how long until all have fired. */
  async fireSome({
    model,
    first,
    many,
    dueAt,
  }: {
    model: TicketDoc;
    first: number;
    many: number;
    dueAt: number;
  }) {
    const tickets = hub.store.connection.collection('tickets') as unknown as mongoose.mongo.Collection;
    await hub.clock.moveTo(new Date(dueAt));
    const nextAlarmAt = hub.clock.now();
    await insertMany(tickets, many, (n) => ({ ...copyOf(model, first + n), nextAlarmAt }));
    lateness = [];
    const from = performance.now();
    while (lateness.length < many) await alarms.pass(() => false);
    await alarms.drain();
    return performance.now() - from;
  },

  /** The whole hub with nothing to do. */
  async startWhole() {
    whole = startHub(handle, hub.ctx);
  },
  async stopWhole() {
    await whole?.stop();
  },
});
