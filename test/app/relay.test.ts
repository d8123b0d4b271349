import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { Context } from '../../src/app/context.ts';
import { createRelay } from '../../src/app/relay.ts';
import type { Owing } from '../../src/store/ticket-batches.ts';
import { nine } from '../support/store.ts';

const owes = (number: number): Owing =>
  ({
    number,
    pending: [
      {
        ...{ id: `${number}/1`, contents: [], notices: [], follow: [] },
        journal: { ticket: number, version: 1, at: nine },
        fetch: [{ id: `f${number}`, files: [] }],
      },
    ],
  }) as unknown as Owing;

/** Tickets that owe files which can't be noted, and one that can. */
function desk(bad: number[], good: number[]) {
  const settled: number[] = [];
  const asked: number[][] = [];
  const ctx = {
    clock: { now: () => nine },
    log: pino({ level: 'silent' }),
    poke: () => undefined,
    journal: { add: async () => undefined },
    outbox: { add: async () => undefined, wantCards: async () => undefined },
    fetches: {
      want: async ({ ticket }: { ticket: number }) => {
        if (bad.includes(ticket)) throw new Error('of a newer hub');
      },
    },
    tickets: {
      owing: async (_limit: number, { without = [] }: { without?: number[] }) => {
        const left = [...bad, ...good].filter((n) => !without.includes(n) && !settled.includes(n));
        asked.push(left);
        return left.map(owes);
      },
      settle: async (owing: Owing[]) => void settled.push(...owing.map(({ number }) => number)),
    },
  } as unknown as Context;
  return { relay: createRelay(ctx), settled, asked };
}

describe('what tickets owe and can’t be moved', () => {
  it('lets the loop rest, and is not tried again at once: each try shows its card anew', async () => {
    const { relay, settled, asked } = desk([1, 2], [3]);
    expect(await relay.pass()).toBe(true);
    expect(settled).toEqual([3]);
    expect(await relay.pass()).toBe(false);
    expect(asked).toEqual([[1, 2, 3], []]);
  });

  it('says that nothing was moved when nothing was', async () => {
    const { relay } = desk([1, 2], []);
    expect(await relay.pass()).toBe(false);
  });
});
