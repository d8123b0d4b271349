import { readFile } from 'node:fs/promises';
import type { Desk } from '../support/desk.ts';

/** What one hub took at one moment, as its own metrics say. */
export interface Sample {
  hub: number;
  pid: number;
  minute: number;
  rssMb: number;
  heapMb: number;
  handles: number;
  descriptors: number;
  cpuSeconds: number;
  lagP99Ms: number;
}

const withinMs = 3000;
const megabyte = 2 ** 20;
const names = {
  rss: 'process_resident_memory_bytes',
  heap: 'nodejs_heap_size_used_bytes',
  handles: 'nodejs_active_handles_total',
  descriptors: 'process_open_fds',
  cpu: 'process_cpu_seconds_total',
  lag: 'nodejs_eventloop_lag_p99_seconds',
} as const;

function figure(text: string, name: string): number {
  const line = new RegExp(`^${name} ([\\d.e+-]+)$`, 'm').exec(text);
  return Number(line?.[1] ?? Number.NaN);
}

/** Asks every hub that runs; one that is frozen or down has no sample. */
export async function takeSamples(desk: Desk, minute: number): Promise<Sample[]> {
  const asked = desk.hubs.map(async (hub, n): Promise<Sample[]> => {
    if (!hub.serving()) return [];
    const pid = hub.child().pid ?? 0;
    const text = await fetch(`http://127.0.0.1:${hub.port}/metrics`, {
      signal: AbortSignal.timeout(withinMs),
    })
      .then((answer) => answer.text())
      .catch(() => undefined);
    if (text === undefined) return [];
    return [
      {
        hub: n,
        pid,
        minute: Number(minute.toFixed(2)),
        rssMb: Number((figure(text, names.rss) / megabyte).toFixed(1)),
        heapMb: Number((figure(text, names.heap) / megabyte).toFixed(1)),
        handles: figure(text, names.handles),
        descriptors: figure(text, names.descriptors),
        cpuSeconds: Number(figure(text, names.cpu).toFixed(2)),
        lagP99Ms: Number((figure(text, names.lag) * 1000).toFixed(1)),
      },
    ];
  });
  return (await Promise.all(asked)).flat();
}

/** Seconds of CPU that a process has taken so far; 0 when it is gone. */
export async function cpuOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
}
