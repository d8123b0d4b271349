import { getHeapStatistics } from 'node:v8';

/** V8 collects long before; beyond this what is held is really needed. */
const mostShare = 0.85;
const sampleMs = 100;

/**
 * Is the heap so near to its limit that nothing more should be taken in? Buffers stand outside of it: they are bounded
 * where they are filled, and V8 lets spent ones lie for as long as nothing presses it.
 */
export function createMemoryWatch(
  statistics: () => { used_heap_size: number; heap_size_limit: number } = getHeapStatistics,
): () => boolean {
  let sampledAt = Number.NEGATIVE_INFINITY;
  let short = false;
  return () => {
    if (performance.now() - sampledAt > sampleMs) {
      const { used_heap_size: used, heap_size_limit: limit } = statistics();
      short = used / limit > mostShare;
      sampledAt = performance.now();
    }
    return short;
  };
}
