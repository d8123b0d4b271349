import { Queue, Worker } from 'bullmq';
import { serve } from '../support/serve.ts';
import { createTaken, never } from '../support/taken.ts';

/** A worker with its defaults. */
const taken = createTaken(['job']);
let connection: { host: string; port: number };

serve({
  async open({ port, holds }: { port: number; holds: boolean }) {
    connection = { host: '127.0.0.1', port };
    const worker = new Worker(
      'recovery',
      async () => {
        taken.take('job');
        if (holds) await never();
      },
      { connection: { ...connection, maxRetriesPerRequest: null } },
    );
    worker.on('error', (error) => process.stderr.write(`${error.message}\n`));
    await worker.waitUntilReady();
  },

  async give() {
    const queue = new Queue('recovery', { connection });
    await queue.add('job', {});
    await queue.close();
  },

  taken: taken.all,
});
