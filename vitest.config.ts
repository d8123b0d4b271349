import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';

/** The folders with a run of their own; everything else under test/ is `unit`. */
const apart = ['store', 'contract', 'flow', 'faults', 'model', 'corpora', 'browser', 'bench'];

/** A test takes as long as it takes on a busy machine; these end one that hangs. */
const minutes = (most: number) => ({ testTimeout: most * 60_000, hookTimeout: most * 60_000 });

/**
 * The same for every project, or vitest would not run them side by side. Half as many again as there are cores:
 * hubs and databases are waited for, which leaves a core to somebody else.
 */
const workers = { maxWorkers: Math.ceil(availableParallelism() * 1.5) };

/** Whole hubs in processes, and browsers, are load enough. */
const asManyAsCores = { maxWorkers: '100%' };

const folder = (
  name: string,
  more: { testTimeout: number; hookTimeout: number; isolate?: boolean; maxWorkers?: string } = minutes(1),
) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], ...workers, ...more },
});

export default defineConfig({
  test: {
    // One mongod for the whole run; projects that extended this would each start their own.
    globalSetup: ['test/support/global-setup.ts'],
    passWithNoTests: true,
    // Fault tests wait for leases to run out, side by side; nothing else is written to run so.
    maxConcurrency: 10,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...apart.map((name) => `test/${name}/**`)],
          ...workers,
          ...minutes(1),
        },
      },
      folder('store'),
      folder('contract'),
      // Each file has a hub and a database of its own; reading the whole product anew for each takes longer than a story.
      folder('flow', { ...minutes(2), isolate: false }),
      folder('faults', { ...minutes(5), ...asManyAsCores }),
      folder('model', { ...minutes(5), ...asManyAsCores }),
      folder('corpora', { ...minutes(5), ...asManyAsCores }),
      folder('browser', { ...minutes(3), ...asManyAsCores }),
    ],
  },
});
