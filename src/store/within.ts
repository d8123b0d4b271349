import { StoreUnavailable } from './errors.ts';

/** Providers wait 3 to 15 s for an answer; a store that hangs must not use that up. */
const answerMs = 2000;

/**
 * Ends the wait for one command, not the command: what is written late is the same row, so the provider's resend
 * finds it.
 * @throws StoreUnavailable
 */
export async function within<T>(command: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StoreUnavailable('the store did not answer in time')), answerMs);
  });
  try {
    return await Promise.race([command, late]);
  } finally {
    clearTimeout(timer);
  }
}
