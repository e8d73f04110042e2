// The program in a few files: Node reads some nine hundred modules one by one otherwise, which takes longer than most commands do.
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = new URL('../', import.meta.url);
const pathOf = (name) => fileURLToPath(new URL(name, root));
const { dependencies } = JSON.parse(readFileSync(pathOf('package.json'), 'utf8'));

// Those of many small modules that nearly every command needs. The others are loaded from their own folders: some have binaries, and some
// find each other by being loaded once.
const bundled = new Set(['cli-table3', 'commander', 'htmlparser2', 'kysely', 'yaml', 'zod']);
const isExternal = (id) =>
  Object.keys(dependencies).some((name) => !bundled.has(name) && (id === name || id.startsWith(`${name}/`)));

rmSync(pathOf('dist/program'), { recursive: true, force: true });
const program = await rolldown({ input: pathOf('src/cli/main.ts'), platform: 'node', external: isExternal });
await program.write({
  dir: pathOf('dist/program'),
  format: 'esm',
  entryFileNames: 'main.js',
  // In one folder, as far from the package's root as the sources are: files beside the program are found by that.
  chunkFileNames: '[name]-[hash].js',
  sourcemap: true,
});
copyFileSync(pathOf('src/export/file-thread-worker.mjs'), pathOf('dist/program/file-thread-worker.mjs'));
writeFileSync(pathOf('dist/cli/main.js'), "#!/usr/bin/env node\nimport '../program/main.js';\n");
