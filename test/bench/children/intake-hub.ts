import { freePort } from '../../../src/store/embedded/free-port.ts';
import { serve } from '../support/serve.ts';
import { startWholeHub } from '../support/whole-hub.ts';

/** A whole hub that takes in; whether it also handles what it took in is said when it is opened. */
serve({
  async open({ uri, handling }: { uri: string; handling: boolean }) {
    const [port, mailPort] = [await freePort(undefined), await freePort(undefined)];
    await startWholeHub({ uri, port, mailPort, handling });
    return { port };
  },
});
