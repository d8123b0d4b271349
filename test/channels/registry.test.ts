import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const channels = join(import.meta.dirname, '../../src/channels');

it('lists every channel that has a folder, and no other', async () => {
  const entries = await readdir(channels, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const registry = await readFile(join(channels, 'index.ts'), 'utf8');
  const listed = [...registry.matchAll(/from '\.\/([^/']+)\//g)].map(([, name]) => name);
  expect([...new Set(listed)].sort()).toEqual(folders.sort());
});
