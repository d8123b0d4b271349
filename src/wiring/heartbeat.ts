import type { Logger } from 'pino';
import { fetch, ProxyAgent } from 'undici';

const everyMs = 60_000;
const withinMs = 10_000;

/** Something outside must notice when the hub itself is cut off: the address is called every minute. */
export function startHeartbeat(
  url: string,
  { log, proxy }: { log: Logger; proxy: string | undefined },
): () => Promise<void> {
  const dispatcher = proxy ? new ProxyAgent(proxy) : undefined;
  const beat = async (): Promise<void> => {
    try {
      const answer = await fetch(url, {
        signal: AbortSignal.timeout(withinMs),
        ...(dispatcher && { dispatcher }),
      });
      await answer.body?.cancel();
    } catch (error) {
      log.warn({ err: error }, 'the heartbeat did not reach its address');
    }
  };
  void beat();
  const timer = setInterval(() => void beat(), everyMs);
  return async () => {
    clearInterval(timer);
    await dispatcher?.close();
  };
}
