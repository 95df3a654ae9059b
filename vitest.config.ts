import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/unit/**/*.test.ts'],
    globalSetup: 'test/unit/setup.ts',
    setupFiles: 'test/unit/seed.ts',
    // Vitest would leave one core idle: of two, every other.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } },
    coverage: { include: ['src/**/*.ts', 'webview/**/*.ts'], exclude: ['src/engine/kernel/**'] },
  },
});
