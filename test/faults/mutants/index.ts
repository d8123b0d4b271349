import { audit } from './audit.ts';
import { crash } from './crash.ts';
import { hubs } from './hubs.ts';
import { models } from './models.ts';
import type { Mutant } from './mutant.ts';
import { providers } from './providers.ts';
import { reach } from './reach.ts';
import { sick } from './sick.ts';
import { store } from './store.ts';
import { clocks } from './time.ts';

export const mutants: readonly Mutant[] = [
  ...crash,
  ...hubs,
  ...models,
  ...store,
  ...clocks,
  ...providers,
  ...sick,
  ...reach,
  ...audit,
];

/** Rows of the fault matrix with nothing to take out, and why. */
export const notTaken: Readonly<Record<string, string>> = {
  F20: 'with the limit of the intake alone taken out the test still passed: others refuse as well',
  F26: 'two protections were taken out and its tests still passed, so the tests want mending',
  F53: 'with our listener for a failed accept taken out the test still passes, so nothing of ours is known to be needed',
  F59: 'it is about lateness over ten minutes of load, which the long run alone shows: `npm run test:soak -- --storm 1000`, and what it last showed stands in docs/soak.md',
};
