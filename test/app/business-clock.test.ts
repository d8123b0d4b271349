import { describe, expect, it } from 'vitest';
import { createBusinessClock } from '../../src/app/business-clock.ts';

describe('business time', () => {
  it('stays where it was moved when an older answer of the store comes late', async () => {
    const answers: ((offsetMs: number) => void)[] = [];
    let stored = 0;
    const clock = createBusinessClock({
      offset: () => new Promise((resolve) => answers.push(resolve)),
      setOffset: async (offsetMs) => {
        stored = offsetMs;
      },
      storeNow: async () => new Date(),
    });
    const refreshing = clock.refresh();
    const target = new Date(Date.now() + 3_600_000);
    await clock.moveTo(target);
    // Read before the move, and only now here.
    answers[0]?.(0);
    await refreshing;
    expect(clock.now().getTime()).toBeGreaterThanOrEqual(target.getTime());
    expect(stored).toBeGreaterThan(3_500_000);
  });
});
