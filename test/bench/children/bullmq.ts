import { Queue, Worker } from 'bullmq';
import { type Burst, createCount, dueAfter, type Fired, ranIn } from '../support/burst.ts';
import { type FiredSample, sameWrites } from '../support/same-writes.ts';
import { serve } from '../support/serve.ts';

/** Its documentation's own example of a worker that waits for others. */
const concurrency = 50;
const perBulk = 1000;

interface Given extends Burst {
  port: number;
  /** What the handler writes; without it the handler does nothing. */
  writes?: { uri: string; sample: FiredSample };
}

/** Delayed jobs, all due at one instant; kept as its guide to production says: finished ones are removed. */
async function fire({ port, writes, ...burst }: Given): Promise<Fired> {
  const connection = { host: '127.0.0.1', port };
  const producer = new Queue<{ ticket: number }>('alarms', { connection });
  await producer.obliterate({ force: true });
  const planned = dueAfter(burst.many);
  for (let at = 0; at < burst.many; at += perBulk) {
    const size = Math.min(perBulk, burst.many - at);
    await producer.addBulk(
      Array.from({ length: size }, (_, n) => ({
        name: 'alarm',
        data: { ticket: burst.first + at + n },
        opts: { delay: Math.max(0, planned - Date.now()), removeOnComplete: true },
      })),
    );
  }
  const store = writes && (await sameWrites(writes.uri, writes.sample));
  const dueAt = Math.max(planned, Date.now());
  const count = createCount(dueAt, burst);
  const worker = new Worker<{ ticket: number }>(
    'alarms',
    async ({ data }) => {
      await store?.write(data.ticket);
      count.handled();
    },
    { connection: { ...connection, maxRetriesPerRequest: null }, concurrency },
  );
  worker.on('completed', () => count.completed());
  worker.on('error', (error) => process.stderr.write(`${error.message}\n`));
  const result = await count.result();
  await worker.close(true);
  await producer.obliterate({ force: true });
  await producer.close();
  await store?.close();
  return result;
}

serve({ fire: ranIn(fire) });
