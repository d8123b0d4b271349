import { describe, expect, it } from 'vitest';
import { foundDead, isDead } from '../../src/app/dead.ts';

const found = new Date('2026-03-05T02:00:00Z');
const days = (n: number) => new Date(found.getTime() + n * 86_400_000);

describe('an address that its provider called dead', () => {
  it.each([
    ['at once', 0, true],
    ['six days later', 6, true],
    ['after a week: one message tries it', 7, false],
  ])('%s', (_when, after, dead) => {
    expect(isDead(foundDead(found), days(after))).toBe(dead);
  });

  it('is tried where nobody noted when, and is none where nobody said so', () => {
    expect(isDead({ dead: true }, found)).toBe(false);
    expect(isDead({}, found)).toBe(false);
  });
});
