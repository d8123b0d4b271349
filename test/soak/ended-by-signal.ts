import { setMaxListeners } from 'node:events';

/** Ends all waiting. Hundreds of people wait on it for the next thing they do. */
export function waitingIsOver(): AbortController {
  const over = new AbortController();
  setMaxListeners(0, over.signal);
  return over;
}

/** A run that is told to stop leaves no process behind. */
export function tidyOnSignal(over: AbortController, tidy: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      over.abort();
      void tidy().finally(() => process.exit(130));
    });
}
