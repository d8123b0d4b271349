import type { Logger } from 'pino';
import { openDataDir } from './data-dir.ts';
import { isHeldAfter } from './earlier-mongod.ts';
import { DataDirBusy, MongodDidNotStart, MongodVersionMismatch } from './errors.ts';
import { findMongod, type Mongod } from './find-mongod.ts';
import { freePort } from './free-port.ts';
import { keepRunning } from './keep-running.ts';
import { launchMongod } from './launch.ts';
import { majorOf } from './mongod-version.ts';
import { becomePrimary, replicaSetName } from './replica-set.ts';
import type { Env } from './run-command.ts';

export interface EmbeddedMongo {
  /** With the database `faultline` and the replica set named. */
  readonly uri: string;
  readonly binary: string;
  readonly version: string;
  readonly pid: number | undefined;
  /** Ends mongod cleanly; the data stays. */
  stop(): Promise<void>;
}

/** A killed hub's mongod lives for up to 2 s, and then needs a moment to close its files. */
const waitForEarlierMs = 5_000;

/**
 * A real MongoDB under `dataDir`, for one machine with no database of its own: a one-node replica set
 * on the loopback. It ends with us, even when we are killed, and comes back when it ends without us. Throws the AppErrors of `errors.ts`, each
 * one sentence that says what to do.
 */
export async function startEmbedded(options: {
  dataDir: string;
  env: Env;
  say: (line: string) => void;
  log: Logger;
}): Promise<EmbeddedMongo> {
  const { dataDir, env, say, log } = options;
  const folder = await openDataDir(dataDir);
  const { dbPath, record } = folder;
  const mongod = await findMongod({ env, say, major: record && majorOf(record.version) });
  if (record !== undefined) assertSameMajor(dataDir, record.version, mongod);

  if (await isHeldAfter(dbPath, { waitMs: waitForEarlierMs, env })) throw new DataDirBusy(dataDir);
  const port = await freePort(record?.port);
  const running = await keepRunning(
    (onDeath) => launchMongod({ mongod, dataDir, dbPath, port, onDeath }),
    log,
  );
  const host = `127.0.0.1:${port}`;
  try {
    await folder.remember({ version: mongod.version, port });
    await becomePrimary(host);
  } catch (error) {
    await running.stop();
    throw new MongodDidNotStart(mongod.binary, 'it runs, but takes no writes', { cause: error });
  }
  log.debug({ port, version: mongod.version }, 'the embedded mongod runs');
  const uri = `mongodb://${host}/${replicaSetName}?replicaSet=${replicaSetName}`;
  return Object.assign(running, { ...mongod, uri });
}

function assertSameMajor(dataDir: string, wrote: string, found: Mongod): void {
  if (majorOf(wrote) !== majorOf(found.version)) throw new MongodVersionMismatch(dataDir, wrote, found);
}
