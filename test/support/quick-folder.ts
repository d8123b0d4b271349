import { mkdir, readdir, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const inMemory = '/dev/shm';
const prefix = 'faultline-tests-';
/** What a run of all tests writes, several times over. */
const roomBytes = 2 * 2 ** 30;

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's run is none of ours.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Where data goes that a run of tests writes and nobody reads after it: memory where there is room for it, which
 * spares a tenth of the time, else where other passing files go. What a killed run left in memory is removed.
 */
export async function quickFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const { bavail, bsize } = await statfs(inMemory).catch(() => ({ bavail: 0, bsize: 0 }));
  if (bavail * bsize < roomBytes) return { path: tmpdir(), remove: async () => undefined };
  const left = (await readdir(inMemory)).filter((name) => name.startsWith(prefix));
  const dead = left.filter((name) => !runs(Number(name.slice(prefix.length))));
  await Promise.allSettled(dead.map((name) => rm(join(inMemory, name), { recursive: true, force: true })));
  const path = join(inMemory, `${prefix}${process.pid}`);
  await mkdir(path, { recursive: true });
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
