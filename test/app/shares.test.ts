import { describe, expect, it } from 'vitest';
import { createShares } from '../../src/app/shares.ts';

/** A hub whose turn it is to hear that it is this one of so many. */
function hearing(...answers: { part: number; of: number }[]) {
  let now = 0;
  let asked = 0;
  const muster = async () => answers[Math.min(asked++, answers.length - 1)] ?? { part: 0, of: 1 };
  const shares = createShares({ leases: { muster } as never }, () => now);
  const pass = (ms: number): void => {
    now += ms;
  };
  return { shares, asked: () => asked, pass };
}
const alone = { part: 0, of: 1 };
const second = { part: 1, of: 2 };

describe('which alarms a hub looks at', () => {
  it('are its part of the numbers among the hubs that live, asked for now and then', async () => {
    const { shares, asked, pass } = hearing(alone, second);
    expect(await shares.current()).toEqual(alone);
    pass(1000);
    expect(await shares.current()).toEqual(alone);
    expect(asked()).toBe(1);
    pass(1000);
    expect(await shares.current()).toEqual(second);
  });

  it('are asked for anew as soon as somebody else was faster, but not all the time', async () => {
    const { shares, asked, pass } = hearing(alone, second);
    await shares.current();
    shares.beaten();
    await shares.current();
    expect(asked()).toBe(1);
    pass(300);
    expect(await shares.current()).toEqual(second);
    shares.beaten();
    await shares.current();
    expect(asked()).toBe(2);
  });
});
