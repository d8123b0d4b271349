import { createRequire } from 'node:module';
import { type Env, lastLine, runCommand } from './run-command.ts';
import { watchFetch } from './watch-fetch.ts';

/** Where no answer comes, we want to be on to the next source within seconds. */
const stallMs = 6_000;
const timeoutMs = 15 * 60_000;

/** Runs in a process of its own: the library has no timeout, and a process can be ended. */
const program = `
const [library, downloadDir] = process.argv.slice(1);
require(library).MongoBinary.getPath({ downloadDir }).then(
  (path) => console.log('mongod=' + path),
  (error) => { console.error(error.message); process.exitCode = 1; },
);`;

/**
 * What mongodb-memory-server downloads for this system (it checks the MD5; with strict TLS, which it
 * leaves off unless npm's setting says otherwise, that is worth something).
 */
export async function fetchFromMongodb(
  folder: string,
  { env, say }: { env: Env; say: (line: string) => void },
): Promise<{ binary: string } | { why: string }> {
  say("Fetching mongod from MongoDB's download site");
  const library = createRequire(import.meta.url).resolve('mongodb-memory-server');
  const childEnv = { ...env, npm_config_strict_ssl: 'true', MONGOMS_MAX_RETRIES: '1' };
  const { stdout, why } = await watchFetch({ folder, stallMs, say }, (signal) =>
    runCommand(process.execPath, ['-e', program, library, folder], { timeoutMs, env: childEnv, signal }),
  );
  if (why !== undefined) return { why: `MongoDB's download site: ${why}` };
  const binary = /^mongod=(.+)$/m.exec(stdout)?.[1];
  return binary === undefined ? { why: lastLine(stdout) ?? 'no answer' } : { binary };
}
