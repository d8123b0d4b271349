import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBreaker } from '../../src/lib/breaker.ts';

beforeEach(() => vi.useFakeTimers({ now: new Date('2026-03-02T01:00:00Z') }));
afterEach(() => vi.useRealTimers());

function desk() {
  const changes: boolean[] = [];
  const breaker = createBreaker<'trouble' | 'ok' | 'refused'>(
    (result) => result === 'trouble',
    (open) => changes.push(open),
  );
  const send = async (address: string, result: 'trouble' | 'ok' | 'refused') => {
    const pass = breaker.admit();
    if (!pass) return 'not admitted';
    try {
      return await pass.send(address, async () => result);
    } finally {
      pass.leave();
    }
  };
  const inTrouble = async () => {
    for (const address of ['a', 'b', 'c']) await send(address, 'trouble');
  };
  return { breaker, changes, send, inTrouble };
}

describe('the breaker of a provider', () => {
  it('opens when three addresses in a row met trouble, and says so once', async () => {
    const { breaker, changes, send, inTrouble } = desk();
    await inTrouble();
    expect(breaker.open()).toBe(true);
    expect(breaker.restMs()).toBeGreaterThan(0);
    expect(await send('d', 'ok')).toBe('not admitted');
    expect(changes).toEqual([true]);
  });

  it('stays closed for one address however often it fails, and for refusals', async () => {
    const { breaker, send } = desk();
    for (let i = 0; i < 50; i++) await send('a', 'trouble');
    for (const address of ['b', 'c', 'd', 'e']) await send(address, 'refused');
    expect(breaker.open()).toBe(false);
    expect(breaker.restMs()).toBe(0);
  });

  it('forgets earlier trouble when somebody was reached', async () => {
    const { breaker, send } = desk();
    for (const address of ['a', 'b']) await send(address, 'trouble');
    await send('c', 'ok');
    for (const address of ['d', 'e']) await send(address, 'trouble');
    expect(breaker.open()).toBe(false);
  });

  it('lets one at a time try after its rest', async () => {
    const { breaker, inTrouble } = desk();
    await inTrouble();
    vi.advanceTimersByTime(5000);
    expect(breaker.restMs()).toBe(0);
    const first = breaker.admit();
    expect(first).toBeDefined();
    expect(breaker.admit()).toBeUndefined();
    expect(breaker.restMs()).toBeGreaterThan(0);
    // Unused (there was no room): the next may.
    first?.leave();
    expect(breaker.admit()).toBeDefined();
  });

  it('rests again when the one who tried met trouble, and closes when it was reached', async () => {
    const { breaker, changes, send, inTrouble } = desk();
    await inTrouble();
    vi.advanceTimersByTime(5000);
    expect(await send('d', 'trouble')).toBe('trouble');
    expect(await send('e', 'ok')).toBe('not admitted');
    vi.advanceTimersByTime(5000);
    expect(await send('e', 'ok')).toBe('ok');
    expect(breaker.open()).toBe(false);
    expect(await send('f', 'ok')).toBe('ok');
    expect(changes).toEqual([true, true, false]);
  });

  it('sends what it had let through before it opened', async () => {
    const { breaker, inTrouble } = desk();
    const pass = breaker.admit();
    await inTrouble();
    expect(await pass?.send('d', async () => 'trouble')).toBe('trouble');
    expect(breaker.open()).toBe(true);
  });

  // By cockatiel's count alone it would rest for two hours.
  it('is not held open by a clock that is set back', async () => {
    const { breaker, send, inTrouble } = desk();
    await inTrouble();
    vi.advanceTimersByTime(5000);
    vi.setSystemTime(Date.now() - 2 * 3_600_000);
    expect(await send('d', 'ok')).toBe('ok');
    expect(breaker.open()).toBe(false);
  });
});
