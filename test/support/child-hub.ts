import { type ChildProcess, fork } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CrashPoint } from './crash-points.ts';

/** One hub in a process of its own. */
export interface ChildHub {
  port: number;
  /** Its process, for signals. */
  child(): ChildProcess;
  /** `crash`: killed there while it starts, or later. */
  start(crash?: CrashPoint): Promise<void>;
  arm(point: CrashPoint): Promise<void>;
  /** Its thread is kept busy for so long; resolves afterwards. */
  stall(ms: number): Promise<void>;
  /** Armed with a SIGSTOP, it has come there. */
  frozen(): boolean;
  kill(signal: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT' | 'SIGINT'): void;
  /** Resolves when the process is gone; its exit code, null after a signal. */
  ended(): Promise<number | null>;
  running(): boolean;
  /** Runs and isn't frozen: what stands before several hubs passes by one that doesn't answer. */
  serving(): boolean;
  /** What it wrote to its log. */
  log(): string;
}

async function healthy(port: number, child: ChildProcess, log: () => string): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new Error(`the hub ended before it was ready\n${log().slice(-4000)}`);
}

/** `folder` holds the compiled sources; `cli`: started as people start it; `stdout`: where its log goes. */
export function childHub(
  { folder, cli, stdout }: { folder: string; cli: boolean; stdout?: number | undefined },
  port: number,
  env: () => Record<string, string>,
): ChildHub {
  let child: ChildProcess | undefined;
  let gone: Promise<number | null> = Promise.resolve(null);
  let log = '';
  let frozen = false;
  const running = () => child !== undefined && child.exitCode === null && child.signalCode === null;

  const told = <K extends string>(key: K): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const from = child;
      const failed = () => reject(new Error(`the hub ended before it said "${key}"\n${log.slice(-4000)}`));
      from?.once('exit', failed);
      from?.on('message', (message: Record<string, unknown>) => {
        if (message['failed']) reject(new Error(String(message['failed'])));
        if (!(key in message)) return;
        from.off('exit', failed);
        resolve(message[key]);
      });
    });

  return {
    port,
    child() {
      if (!child) throw new Error('this hub was never started');
      return child;
    },
    async start(crash) {
      const [program, args] = cli ? ['src/cli.js', ['start']] : ['test/support/hub-process.js', []];
      child = fork(join(folder, program), args, {
        execArgv: [],
        env: {
          PATH: process.env['PATH'],
          HOME: process.env['HOME'],
          ...env(),
          ...(crash && { CRASH_AT: JSON.stringify(crash) }),
        },
        stdio: ['ignore', stdout ?? 'pipe', 'pipe', 'ipc'],
      });
      const started = child;
      const keep = (chunk: Buffer) => {
        log = (log + chunk.toString()).slice(-2_000_000);
        // Handy when a run is looked into: everything that all hubs said.
        if (process.env['HUB_LOG']) appendFileSync(process.env['HUB_LOG'], chunk);
      };
      frozen = false;
      started.stdout?.on('data', keep);
      started.stderr?.on('data', keep);
      gone = new Promise((resolve) => started.once('exit', (code) => resolve(code)));
      await (cli ? healthy(port, started, () => log) : told('up'));
    },
    async arm(point) {
      const armed = told('armed');
      this.child().send({ arm: point });
      await armed;
    },
    async stall(ms) {
      const over = told('armed');
      this.child().send({ stall: ms });
      await over;
    },
    frozen() {
      // The third field, after a name in brackets.
      if (running() && readFileSync(`/proc/${this.child().pid}/stat`, 'utf8').split(') ')[1]?.startsWith('T'))
        frozen = true;
      return frozen;
    },
    kill(signal) {
      frozen = signal === 'SIGSTOP';
      child?.kill(signal);
    },
    ended: () => gone,
    running,
    serving: () => running() && !frozen,
    log: () => log,
  };
}
