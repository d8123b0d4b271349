import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../../../src/store/embedded/free-port.ts';

export type Fsync = 'always' | 'everysec';

export type Redis =
  | { missing: string }
  | { missing?: undefined; version: string; port(fsync: Fsync): number; stop(): Promise<void> };

/** Says `PING` in plain RESP; no client is needed for that. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    const done = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('data', (data) => done(data.toString().startsWith('+PONG')));
    socket.once('error', () => done(false));
  });
}

async function startOne(fsync: Fsync): Promise<{ port: number; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), `faultline-redis-${fsync}-`));
  const port = await freePort(undefined);
  const settings = {
    port: String(port),
    bind: '127.0.0.1',
    dir: folder,
    appendonly: 'yes',
    appendfsync: fsync,
    save: '',
    'maxmemory-policy': 'noeviction',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const server: ChildProcess = spawn('redis-server', args, { stdio: 'ignore' });
  const gone = new Promise((resolve) => server.once('exit', resolve));
  for (let tries = 0; !(await answers(port)); tries++) {
    if (tries > 100 || server.exitCode !== null) throw new Error('redis-server did not come up');
    await sleep(100);
  }
  return {
    port,
    async stop() {
      server.kill('SIGTERM');
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Two servers, each with a folder of its own: one flushes every write, one every second. */
export async function startRedis(): Promise<Redis> {
  const said = await promisify(execFile)('redis-server', ['--version']).catch(() => undefined);
  if (!said) return { missing: 'redis-server is not installed (Debian: apt-get install -y redis-server)' };
  const [always, everysec] = await Promise.all([startOne('always'), startOne('everysec')]);
  return {
    version: /v=(\S+)/.exec(said.stdout)?.[1] ?? 'unknown',
    port: (fsync) => (fsync === 'always' ? always : everysec).port,
    async stop() {
      await Promise.all([always.stop(), everysec.stop()]);
    },
  };
}
