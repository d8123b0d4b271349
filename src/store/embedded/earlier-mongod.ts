import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Env, runCommand } from './run-command.ts';

const askTimeoutMs = 5_000;

/**
 * Waits for the mongod of a hub that was killed: it notices within 2 s and then shuts down by itself.
 * We never adopt it (it is already on its way out). Answers whether the folder is still held after
 * `waitMs`; of a holder in another container only mongod's own lock can tell.
 */
export async function isHeldAfter(
  dbPath: string,
  { waitMs, env }: { waitMs: number; env: Env },
): Promise<boolean> {
  const giveUpAt = performance.now() + waitMs;
  while (await isHeld(dbPath, env)) {
    if (performance.now() > giveUpAt) return true;
    await sleep(100);
  }
  return false;
}

/** mongod writes its process id into the lock file, and empties it when it ends cleanly. */
async function isHeld(dbPath: string, env: Env): Promise<boolean> {
  const pid = Number(await readFile(join(dbPath, 'mongod.lock'), 'utf8').catch(() => ''));
  if (!Number.isInteger(pid) || pid <= 0) return false;
  // After a crash the number may belong to somebody else by now.
  return (await commandLineOf(pid, env)).includes(dbPath);
}

/** Empty for a process that has ended, or that is only waiting to be buried. */
async function commandLineOf(pid: number, env: Env): Promise<string> {
  if (process.platform === 'linux') return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  const asked = await runCommand('ps', ['-p', String(pid), '-o', 'command='], {
    timeoutMs: askTimeoutMs,
    env,
  });
  return asked.stdout;
}
