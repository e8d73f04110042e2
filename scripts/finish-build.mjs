// tsc writes dist/cli/main.js without the execute bit; npm sets it only when it installs the package.
import { chmodSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

chmodSync(fileURLToPath(new URL('../dist/cli/main.js', import.meta.url)), 0o755);
