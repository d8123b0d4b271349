import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits for the mongod of a hub that was killed: it notices within 2 s and then shuts down by itself.
 * We never adopt it (it is already on its way out). Answers after `waitMs` at the latest; whether the
 * folder is really free is for mongod's own lock to say.
 */
export async function waitForEarlierMongod(dbPath: string, waitMs: number): Promise<void> {
  const giveUpAt = performance.now() + waitMs;
  while (performance.now() < giveUpAt && (await isHeld(dbPath))) await sleep(100);
}

/** mongod writes its process id into the lock file, and empties it when it ends cleanly. */
async function isHeld(dbPath: string): Promise<boolean> {
  const pid = Number(await readFile(join(dbPath, 'mongod.lock'), 'utf8').catch(() => ''));
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return false;
  // After a crash the number may belong to somebody else by now; where /proc exists it can tell.
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  return commandLine === undefined || commandLine.includes(dbPath);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
