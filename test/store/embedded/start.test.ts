import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type EmbeddedMongo, startEmbedded } from '../../../src/store/embedded/start.ts';

let dataDir = '';
const cleanUp: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'faultline-embedded-'));
});
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
  await rm(dataDir, { recursive: true, force: true });
});

async function start(): Promise<EmbeddedMongo> {
  const log = pino({ level: 'silent' });
  const mongo = await startEmbedded({ dataDir, env: process.env, say: () => {}, log });
  cleanUp.push(() => mongo.stop());
  return mongo;
}

async function inReports<T>(
  uri: string,
  use: (reports: mongoose.mongo.Collection) => Promise<T>,
): Promise<T> {
  const client = new mongoose.mongo.MongoClient(uri);
  try {
    return await use(client.db().collection('reports'));
  } finally {
    await client.close();
  }
}

const addReport = (uri: string) => inReports(uri, (reports) => reports.insertOne({ text: '灯不亮' }));
const countReports = (uri: string) => inReports(uri, (reports) => reports.countDocuments());
const record = async () =>
  JSON.parse(await readFile(join(dataDir, 'mongod.json'), 'utf8')) as { port: number };

describe('the embedded database', () => {
  it('finds its data again at the same address after a stop', async () => {
    const first = await start();
    await addReport(first.uri);
    await first.stop();
    const second = await start();
    expect(second.uri).toBe(first.uri);
    expect(await countReports(second.uri)).toBe(1);
  });

  it('moves to another port when somebody took its own, with its data', async () => {
    const first = await start();
    await addReport(first.uri);
    await first.stop();
    const taker = createServer((socket) => socket.destroy()).listen((await record()).port, '127.0.0.1');
    await once(taker, 'listening');
    cleanUp.push(() => new Promise((resolve) => taker.close(resolve)));
    const second = await start();
    expect(second.uri).not.toBe(first.uri);
    expect(await countReports(second.uri)).toBe(1);
  });

  // Without it a hub would say 503 until somebody starts it anew.
  it('comes back by itself when it ends without being asked, with all that it had acknowledged', async () => {
    const mongo = await start();
    await addReport(mongo.uri);
    const first = mongo.pid;
    process.kill(Number(first), 'SIGKILL');
    await vi.waitFor(() => expect(mongo.pid).not.toBe(first), { timeout: 30_000 });
    expect(await countReports(mongo.uri)).toBe(1);
    await addReport(mongo.uri);
  });

  it('ends with a hub that is killed, and is there again for the next one within seconds', async () => {
    const { hub, mongod, uri } = await startHubToKill();
    hub.kill('SIGKILL');
    await once(hub, 'exit');
    const next = await start();
    expect(next.uri).toBe(uri);
    expect(next.pid).not.toBe(mongod);
    expect(isRunning(mongod)).toBe(false);
    expect(await countReports(next.uri)).toBe(1);
  });
});

describe('what it refuses, in one sentence', () => {
  it('a second hub on the same folder, while the first goes on', async () => {
    const first = await start();
    await expect(start()).rejects.toMatchObject({
      code: 'data-dir-busy',
      message: expect.stringMatching(/Another Faultline is using .*: stop that one.*MONGODB_URI/),
    });
    await addReport(first.uri);
    expect(await countReports(first.uri)).toBe(1);
  });

  it('a folder that cannot be made', async () => {
    const file = join(dataDir, 'a-file');
    await writeFile(file, '');
    const options = { dataDir: file, env: process.env, say: () => {}, log: pino({ level: 'silent' }) };
    await expect(startEmbedded(options)).rejects.toMatchObject({
      code: 'data-dir-unusable',
      message: expect.stringMatching(/Cannot keep data under .*a-file.*DATA_DIR or MONGODB_URI/),
    });
  });

  it('data of another major version, untouched', async () => {
    await writeFile(join(dataDir, 'mongod.json'), JSON.stringify({ version: '4.4.29', port: 27_017 }));
    await expect(start()).rejects.toMatchObject({
      code: 'mongod-version-mismatch',
      message: expect.stringMatching(
        /was written by mongod 4\.4\.29, and .* is \d+.*name a 4\.x mongod in MONGOD/,
      ),
    });
    expect(await record()).toEqual({ version: '4.4.29', port: 27_017 });
  });
});

/** False too for a process that has ended and is only waiting for somebody to ask how. */
const isRunning = (pid: number) =>
  /^[^ZX]/.test(spawnSync('ps', ['-p', String(pid), '-o', 'stat='], { encoding: 'utf8' }).stdout);

async function startHubToKill(): Promise<{ hub: ChildProcess; mongod: number; uri: string }> {
  const script = join(import.meta.dirname, 'hub-to-kill.ts');
  const hub = spawn(process.execPath, ['--import', 'tsx', script, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  cleanUp.push(async () => void hub.kill('SIGKILL'));
  const [line] = (await once(hub.stdout, 'data')) as [Buffer];
  return { hub, ...(JSON.parse(line.toString()) as { mongod: number; uri: string }) };
}
