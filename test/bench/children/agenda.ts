import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import { type Burst, createCount, dueAfter, type Fired, ranIn } from '../support/burst.ts';
import { type FiredSample, sameWrites } from '../support/same-writes.ts';
import { serve } from '../support/serve.ts';

/** As many at once as the other engine's; its own default of 5 of a kind would hold it back. */
const concurrency = 50;
/** Its words for intervals know no milliseconds; a number is taken as such. */
const processEveryMs = 200;
const savedAtOnce = 50;

interface Given extends Burst {
  uri: string;
  writes?: { uri: string; sample: FiredSample };
}

/** Jobs scheduled for one instant. Majority-journaled by the address, which its documentation leaves to us. */
async function fire({ uri, writes, ...burst }: Given): Promise<Fired> {
  const address = new URL(uri);
  address.searchParams.set('w', 'majority');
  address.searchParams.set('journal', 'true');
  const agenda = new Agenda({
    backend: new MongoBackend({ address: address.toString() }),
    processEvery: processEveryMs,
    maxConcurrency: concurrency,
    defaultConcurrency: concurrency,
  });
  await agenda.ready;
  const planned = dueAfter(burst.many * 4);
  const numbers = Array.from({ length: burst.many }, (_, n) => burst.first + n);
  const savers = Array.from({ length: savedAtOnce }, async () => {
    for (let ticket = numbers.shift(); ticket !== undefined; ticket = numbers.shift())
      await agenda.create('alarm', { ticket }).schedule(new Date(planned)).save();
  });
  await Promise.all(savers);
  const store = writes && (await sameWrites(writes.uri, writes.sample));
  const dueAt = Math.max(planned, Date.now());
  const count = createCount(dueAt, burst);
  agenda.define<{ ticket: number }>('alarm', async (job) => {
    await store?.write(job.attrs.data.ticket);
    count.handled();
  });
  agenda.on('complete', () => count.completed());
  await agenda.start();
  const result = await count.result();
  await agenda.stop();
  await store?.close();
  return result;
}

serve({ fire: ranIn(fire) });
