import type { Logger } from 'pino';

/**
 * By default Node ends the process when something fails where nobody waits for it. Every piece of work stands in the
 * store and is taken up again by itself, so it is said and the rest goes on (F61). Gives what ends the listening.
 */
export function listenForStrays(log: Logger): () => Promise<void> {
  const say = (error: unknown): void => log.error({ err: error }, 'something failed that nobody waited for');
  process.on('unhandledRejection', say);
  return async () => void process.off('unhandledRejection', say);
}
