import type { Parameters } from 'fast-check';

const { MODEL_RUNS, MODEL_SEED, MODEL_PATH } = process.env;

export const numRuns = Number(MODEL_RUNS ?? 200);
/** A story takes a fraction of a second; a busy machine takes as long as it takes. */
export const timeout = 120_000 + numRuns * 5000;

/**
 * A story that fails prints its seed and path. Played again with both, as `MODEL_SEED` and `MODEL_PATH`, it is
 * made as short as it still fails, which takes a while.
 */
export const replayed: Pick<Parameters<unknown>, 'seed' | 'path' | 'endOnFailure'> = {
  endOnFailure: MODEL_SEED === undefined,
  ...(MODEL_SEED && { seed: Number(MODEL_SEED) }),
  ...(MODEL_PATH && { path: MODEL_PATH }),
};
