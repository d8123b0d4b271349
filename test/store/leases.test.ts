import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { testStores } from '../support/store.ts';

const stores = testStores();

/** Asks until the lease is had: how long that takes is the store's clock's business. */
async function whenFree(name: string): Promise<number> {
  for (;;) {
    const fence = await stores.b.leases.hold(name, 60_000);
    if (fence !== undefined) return fence;
    await sleep(20);
  }
}

describe('a lease', () => {
  it('is held by one hub of many that ask at once', async () => {
    const asked = await Promise.all(
      Array.from({ length: 40 }, (_, n) => (n % 2 ? stores.a : stores.b).leases.hold('one', 60_000)),
    );
    const winners = new Set(asked.flatMap((fence, n) => (fence === undefined ? [] : [n % 2])));
    expect(winners.size).toBe(1);
  });

  it('is renewed by its holder with the same fence', async () => {
    const fence = await stores.a.leases.hold('renewed', 60_000);
    expect(await stores.a.leases.hold('renewed', 60_000)).toBe(fence);
    expect(await stores.b.leases.hold('renewed', 60_000)).toBeUndefined();
  });

  it('is taken over when it has run out, with a higher fence', async () => {
    const first = (await stores.a.leases.hold('expiring', 50)) ?? Number.NaN;
    expect(await whenFree('expiring')).toBe(first + 1);
    expect(await stores.a.leases.hold('expiring', 60_000)).toBeUndefined();
  });

  it('goes to the next one when it is given back, and only its holder can do that', async () => {
    await stores.a.leases.hold('given', 60_000);
    await stores.b.leases.free('given');
    expect(await stores.b.leases.hold('given', 60_000)).toBeUndefined();
    await stores.a.leases.free('given');
    expect(await stores.b.leases.hold('given', 60_000)).toBeDefined();
  });

  it('lets go of everything one hub holds, and of nothing another does', async () => {
    await stores.a.leases.hold('mine', 60_000);
    await stores.b.leases.hold('theirs', 60_000);
    await stores.a.leases.freeAll();
    expect(await stores.b.leases.hold('mine', 60_000)).toBeDefined();
    expect(await stores.a.leases.hold('theirs', 60_000)).toBeUndefined();
  });
});

describe('the hubs that live', () => {
  it('each have a place of their own, the same for all who ask', async () => {
    await stores.a.leases.muster(60_000);
    const b = await stores.b.leases.muster(60_000);
    const a = await stores.a.leases.muster(60_000);
    expect([a.of, b.of]).toEqual([2, 2]);
    expect([a.part, b.part].sort()).toEqual([0, 1]);
  });

  it('are fewer once one has left, or was not heard of for as long as it said', async () => {
    await stores.b.leases.muster(60_000);
    await stores.b.leases.freeAll();
    expect(await stores.a.leases.muster(60_000)).toEqual({ part: 0, of: 1 });
    await stores.b.leases.muster(20);
    for (;;) {
      const place = await stores.a.leases.muster(60_000);
      if (place.of === 1) break;
      await sleep(10);
    }
  });
});
