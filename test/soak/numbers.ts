import { setTimeout as sleep } from 'node:timers/promises';
import type mongoose from 'mongoose';
import type { TicketDoc } from '../../src/store/documents.ts';

/** Nobody waits longer for the number of their ticket. */
const patienceMs = 100_000;
const askEveryMs = 1000;

interface Waiting {
  since: number;
  answer(number: number | undefined): void;
}

/**
 * The number of the ticket that an address opened, each of which reports once; undefined when it took too long. One
 * question is asked for all who wait: one for each of thousands would be a third of what the store does in a storm.
 */
export function createNumbers(tickets: mongoose.mongo.Collection<TicketDoc>, over: AbortSignal) {
  const waiting = new Map<string, Waiting>();
  let asking = false;

  function tell(address: string, number: number | undefined): void {
    waiting.get(address)?.answer(number);
    waiting.delete(address);
  }

  async function ask(): Promise<void> {
    while (waiting.size > 0) {
      const fits = { 'parties.address': { $in: [...waiting.keys()] } };
      const opened = await tickets
        .find(fits as never, { projection: { parties: 1 } })
        .toArray()
        // The store may be one of the things that are broken just now.
        .catch(() => []);
      for (const { _id, parties } of opened) for (const { address } of parties) tell(address, _id);
      const now = performance.now();
      for (const [address, { since }] of waiting)
        if (over.aborted || now - since > patienceMs) tell(address, undefined);
      if (waiting.size > 0) await sleep(askEveryMs);
    }
    asking = false;
  }

  return (address: string): Promise<number | undefined> =>
    new Promise((answer) => {
      waiting.set(address, { since: performance.now(), answer });
      if (asking) return;
      asking = true;
      void ask();
    });
}
