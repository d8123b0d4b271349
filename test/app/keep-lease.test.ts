import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepLease } from '../../src/app/keep-lease.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const log = { warn: vi.fn() };
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('a lease that is kept while its work takes long', () => {
  it('is renewed again and again, and stays safe to work under', async () => {
    const renew = vi.fn(async () => true);
    const lease = keepLease(renew, log);
    await pass(30_000);
    expect(renew).toHaveBeenCalledTimes(12);
    expect(lease.safe()).toBe(true);
    await lease.stop();
    await pass(30_000);
    expect(renew).toHaveBeenCalledTimes(12);
  });

  it('is not safe any more as soon as somebody else has it', async () => {
    const lease = keepLease(async () => false, log);
    expect(lease.safe()).toBe(true);
    await pass(2500);
    expect(lease.safe()).toBe(false);
    await lease.stop();
  });

  it('counts from when a renewal was asked for: one that hangs, or fails, makes nothing safe', async () => {
    const hanging = keepLease(() => new Promise(() => undefined), log);
    const failing = keepLease(() => Promise.reject(new Error('no store')), log);
    await pass(5400);
    expect([hanging.safe(), failing.safe()]).toEqual([true, true]);
    await pass(200);
    expect([hanging.safe(), failing.safe()]).toEqual([false, false]);
    await failing.stop();
  });

  it('counts from when it was asked for, however long the answer was on its way', async () => {
    const lease = keepLease(async () => true, log, performance.now() - 5600);
    expect(lease.safe()).toBe(false);
    await pass(2500);
    expect(lease.safe()).toBe(true);
    await lease.stop();
  });

  it('is not renewed for ever: what hangs beyond every limit is left to others', async () => {
    const renew = vi.fn(async () => true);
    const lease = keepLease(renew, log);
    await pass(120_000);
    expect(lease.safe()).toBe(false);
    expect(renew.mock.calls.length).toBeLessThan(26);
  });

  it('waits at its end for a renewal under way, which would take again what is given back', async () => {
    let renewed: (ours: boolean) => void = () => undefined;
    const lease = keepLease(
      () =>
        new Promise((resolve) => {
          renewed = resolve;
        }),
      log,
    );
    await pass(2500);
    let stopped = false;
    const stop = lease.stop().then(() => {
      stopped = true;
    });
    await pass(1000);
    expect(stopped).toBe(false);
    renewed(true);
    await stop;
    expect(stopped).toBe(true);
  });
});
