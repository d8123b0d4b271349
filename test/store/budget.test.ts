import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { countText, overBudget } from '../../src/app/budget.ts';
import type { Context } from '../../src/app/context.ts';
import type { Address } from '../../src/domain/address.ts';
import type { NoticeDoc } from '../../src/store/documents.ts';
import { service } from '../domain/ticket/given.ts';
import { testStores } from '../support/store.ts';

const stores = testStores();
const start = new Date('2026-03-05T02:00:00Z');

/** What the budget asks of the hub, on a real store; the clock is set by hand. */
function budget(caps: { daily?: number; strangers?: number }) {
  const clock = { at: start };
  const alarms: string[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => void alarms.push(line) });
  const ctx = {
    service: () => service,
    clock: { now: () => clock.at },
    identities: stores.a.identities,
    meta: stores.a.meta,
    dailyCap: () => caps.daily,
    strangersCap: () => caps.strangers,
    log,
  } as unknown as Context;
  const look = async (notice: NoticeDoc) =>
    overBudget(notice, await stores.a.identities.find(notice.lane), ctx);
  /** Looked at once, and sent where it may be. */
  const send = async (lane: Address, more: Partial<NoticeDoc> = {}) => {
    const notice = { _id: 'x', audience: 'reporter', attempts: [], lane, ...more } as unknown as NoticeDoc;
    const over = await look(notice);
    if (!over) await countText(notice, ctx);
    return over;
  };
  return { send, look, clock, alarms };
}

describe('the daily budget of a number', () => {
  it('leaves out what is beyond it, but never "fixed?" and never the safety line', async () => {
    const { send } = budget({ daily: 3 });
    const lane = 'sms:+8613900000101';
    for (let sent = 0; sent < 3; sent++) expect(await send(lane)).toBeUndefined();
    expect(await send(lane)).toBe('daily budget');
    expect(await send(lane, { reserved: true })).toBeUndefined();
  });

  it('answers what somebody asks twice as long', async () => {
    const { send } = budget({ daily: 3 });
    const lane = 'sms:+8613900000102';
    for (let sent = 0; sent < 6; sent++) expect(await send(lane, { answers: true })).toBeUndefined();
    expect(await send(lane, { answers: true })).toBe('daily budget');
  });

  it('counts what is sent, not how often it was looked at while its provider rested', async () => {
    const { look, send } = budget({ daily: 2 });
    const lane = 'sms:+8613900000104';
    const waits = { _id: 'y', audience: 'reporter', attempts: [], lane } as unknown as NoticeDoc;
    for (let looks = 0; looks < 10; looks++) expect(await look(waits)).toBeUndefined();
    expect(await send(lane)).toBeUndefined();
    expect(await send(lane)).toBeUndefined();
    expect(await send(lane)).toBe('daily budget');
  });

  it('begins anew with the day, and does not count what is tried again or goes to staff', async () => {
    const { send, clock } = budget({ daily: 1 });
    const lane = 'sms:+8613900000103';
    expect(await send(lane)).toBeUndefined();
    expect(await send(lane, { attempts: [{}] as NoticeDoc['attempts'] })).toBeUndefined();
    expect(await send(lane, { audience: 'staff' })).toBeUndefined();
    expect(await send(lane)).toBe('daily budget');
    clock.at = new Date(start.getTime() + 86_400_000);
    expect(await send(lane)).toBeUndefined();
  });
});

describe('B36, B58: first answers to strangers', () => {
  it('stop at so many an hour, with one alarm; whoever was answered before goes on being answered', async () => {
    const { send, clock, alarms } = budget({ strangers: 5 });
    const victim = (n: number): Address => `email:victim${n}@example.org`;
    const results: (string | undefined)[] = [];
    for (let n = 0; n < 20; n++) results.push(await send(victim(n)));
    expect(results.filter((result) => result === undefined)).toHaveLength(5);
    expect(new Set(results.slice(5))).toEqual(new Set(['strangers budget']));
    expect(alarms).toHaveLength(1);
    expect(await send(victim(0))).toBeUndefined();
    expect(await send(victim(30), { reserved: true })).toBeUndefined();
    clock.at = new Date(start.getTime() + 3_600_000);
    expect(await send(victim(31))).toBeUndefined();
  });

  it('are counted together by all hubs', async () => {
    const counts = await Promise.all(
      Array.from({ length: 40 }, (_unused, n) =>
        (n % 2 ? stores.a : stores.b).meta.countInHour('both', start),
      ),
    );
    expect(Math.max(...counts)).toBe(40);
  });
});
