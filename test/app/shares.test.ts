import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createShares } from '../../src/app/shares.ts';

const everything = { part: 0, of: 1 };

describe('which alarms a hub looks at', () => {
  it('are all of them while nobody else fires', () => {
    const shares = createShares();
    expect(shares.fired(500, 0)).toBe(true);
    expect(shares.current()).toEqual(everything);
    expect(shares.nothing()).toBe(false);
  });

  it('are those of a part once another hub was faster, and of another part when it was faster again', () => {
    const chances = [0.3, 0.9];
    const shares = createShares(() => chances.shift() ?? 0);
    shares.fired(100, 400);
    expect(shares.current()).toEqual({ part: 2, of: 8 });
    shares.fired(500, 0);
    expect(shares.current()).toEqual({ part: 2, of: 8 });
    shares.fired(0, 500);
    expect(shares.current()).toEqual({ part: 7, of: 8 });
  });

  it('are looked at in every part before it rests, and then all together again', () => {
    const shares = createShares(() => 0.5);
    shares.fired(0, 1);
    const seen = [shares.current().part];
    while (shares.nothing()) seen.push(shares.current().part);
    expect(seen.sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(shares.current()).toEqual(everything);
  });

  // Without the limit a ticket that nobody can fire would keep the loop spinning.
  it('are left for a while when nothing is ever won', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), (lost) => {
        const shares = createShares();
        const looks = Array.from({ length: 5 }, () => shares.fired(0, lost));
        expect(looks).toContain(false);
        expect(shares.fired(1, lost)).toBe(true);
      }),
    );
  });
});
