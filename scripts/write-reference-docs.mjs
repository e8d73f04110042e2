// Writes the files that are made from tables (docs/configuration.md, docs/errors.md, .env.example). Runs after the build.
import { writeFileSync } from 'node:fs';
import { referenceFiles } from '../dist/config/reference-files.js';

for (const { path, text } of referenceFiles()) {
  writeFileSync(new URL(`../${path}`, import.meta.url), text);
  console.error(`wrote ${path}`);
}
