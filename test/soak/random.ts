/** Chance that can be had again: the same seed, the same run of numbers. */
export interface Chance {
  /** From 0 up to, not including, 1. */
  next(): number;
  between(least: number, most: number): number;
  whole(least: number, most: number): number;
  among<T>(choices: readonly [T, ...T[]]): T;
  /** True so often. */
  so(share: number): boolean;
}

/** Mulberry32; `seed` and `part` name one run of numbers, so that what many do side by side repeats as well. */
export function chance(seed: number, part = 0): Chance {
  let state = (seed ^ Math.imul(part + 1, 0x9e3779b1)) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (least: number, most: number): number => Math.floor(least + next() * (most - least + 1));
  return {
    next,
    between: (least, most) => least + next() * (most - least),
    whole,
    among: (choices) => choices[whole(0, choices.length - 1)] ?? choices[0],
    so: (share) => next() < share,
  };
}
