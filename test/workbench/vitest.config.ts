import { defineConfig } from 'vitest/config';

/**
 * One window at a time, and time enough for one on a busy machine. No file or no test is a failure. A test that fails is tried once more, since
 * windows are not fully reliable; `npm test` names each that needed it.
 */
export default defineConfig({
  test: {
    include: ['test/workbench/**/*.test.ts'],
    fileParallelism: false,
    retry: 1,
    testTimeout: 120_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    passWithNoTests: false,
    reporters: ['verbose'],
  },
});
