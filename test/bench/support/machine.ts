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
  /** Processes that wanted a core in the minute before the bench began; the bench's own load is not in it. */
  loadBefore: number;
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
    loadBefore: Number((loadavg()[0] ?? 0).toFixed(1)),
  };
}

/** One line for people. A busy machine is said to be one. */
export function machineLine(machine: Machine): string {
  const { cores, cpu, memoryGb, node, mongod, redis, dovecot, loadBefore } = machine;
  const parts = [
    `${cores} cores (${cpu}), ${memoryGb} GB`,
    `Node ${node}, mongod ${mongod}, Redis ${redis}, Dovecot ${dovecot}`,
    `load before ${loadBefore}${loadBefore > cores / 4 ? ': NOT a quiet machine' : ''}`,
  ];
  return parts.join(' · ');
}
