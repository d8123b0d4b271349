import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apartMs, leaveMs, retryMs } from '../../src/app/try-again.ts';

const lanes = Array.from({ length: 50 }, (_, n) => `slack:U${n}` as const);

describe('lanes that a provider sent away together', () => {
  it('come back one after the other, none before its time, and none more than a second after it', () => {
    for (const ms of [1000, 30_000, 300_000]) {
      const later = lanes.map((lane) => apartMs(lane, ms) - ms);
      const within = Math.min(ms / 4, 1000);
      expect(later.every((one) => one >= 0 && one <= within)).toBe(true);
      expect(Math.max(...later) - Math.min(...later)).toBeGreaterThan(within / 2);
    }
  });

  it('come back by the same each time, whichever hub asks', () => {
    for (const lane of lanes) expect(apartMs(lane, 1000)).toBe(apartMs(lane, 1000));
  });
});

describe('what failed without a word of when to come again', () => {
  it('rests twice as long each time, and five minutes at most', () => {
    expect([1, 2, 3, 7, 8, 20].map(retryMs)).toEqual([4000, 8000, 16_000, 256_000, 300_000, 300_000]);
  });
});

describe('what only a newer hub understands', () => {
  const paceMs = 500;
  const hubs = fc.record({
    newer: fc.integer({ min: 0, max: paceMs - 1 }),
    older: fc.integer({ min: 0, max: paceMs - 1 }),
  });

  /** How often the older one takes it before the newer one does: both look at the same pace, each in its own time. */
  function takenBefore({ newer, older }: { newer: number; older: number }): number {
    const next = (first: number, at: number): number =>
      first + Math.max(0, Math.ceil((at - first) / paceMs)) * paceMs;
    let [dueAt, taken, olderFrom] = [0, 0, older];
    while (next(olderFrom, dueAt) <= next(newer, dueAt) && taken < 100) {
      taken++;
      olderFrom = next(olderFrom, dueAt);
      dueAt = olderFrom + leaveMs();
      // It looks on from when it gave it back.
      olderFrom += 2;
    }
    return taken;
  }

  it('comes to the newer one within some rounds, however the two stand to each other', () => {
    fc.assert(
      fc.property(hubs, (stand) => {
        expect(takenBefore(stand)).toBeLessThan(100);
      }),
    );
  });

  it('is left alone for a second at least, and three at most', () => {
    for (let n = 0; n < 100; n++) {
      expect(leaveMs()).toBeGreaterThanOrEqual(1000);
      expect(leaveMs()).toBeLessThan(3000);
    }
  });
});
