import { mkdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A holder touches its lock every 2 s; one that is older than this died. */
const staleAfterMs = 15_000;
const touchEveryMs = 2_000;

/**
 * Runs `work` while holding the cache's lock, so that a second process waits for the first one's
 * download instead of making its own. It only saves work: `keepInCache` is safe without it, which is
 * why a dead holder's lock may simply be taken away, and why waiting ends after `waitMs`.
 */
export async function withCacheLock<T>(
  cacheDir: string,
  options: { waitMs: number; onWait: () => void },
  work: () => Promise<T>,
): Promise<T> {
  const lock = join(cacheDir, '.lock');
  await mkdir(cacheDir, { recursive: true });
  const giveUpAt = performance.now() + options.waitMs;
  let told = false;
  while (!(await take(lock)) && performance.now() < giveUpAt) {
    if (!told) options.onWait();
    told = true;
    await sleep(250);
  }
  const touching = setInterval(() => void touch(lock), touchEveryMs);
  try {
    return await work();
  } finally {
    clearInterval(touching);
    await rm(lock, { recursive: true, force: true });
  }
}

async function take(lock: string): Promise<boolean> {
  try {
    await mkdir(lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  if (await isStale(lock)) await rm(lock, { recursive: true, force: true });
  return false;
}

async function isStale(lock: string): Promise<boolean> {
  const found = await stat(lock).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > staleAfterMs;
}

/** A lock that somebody took away is no reason to stop. */
const touch = (lock: string): Promise<void> => utimes(lock, new Date(), new Date()).catch(() => undefined);
