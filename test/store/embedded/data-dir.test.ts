import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDataDir } from '../../../src/store/embedded/data-dir.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'faultline-data-'));
  await writeFile(join(folder, 'file'), '');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the folder for the data', () => {
  it('is made with all folders above it, and is there the next time', async () => {
    const deep = join(folder, 'a/b/c');
    await openDataDir(deep);
    expect((await openDataDir(deep)).dbPath).toBe(join(deep, 'mongod'));
    expect(await readdir(deep)).toEqual(['mongod']);
  });

  it.each([
    ['a file', () => join(folder, 'file')],
    ['a place that takes nothing in', () => '/proc/faultline'],
  ])('that is %s is refused with a sentence, at once', async (_what, where) => {
    await expect(openDataDir(where())).rejects.toThrow(/Cannot keep data under .*make it writable/);
  });
});
