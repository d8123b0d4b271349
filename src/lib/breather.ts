import { setImmediate as others } from 'node:timers/promises';

const longMs = 10;

/** Long work in pieces: between two of them webhooks and timers have their turn. */
export function createBreather(ms = longMs): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < ms) return undefined;
    return others().then(() => {
      since = performance.now();
    });
  };
}
