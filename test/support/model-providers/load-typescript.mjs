// node --import ./load-typescript.mjs program.ts: runs sources as they stand, types stripped, in a process of their own. The compiler
// is the one that the test runner brings along.
import { readFile } from 'node:fs/promises';
import { register } from 'node:module';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  register(import.meta.url);
}

export async function load(url, context, nextLoad) {
  if (!url.endsWith('.ts')) {
    return nextLoad(url, context);
  }
  const { transform } = await import('rolldown/utils');
  const { code, errors } = await transform(url, await readFile(new URL(url), 'utf8'), { lang: 'ts', sourcemap: false });
  if (errors.length > 0) {
    throw new Error(`${url}: ${errors[0].message}`);
  }
  return { format: 'module', source: code, shortCircuit: true };
}
