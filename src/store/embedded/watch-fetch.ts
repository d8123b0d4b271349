import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const lookEveryMs = 1_000;
const tellEveryMegabytes = 10;

/**
 * Runs a fetch that writes under `folder`, saying now and then how much has arrived, and aborting it
 * once nothing has arrived for `stallMs`: a site that can't be reached costs seconds, while a slow
 * one that still sends may take its time.
 */
export async function watchFetch<T>(
  options: { folder: string; stallMs: number; say: (line: string) => void },
  fetch: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { folder, stallMs, say } = options;
  const stop = new AbortController();
  let seen = 0;
  let grewAt = performance.now();
  let told = 0;
  const look = async () => {
    const bytes = await bytesUnder(folder);
    if (bytes !== seen) grewAt = performance.now();
    seen = bytes;
    const megabytes = Math.floor(bytes / 1e6);
    if (megabytes >= told + tellEveryMegabytes) say(`  ${megabytes} MB so far`);
    if (megabytes >= told + tellEveryMegabytes) told = megabytes;
    if (performance.now() - grewAt > stallMs) stop.abort(`nothing arrived for ${stallMs / 1000} s`);
  };
  const looking = setInterval(() => void look(), lookEveryMs);
  try {
    return await fetch(stop.signal);
  } finally {
    clearInterval(looking);
  }
}

/** Files come and go while we look; one that has just gone counts as nothing. */
async function bytesUnder(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        (found) => (found.isFile() ? found.size : 0),
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
