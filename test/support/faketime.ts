import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';

const library = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1';

/** What is missing for tests that set a process's clock; undefined when nothing is. */
export const missingFaketime = existsSync(library) ? undefined : 'libfaketime (Debian: faketime)';

/** The environment of a process whose clock `setClock` moves while it runs; timers go on by the real one. */
export const clockFrom = (file: string): Record<string, string> => ({
  LD_PRELOAD: library,
  FAKETIME_TIMESTAMP_FILE: file,
  FAKETIME_NO_CACHE: '1',
  FAKETIME_DONT_FAKE_MONOTONIC: '1',
  DONT_FAKE_MONOTONIC: '1',
});

/** `+1h`, `-2h`, `+0`. */
export const setClock = (file: string, shift: string): Promise<void> => writeFile(file, `${shift}\n`);
