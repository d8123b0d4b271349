import { fork } from 'node:child_process';
import { join } from 'node:path';
import { compiled } from '../../support/compiled.ts';

interface Answer {
  ready?: boolean;
  id?: number;
  answer?: unknown;
  failed?: string;
}

/** A process of its own, so that the CPU it takes is its own. */
export interface Child {
  ask<T>(what: string, given?: object): Promise<T>;
  cpuMs(): Promise<number>;
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
}

const alive = new Set<Child>();

/** Ends whoever is left. */
export async function killChildren(): Promise<void> {
  await Promise.all([...alive].map((child) => child.kill('SIGKILL')));
}

/** Starts `test/bench/children/NAME` from sources compiled once. */
export async function startChild(name: string): Promise<Child> {
  const folder = await compiled(['test/bench']);
  const started = fork(join(folder, 'test/bench/children', `${name}.js`), [], {
    execArgv: [],
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'] },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // Dates stay dates.
    serialization: 'advanced',
  });
  let said = '';
  started.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4000);
  });
  const waiting = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();
  let ready = (): void => undefined;
  const up = new Promise<void>((resolve) => {
    ready = resolve;
  });
  const gone = new Promise<void>((resolve) => {
    started.once('exit', () => {
      alive.delete(child);
      for (const { reject } of waiting.values()) reject(new Error(`${name} ended\n${said}`));
      waiting.clear();
      resolve();
    });
  });
  started.on('message', (message: Answer) => {
    if (message.ready) ready();
    if (message.id === undefined) return;
    const asker = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.failed) asker?.reject(new Error(`${name}: ${message.failed}`));
    else asker?.resolve(message.answer);
  });
  let last = 0;
  const child: Child = {
    ask: <T>(ask: string, given: object = {}) =>
      new Promise<T>((resolve, reject) => {
        last++;
        waiting.set(last, { resolve: (answer) => resolve(answer as T), reject });
        started.send({ id: last, ask, given });
      }),
    cpuMs: () => child.ask<number>('cpuMs'),
    async kill(signal) {
      started.kill(signal);
      await gone;
    },
  };
  alive.add(child);
  await Promise.race([
    up,
    gone.then(() => {
      throw new Error(`${name} did not start\n${said}`);
    }),
  ]);
  return child;
}

/** A child for as long as `use` takes. */
export async function withChild<T>(name: string, use: (child: Child) => Promise<T>): Promise<T> {
  const child = await startChild(name);
  try {
    return await use(child);
  } finally {
    await child.kill('SIGKILL');
  }
}
