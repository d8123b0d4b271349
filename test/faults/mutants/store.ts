import type { Mutant } from './mutant.ts';

/** The store steps down, is cut off, slow, or not as it should be. */
export const store: Mutant[] = [];
