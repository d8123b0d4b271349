import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { startEmbedded } from '../../src/store/embedded/start.ts';

/** One real mongod in a folder of its own under `parent`, which `stop` removes. */
export async function startTestMongo(parent = tmpdir()): Promise<{ uri: string; stop(): Promise<void> }> {
  const dataDir = await mkdtemp(join(parent, 'faultline-test-mongo-'));
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const mongo = await startEmbedded({ dataDir, env: process.env, say, log: pino({ level: 'warn' }) });
  return {
    uri: mongo.uri,
    stop: async () => {
      await mongo.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
