import { chmodSync, copyFileSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const pathOf = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));

// tsc writes dist/cli/main.js without the execute bit; npm sets it only when it installs the package.
chmodSync(pathOf('dist/cli/main.js'), 0o755);

// What the page of the API at /docs is made of, with the licences that go along. The rest of the package is source maps and other builds.
mkdirSync(pathOf('dist/reader'), { recursive: true });
for (const name of ['swagger-ui.css', 'swagger-ui-bundle.js', 'swagger-ui-bundle.js.LICENSE.txt', 'LICENSE', 'NOTICE']) {
  copyFileSync(pathOf(`node_modules/swagger-ui-dist/${name}`), pathOf(`dist/reader/${name}`));
}
