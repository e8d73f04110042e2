import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

test.each([
  ['in which one fails', 'failing', 1],
  ['in which all pass', 'passing', 0],
])(
  'a run of tests %s ends with a code that says so, although a server was at hand',
  (_, name, code) => {
    const { status, stdout } = spawnSync(
      process.execPath,
      [
        'node_modules/vitest/vitest.mjs',
        'run',
        '--config',
        'test/support/__fixtures__/small-run/vitest.config.ts',
        '--root',
        '.',
        name,
      ],
      { cwd: root, encoding: 'utf8' },
    );
    expect(stdout).toMatch(code === 0 ? /1 passed/ : /1 failed/);
    expect(status).toBe(code);
  },
  60_000,
);
