import { afterEach, describe, expect, it, vi } from 'vitest';
import { createBusinessClock } from '../../src/app/business-clock.ts';

const start = new Date('2026-03-05T02:00:00Z').getTime();

/** A clock whose store is ahead by `aheadMs` and takes `tripMs` to say so. */
function clockBeside(aheadMs: number, tripMs: number) {
  vi.useFakeTimers({ now: start, toFake: ['Date'] });
  const answer = { aheadMs, tripMs };
  const clock = createBusinessClock({
    offset: async () => 0,
    setOffset: async () => undefined,
    storeNow: async () => {
      vi.setSystemTime(Date.now() + answer.tripMs / 2);
      const at = new Date(Date.now() + answer.aheadMs);
      vi.setSystemTime(Date.now() + answer.tripMs / 2);
      return at;
    },
  });
  return { clock, answer, ahead: () => clock.now().getTime() - Date.now() };
}

describe('business time beside the store’s', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each([
    ['agrees', 0, 40, 0],
    ['is a second off', 1000, 40, 0],
    ['is five seconds off', 5000, 40, 5000],
    ['is five seconds behind', -5000, 40, -5000],
    ['is three seconds off, by an answer that took four', 3000, 4000, 0],
    ['is an hour off, by an answer that took four seconds', 3_600_000, 4000, 3_600_000],
  ])('is corrected as it must be when the store %s', async (_what, aheadMs, tripMs, corrected) => {
    const { clock, ahead } = clockBeside(aheadMs, tripMs);
    await clock.checkSkew();
    expect(ahead()).toBe(corrected);
  });

  it('keeps its correction while the store is too slow to tell, and drops it when it is sure', async () => {
    const { clock, answer, ahead } = clockBeside(5000, 40);
    await clock.checkSkew();
    Object.assign(answer, { aheadMs: 0, tripMs: 6000 });
    await clock.checkSkew();
    expect(ahead()).toBe(5000);
    Object.assign(answer, { aheadMs: 0, tripMs: 40 });
    await clock.checkSkew();
    expect(ahead()).toBe(0);
  });
});

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
