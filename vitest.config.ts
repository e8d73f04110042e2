import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'bench/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Files share what a worker has loaded: reading the sources anew for each took a third of the time of most.
    isolate: false,
    unstubEnvs: true,
    unstubGlobals: true,
    // One more than there are cores: tests wait for programs, servers and clocks.
    maxWorkers: availableParallelism() + 1,
    // Whatever keys the developer has: tests that run the program in their own process must not use them.
    env: { LLM_PROVIDER: 'builtin' },
    globalSetup: ['test/support/postgres-starter.ts'],
  },
});
