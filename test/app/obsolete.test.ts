import { describe, expect, it } from 'vitest';
import { isObsolete } from '../../src/app/obsolete.ts';
import type { Unless } from '../../src/domain/notice/owed.ts';
import { type State, states } from '../domain/ticket/given.ts';

const rows: [unless: Unless, gone: State[], stays: State[]][] = [
  ['claimed', ['claimed', 'answered', 'fixed', 'void'], ['unclaimed']],
  ['not-open', ['fixed', 'confirmed', 'unconfirmed', 'void'], ['unclaimed', 'claimed', 'paused']],
  ['not-fixed', ['claimed', 'confirmed', 'unconfirmed', 'void'], ['fixed']],
  ['closed', ['confirmed', 'unconfirmed', 'void'], ['unclaimed', 'claimed', 'fixed']],
  ['answered', ['answered', 'fixed'], ['unclaimed', 'claimed', 'paused']],
];

describe('a notice that waited', () => {
  it.each(
    rows.flatMap(([unless, gone, stays]) => [
      ...gone.map((state) => [unless, state, true] as const),
      ...stays.map((state) => [unless, state, false] as const),
    ]),
  )('unless %s, on a ticket that is %s: dropped %s', (unless, state, dropped) => {
    expect(isObsolete(unless, states[state])).toBe(dropped);
  });

  it.each(rows)('unless %s, about no ticket, goes out', (unless) => {
    expect(isObsolete(unless, undefined)).toBe(false);
  });

  it('about somebody who greeted us is dropped once they have written what is wrong', () => {
    expect(isObsolete('has-ticket', undefined, false)).toBe(false);
    expect(isObsolete('has-ticket', undefined, true)).toBe(true);
  });
});
