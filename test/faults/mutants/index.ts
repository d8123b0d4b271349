import { audit } from './audit.ts';
import { crash } from './crash.ts';
import { hubs } from './hubs.ts';
import { mail } from './mail.ts';
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
  ...mail,
  ...sick,
  ...reach,
  ...audit,
];

/** Rows of the fault matrix with nothing to take out, and why. */
export const notTaken: Readonly<Record<string, string>> = {
  F53: 'nothing of ours to take out: what Node has no descriptor for it closes at once, and accepts what comes later, as its test sees it do',
  F59: 'it is about lateness over ten minutes of load, which no test of minutes shows: `npm run test:storm`, and what it last showed stands in docs/soak.md',
};
