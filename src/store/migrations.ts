import { setTimeout as sleep } from 'node:timers/promises';
import type { Leases } from './leases.ts';
import type { Models } from './models.ts';

/**
 * One change of what is stored. One hub carries it out while others, of the version before too, go on working: it adds, and
 * what it makes superfluous goes with a later version.
 */
export interface Migration {
  /** The store's shape afterwards: one more than before. */
  to: number;
  /** May run again after a crash in its middle, and leaves alone what a newer hub wrote. */
  run(models: Models): Promise<void>;
}

/** In order. The first shape is 1. */
export const migrations: readonly Migration[] = [];

const firstShape = 1;
const lease = 'migrations';
const leaseMs = 8000;
const renewMs = 2500;
const lookMs = 250;

/** Brings the store to the newest shape that this hub knows, each step once; a store that is further on stays so. */
export async function migrate(
  models: Models,
  leases: Leases,
  known: readonly Migration[] = migrations,
): Promise<void> {
  const rows = models.meta.raw;
  const shape = async (): Promise<number> => (await rows.findOne({ _id: 'shape' }))?.next ?? firstShape;

  async function carryOut({ to, run }: Migration): Promise<void> {
    const renewal = setInterval(() => void leases.hold(lease, leaseMs).catch(() => undefined), renewMs);
    try {
      // Whoever held the lease before may have done it between our look and our turn.
      if ((await shape()) >= to) return;
      await run(models);
      // Only ever up: a hub that was frozen in its middle must not take back what came after.
      await rows.updateOne({ _id: 'shape' }, { $max: { next: to } }, { upsert: true });
    } finally {
      clearInterval(renewal);
      await leases.free(lease);
    }
  }

  for (const step of known) {
    while ((await shape()) < step.to) {
      const ours = await leases.hold(lease, leaseMs);
      await (ours === undefined ? sleep(lookMs) : carryOut(step));
    }
  }
}
