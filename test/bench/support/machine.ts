import { execFile } from 'node:child_process';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { promisify } from 'node:util';
import type { Bench } from '../row.ts';

export interface Machine {
  cores: number;
  cpu: string;
  memoryGb: number;
  system: string;
  node: string;
  mongod: string;
  redis: string;
  dovecot: string;
}

async function dovecotVersion(): Promise<string> {
  const said = await promisify(execFile)('/usr/sbin/dovecot', ['--version']).catch(() => undefined);
  return said?.stdout.split(' ', 1)[0]?.trim() ?? 'not installed';
}

export async function describeMachine({ mongod, redis }: Pick<Bench, 'mongod' | 'redis'>): Promise<Machine> {
  const all = cpus();
  return {
    cores: all.length,
    cpu: all[0]?.model.trim() ?? 'unknown',
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${release()}`,
    node: process.versions.node,
    mongod: mongod.version,
    redis: redis.missing === undefined ? redis.version : 'not installed',
    dovecot: await dovecotVersion(),
  };
}

/** What others do on this machine; the bench's own load is in it once it runs. */
export const loadNow = (): number => Number((loadavg()[0] ?? 0).toFixed(1));

/** One line for people. */
export const machineLine = ({ cores, cpu, memoryGb, node, mongod, redis, dovecot }: Machine): string =>
  `${cores} cores (${cpu}), ${memoryGb} GB · Node ${node}, mongod ${mongod}, Redis ${redis}, Dovecot ${dovecot}`;

/** A busy machine is said to be one. */
export const loadLine = (loadBefore: number, { cores }: Machine): string =>
  `load before ${loadBefore}${loadBefore > cores / 4 ? ': NOT a quiet machine' : ''}`;
