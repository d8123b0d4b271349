import { setImmediate } from 'node:timers/promises';
import { pino } from 'pino';
import { describe, expect, it, vi } from 'vitest';
import type { Schedule } from '../../schedules/schedule.ts';
import { createTimetable } from '../../schedules/timetable.ts';
import type { Context } from '../../src/app/context.ts';

const now = new Date('2026-03-05T02:00:30Z');

function timetable(rows: Schedule[]) {
  const slots = new Map<string, Date>();
  const ctx = {
    service: () => ({ organisation: { timezone: 'Asia/Shanghai' } }),
    meta: {
      slot: async (name: string) => slots.get(name),
      keepSlot: async (name: string, at: Date) => void slots.set(name, at),
    },
    leases: { hold: async () => 1, free: async () => undefined },
    log: pino({ level: 'silent' }),
  } as unknown as Context;
  return { table: createTimetable(rows, ctx), slots };
}
const minutely = (name: string, run: Schedule['run']): Schedule => ({
  name,
  cron: '* * * * *',
  run,
  walks: false,
});

describe('a scheduled run that takes long', () => {
  it('holds up no other, and is not begun beside itself', async () => {
    let release = (): void => undefined;
    let begun = 0;
    const hangs = minutely('hangs', () => {
      begun += 1;
      return new Promise((resolve) => {
        release = resolve;
      });
    });
    const ran: Date[] = [];
    const quick = minutely('quick', async (due) => void ran.push(due));
    const { table, slots } = timetable([hangs, quick]);
    table.begin(now);
    await vi.waitFor(() => expect(ran).toHaveLength(1));
    table.begin(new Date(now.getTime() + 60_000));
    await vi.waitFor(() => expect(ran).toHaveLength(2));
    expect(begun).toBe(1);
    release();
    await vi.waitFor(() => expect(slots.has('hangs')).toBe(true));
    // Nothing waits behind it: the newest slot is all that counts.
    await setImmediate();
    expect(begun).toBe(1);
    table.begin(new Date(now.getTime() + 120_000));
    await vi.waitFor(() => expect(begun).toBe(2));
    release();
  });

  it('is waited for by whoever moves the clock, and looked at again for the new instant', async () => {
    const order: string[] = [];
    const row = minutely('row', async (due) => {
      await Promise.resolve();
      order.push(due.toISOString().slice(14, 16));
    });
    const { table } = timetable([row]);
    table.begin(now);
    await table.run(new Date(now.getTime() + 60_000));
    expect(order).toEqual(['00', '01']);
  });
});
