import { type Env, runCommand } from './run-command.ts';

const versionTimeoutMs = 10_000;

/**
 * Runs `mongod --version`, which also proves that the file runs on this machine (right processor,
 * libraries present).
 */
export async function mongodVersion(
  binary: string,
  env: Env,
): Promise<{ version: string } | { why: string }> {
  const { stdout, why } = await runCommand(binary, ['--version'], { timeoutMs: versionTimeoutMs, env });
  if (why !== undefined) return { why };
  const version = /db version v(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
  return version === undefined ? { why: 'it is no mongod' } : { version };
}

/** `6.0.5` → `6`; MongoDB's own rule since 5.0: the same major reads each other's files. */
export const majorOf = (version: string): string => version.split('.')[0] ?? version;
