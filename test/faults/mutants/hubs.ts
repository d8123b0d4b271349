import type { Mutant } from './mutant.ts';

/** Several hubs side by side, restarted, stopped, and of different versions. */
export const hubs: Mutant[] = [];
