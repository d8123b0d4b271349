import { monitorEventLoopDelay } from 'node:perf_hooks';
import { freePort } from '../../../src/store/embedded/free-port.ts';
import { serve } from '../support/serve.ts';
import { startWholeHub } from '../support/whole-hub.ts';

/** A whole hub that watches how long its main loop stands still. */
const resolutionMs = 2;
const delay = monitorEventLoopDelay({ resolution: resolutionMs });

serve({
  async open({ uri, slackApiUrl }: { uri: string; slackApiUrl: string }) {
    const [port, mailPort] = [await freePort(undefined), await freePort(undefined)];
    await startWholeHub({ uri, port, mailPort, handling: true, slackApiUrl });
    delay.enable();
    return { port, mailPort };
  },
  async reset() {
    delay.reset();
  },
  worstMs: async () => Math.max(0, delay.max / 1e6 - resolutionMs),
});
