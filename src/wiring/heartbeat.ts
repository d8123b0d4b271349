import type { Logger } from 'pino';

const everyMs = 60_000;
const withinMs = 10_000;

/** Something outside must notice when the hub itself is cut off: the address is called every minute. */
export function startHeartbeat(url: string, { log }: { log: Logger }): () => Promise<void> {
  const beat = async (): Promise<void> => {
    try {
      await fetch(url, { method: 'GET', signal: AbortSignal.timeout(withinMs) });
    } catch (error) {
      log.warn({ err: error }, 'the heartbeat did not reach its address');
    }
  };
  void beat();
  const timer = setInterval(() => void beat(), everyMs);
  return async () => clearInterval(timer);
}
