import { describe, expect, it } from 'vitest';
import type { Known } from '../../src/app/audit/examine.ts';
import { createRounds } from '../../src/app/audit/rounds.ts';
import type { Context } from '../../src/app/context.ts';

describe('the audit of what changed lately', () => {
  it('gets on after thousands of entries within its overlap, and examines each once', async () => {
    const start = Date.parse('2026-03-05T02:00:00Z');
    const entries = Array.from({ length: 7000 }, (_, n) => ({
      ...{ ticket: n + 1, version: 1 },
      at: new Date(start + n),
    }));
    const ctx = {
      audit: {
        changed: async (after: Date, upTo: Date, limit: number) =>
          entries.filter(({ at }) => at >= after && at <= upTo).slice(0, limit),
        these: async (numbers: number[]) => numbers.map((number) => ({ ticket: { number }, version: 1 })),
        ...{ entries: async () => [], words: async () => [], notices: async () => [] },
      },
    } as unknown as Context;
    const rounds = createRounds(ctx);
    const known = { now: new Date(start + 20_000), breathe: () => undefined } as unknown as Known;
    const seen: number[] = [];
    let upTo: Date | undefined = new Date(start - 1000);
    for (let pass = 0; pass < 6; pass++) {
      const lately: Awaited<ReturnType<typeof rounds.changed>> = await rounds.changed(
        upTo,
        known,
        () => true,
      );
      seen.push(...lately.suspects.map(({ stored }) => stored.ticket.number));
      upTo = lately.upTo;
    }
    expect(seen).toEqual(entries.map(({ ticket }) => ticket));
    expect(upTo).toEqual(new Date(start + 15_000));
  });
});
