import { setTimeout as sleep } from 'node:timers/promises';
import { createAlarms } from '../../../src/app/alarms.ts';
import { type Loop, startLoop } from '../../../src/app/loop.ts';
import { createRelay } from '../../../src/app/relay.ts';
import { type HubContext, hubContext } from '../support/hub-context.ts';
import { serve } from '../support/serve.ts';
import { sinkChannels } from '../support/sinks.ts';

/**
 * A hub's alarms and its relay, as `startHub` runs them: what a firing is here ends with the ticket changed, the
 * journal entry and the notice owed. Sending what is owed is other work, at the pace of the providers.
 */
let hub: HubContext;
let alarms: ReturnType<typeof createAlarms>;
let loops: Record<string, Loop> = {};
let lateness: number[] = [];
let relayedAt = 0;

async function open(uri: string): Promise<void> {
  hub = await hubContext(uri, sinkChannels(), {
    poke: (loop) => loops[loop]?.poke(),
    lateness: (seconds) => lateness.push(seconds),
  });
}

async function start(businessNow?: number): Promise<void> {
  lateness = [];
  if (businessNow === undefined) await hub.clock.refresh();
  else await hub.clock.moveTo(new Date(businessNow));
  const relay = createRelay(hub.ctx);
  const noted = async (moved: Promise<boolean>): Promise<boolean> => {
    const any = await moved;
    if (any) relayedAt = Date.now();
    return any;
  };
  alarms = createAlarms((owing) => noted(relay.carry(owing)), hub.ctx);
  loops = {
    alarms: startLoop('alarms', alarms.pass, hub.ctx.log),
    relay: startLoop('relay', () => noted(relay.pass()), hub.ctx.log),
  };
}

async function stop(): Promise<void> {
  await Promise.all(Object.values(loops).map((loop) => loop.stop()));
  await alarms.drain();
  loops = {};
}

serve({
  open: ({ uri }: { uri: string }) => open(uri),

  /** Fires on a database of its own, so that what is measured afterwards is not the start of a process. */
  async runIn({ uri, businessNow, many }: { uri: string; businessNow: number; many: number }) {
    await open(uri);
    await start(businessNow);
    while (lateness.length < many) await sleep(20);
    await stop();
    await hub.close();
  },

  async start({ businessNow }: { businessNow?: number }) {
    await start(businessNow);
    // Where business time stands against the machine's.
    return { offsetMs: hub.clock.now().getTime() - Date.now() };
  },

  progress: async () => ({ fired: lateness.length, relayedAt }),

  async stop() {
    await stop();
    return { lateness, relayedAt };
  },

  close: () => hub.close(),
});
