import { describe, expect, it } from 'vitest';
import { apartMs, retryMs } from '../../src/app/try-again.ts';

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
