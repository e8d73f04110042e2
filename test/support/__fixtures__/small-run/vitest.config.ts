import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['test/support/__fixtures__/small-run/*ing.ts'], globalSetup: ['test/support/postgres-starter.ts'] },
});
