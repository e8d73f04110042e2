import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'bench/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // One fewer than there are cores is the default; on two cores one would idle while tests wait for programs.
    maxWorkers: '100%',
    // Whatever keys the developer has: tests that run the program in their own process must not use them.
    env: { LLM_PROVIDER: 'builtin' },
    globalSetup: ['test/support/postgres-starter.ts'],
  },
});
