import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    // Hangs must end; no test is expected to come near these.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
