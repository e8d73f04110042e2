import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export type SpawnedFake<Announcement> = Announcement & { close(): Promise<void> };

/** The sources, or what the compiler made of them, whichever this module is. */
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const loader = extension === 'ts' ? ['--import', new URL('./model-providers/load-typescript.mjs', import.meta.url).href] : [];

/**
 * Starts a module that serves a fake, prints a line of JSON that says where, and ends with its standard input.
 *
 * @param module without its extension
 * @param options its one argument, as JSON
 */
export async function spawnFake<Announcement extends object>(module: URL, options: object): Promise<SpawnedFake<Announcement>> {
  const program = fileURLToPath(`${module.href}.${extension}`);
  const child = spawn(process.execPath, [...loader, program, JSON.stringify(options)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const line = once(createInterface({ input: child.stdout }), 'line');
  const [announced] = await Promise.race([
    line,
    ended.then(([code]) => {
      throw new Error(`The fake ended with code ${code} before it listened.`);
    }),
  ]);
  return {
    ...(JSON.parse(announced) as Announcement),
    close: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
