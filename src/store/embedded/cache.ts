import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Env } from './run-command.ts';

/** `~/.cache/faultline/mongod`, or under `XDG_CACHE_HOME`; holds one folder for each version. */
export function cacheDirOf(env: Env): string {
  const base = env['XDG_CACHE_HOME'] || join(env['HOME'] || homedir(), '.cache');
  return join(base, 'faultline', 'mongod');
}

const isVersion = (name: string) => /^\d+\.\d+\.\d+$/.test(name);
const newestFirst = (a: string, b: string) => b.localeCompare(a, 'en', { numeric: true });

/** Binaries fetched earlier, newest first. */
export async function cachedBinaries(cacheDir: string): Promise<string[]> {
  const names = await readdir(cacheDir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names
    .filter(isVersion)
    .sort(newestFirst)
    .map((version) => join(cacheDir, version, 'mongod'));
}

/**
 * Moves a fetched binary to its place in one rename, so that nobody ever sees half of it, and two
 * processes that fetched at once both end with a whole one.
 */
export async function keepInCache(cacheDir: string, fetched: string, version: string): Promise<string> {
  const folder = join(cacheDir, version);
  await mkdir(folder, { recursive: true });
  const kept = join(folder, 'mongod');
  await rename(fetched, kept);
  return kept;
}

/** A scratch folder beside the cache (same disk, so that the rename is one step), removed afterwards. */
export async function withScratch<T>(cacheDir: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = join(cacheDir, `fetching-${randomUUID()}`);
  await mkdir(folder, { recursive: true });
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
