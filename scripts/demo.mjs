// The main job on the sample channel, in a folder of its own that each demo starts afresh.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = `${root}demo`;
rmSync(folder, { recursive: true, force: true });
// Lets a later version of the program bring these databases to head by itself.
mkdirSync(`${folder}/data`, { recursive: true });
writeFileSync(`${folder}/data/made-by-demo`, 'npm run demo made this folder and deletes it when it runs again.\n');
const { status } = spawnSync(
  process.execPath,
  [
    `${root}dist/cli/main.js`,
    'run',
    '--from-export',
    `${root}examples/sample-channel`,
    '--out',
    `${folder}/output`,
    '--data-dir',
    `${folder}/data`,
  ],
  // Whatever keys are set: a demo costs nothing and sends nothing.
  { cwd: root, stdio: 'inherit', env: { ...process.env, LLM_PROVIDER: 'builtin' } },
);
process.exit(status ?? 1);
