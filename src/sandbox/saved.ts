import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';

/** One JSON file that follows what it shows: written whole, soon after each change. */
export interface Saved {
  changed(): void;
  /** Writes what isn't written yet. */
  flush(): Promise<void>;
}

const soonMs = 150;

/** Written beside and renamed, so that a reader (or a start after a kill) never finds half a file. */
async function writeWhole(path: string, text: string): Promise<void> {
  const beside = `${path}.new`;
  const file = await open(beside, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
}

/** Keeps `take()` in `<folder>/<name>.json`. A big one is written less often: a tenth of the time at most. */
export function createSaved(options: {
  folder: string;
  name: string;
  take: () => unknown;
  log: Logger;
}): Saved {
  const path = join(options.folder, `${options.name}.json`);
  let timer: NodeJS.Timeout | undefined;
  let dirty = false;
  let writing: Promise<void> = Promise.resolve();
  let restMs = soonMs;

  async function write(): Promise<void> {
    if (!dirty) return;
    dirty = false;
    const from = performance.now();
    try {
      await mkdir(options.folder, { recursive: true });
      await writeWhole(path, JSON.stringify(options.take()));
    } catch (error) {
      options.log.warn(
        { err: error, file: options.name },
        'the sandbox could not keep its state; it will try again',
      );
      dirty = true;
    }
    restMs = Math.max(soonMs, (performance.now() - from) * 10);
  }

  return {
    changed() {
      dirty = true;
      timer ??= setTimeout(() => {
        timer = undefined;
        writing = writing.then(write);
      }, restMs);
    },
    async flush() {
      clearTimeout(timer);
      timer = undefined;
      writing = writing.then(write);
      await writing;
    },
  };
}

/** What an earlier start left; undefined when there is nothing, or nothing that can be read. */
export async function readSaved<T>(folder: string, name: string, log: Logger): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8')) as T;
  } catch (error) {
    // A first start has no file; a broken one must not keep the hub from starting.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      log.warn({ err: error, file: name }, 'what the sandbox kept could not be read and is left out');
    return undefined;
  }
}
