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

/**
 * Files of a worker share what they import: reading the product anew for each takes a third of the time of all. What
 * a test changes beside its own values, it puts back.
 */
const shared = { isolate: false };

/** Whole hubs in processes, and browsers, are load enough. */
const asManyAsCores = { maxWorkers: '100%' };

const folder = (
  name: string,
  more: { testTimeout: number; hookTimeout: number; isolate?: boolean; maxWorkers?: string },
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
          ...shared,
          ...minutes(1),
        },
      },
      folder('store', { ...minutes(1), ...shared }),
      folder('contract', { ...minutes(1), ...shared }),
      folder('flow', { ...minutes(2), ...shared }),
      folder('faults', { ...minutes(5), ...asManyAsCores }),
      folder('model', { ...minutes(5), ...asManyAsCores }),
      folder('corpora', { ...minutes(5), ...asManyAsCores }),
      folder('browser', { ...minutes(3), ...asManyAsCores }),
    ],
  },
});
