import { getHeapStatistics } from 'node:v8';

/** V8 collects long before; beyond this what is held is really needed. */
const mostShare = 0.85;
const sampleMs = 100;

/** Is what is held (buffers too) so near to the process's limit that nothing more should be taken in? */
export function createMemoryWatch(
  statistics: () => {
    used_heap_size: number;
    external_memory: number;
    heap_size_limit: number;
  } = getHeapStatistics,
): () => boolean {
  let sampledAt = Number.NEGATIVE_INFINITY;
  let short = false;
  return () => {
    if (performance.now() - sampledAt > sampleMs) {
      const { used_heap_size: used, external_memory: external, heap_size_limit: limit } = statistics();
      short = (used + external) / limit > mostShare;
      sampledAt = performance.now();
    }
    return short;
  };
}
