import { MongoInstance } from 'mongodb-memory-server';
import { DataDirBusy, MongodDidNotStart } from './errors.ts';
import type { Mongod } from './find-mongod.ts';
import type { Running } from './keep-running.ts';
import { replicaSetName } from './replica-set.ts';
import { lastLine } from './run-command.ts';

const launchTimeoutMs = 30_000;

const parameters = [
  // A killed hub's mongod should be gone soon; with no second member there is nobody to wait for.
  ...['--setParameter', 'shutdownTimeoutMillisForSignaledShutdown=100'],
  ...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
  // Else it reserves 5 % of the disk.
  ...['--oplogSize', '512'],
  ...(process.platform === 'win32' ? [] : ['--nounixsocket']),
];

/**
 * The library takes each piece of output for one line; two lines at once (mongod saying why it gives
 * up) made it throw where nobody can catch.
 */
class EmbeddedInstance extends MongoInstance {
  private rest = '';

  override stdoutHandler(message: string | Buffer): void {
    const lines = `${this.rest}${message.toString()}`.split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) super.stdoutHandler(line);
  }

  /** One that never listened can't be asked to shut down; the library would wait 5 s and complain. */
  override stop(): Promise<boolean> {
    this.isReplSet &&= this.isInstanceReady;
    return super.stop();
  }
}

/**
 * Runs mongod on `dbPath` and answers when it listens. Throws DataDirBusy when another one holds the
 * folder, MongodDidNotStart with mongod's own words otherwise. `onDeath` hears of an end that nobody
 * asked for.
 */
export async function launchMongod(options: {
  mongod: Mongod;
  dataDir: string;
  dbPath: string;
  port: number;
  onDeath: (why: string) => void;
}): Promise<Running> {
  const { mongod, dataDir, dbPath, port, onDeath } = options;
  const instance = new EmbeddedInstance({
    instance: {
      ...{ port, dbPath, ip: '127.0.0.1', replSet: replicaSetName },
      ...{ storageEngine: 'wiredTiger', args: parameters, launchTimeout: launchTimeoutMs },
    },
    binary: { systemBinary: mongod.binary, version: mongod.version },
    // In a process group of its own: Ctrl-C would otherwise end mongod before the hub has put its work away.
    spawn: { detached: true },
  });
  try {
    await instance.start();
  } catch (error) {
    await instance.stop();
    const why = error instanceof Error ? error.message : String(error);
    if (/DBPathInUse/.test(why)) throw new DataDirBusy(dataDir, { cause: error });
    throw new MongodDidNotStart(mongod.binary, lastLine(why) ?? 'it gave no reason', { cause: error });
  }
  let stopping = false;
  instance.mongodProcess?.once('exit', (code, signal) => {
    if (!stopping) onDeath(`exit code ${String(code)}, signal ${String(signal)}`);
  });
  return {
    pid: instance.mongodProcess?.pid,
    stop: async () => {
      stopping = true;
      await instance.stop();
    },
  };
}
