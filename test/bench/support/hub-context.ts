import { pino } from 'pino';
import { type BusinessClock, createBusinessClock } from '../../../src/app/business-clock.ts';
import type { Context } from '../../../src/app/context.ts';
import type { Channel } from '../../../src/domain/channel.ts';
import { createMetrics } from '../../../src/http/metrics.ts';
import { applyAtStart, loadService } from '../../../src/wiring/apply-service.ts';
import { createContext, createDirectory } from '../../../src/wiring/context.ts';
import { type OpenStore, openStoreAt } from '../../../src/wiring/open-store.ts';

export interface HubContext {
  ctx: Context;
  store: OpenStore;
  clock: BusinessClock;
  close(): Promise<void>;
}

/** What main builds for a hub with the example's service (or another), over these channels; nothing runs yet. */
export async function hubContext(
  uri: string,
  channels: Channel[],
  more: { poke?: Context['poke']; lateness?: (seconds: number) => void; serviceFile?: string } = {},
): Promise<HubContext> {
  const { service } = await loadService(more.serviceFile ?? 'service.example.yaml');
  const store = await openStoreAt(uri, { create: true });
  const clock = createBusinessClock(store.meta);
  await clock.refresh();
  await applyAtStart(service, store, clock.now());
  const metrics = createMetrics();
  const ctx = createContext({
    store,
    directory: await createDirectory(store.meta, clock),
    clock,
    channels,
    secrets: ['a secret of the bench'],
    publicUrl: () => 'http://127.0.0.1',
    metrics: {
      ...metrics,
      firedLate(seconds) {
        metrics.firedLate(seconds);
        more.lateness?.(seconds);
      },
    },
    phone: { twoWay: () => true, dailyCap: () => undefined, listed: () => true },
    poke: more.poke ?? (() => undefined),
    log: pino({ level: 'error' }, pino.destination(2)),
  });
  return { ctx, store, clock, close: store.close };
}
