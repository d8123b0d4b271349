import { execFile } from 'node:child_process';

/** What the caller's process environment is handed around as; read once, in main. */
export type Env = Readonly<Record<string, string | undefined>>;

/** `why` is undefined when the command ended with 0 in time. */
export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly why: string | undefined;
}

/**
 * Runs a command to its end, or kills it after `timeoutMs` or when `signal` (whose reason is a
 * sentence) says so; failing is an answer, not a throw.
 */
export function runCommand(
  command: string,
  args: readonly string[],
  options: { timeoutMs: number; env: Env; signal?: AbortSignal },
): Promise<CommandResult> {
  const { timeoutMs, env, signal } = options;
  return new Promise((resolve) => {
    execFile(
      command,
      [...args],
      { env: { ...env }, timeout: timeoutMs, killSignal: 'SIGKILL', ...(signal && { signal }) },
      (error, stdout, stderr) => {
        resolve({ stdout, stderr, why: error === null ? undefined : reason(error, stderr, options) });
      },
    );
  });
}

function reason(
  error: Error & { code?: string | number | null; killed?: boolean },
  stderr: string,
  { timeoutMs, signal }: { timeoutMs: number; signal?: AbortSignal },
): string {
  if (signal?.aborted === true) return String(signal.reason);
  if (error.code === 'ENOENT') return 'not installed';
  if (error.killed === true) return `no answer within ${timeoutMs / 1000} s`;
  return lastLine(stderr) ?? error.message;
}

/** The last line that says something: a tool's verdict usually stands there. */
export function lastLine(text: string): string | undefined {
  return text.trim().split(/\r?\n/).at(-1)?.trim() || undefined;
}
