import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Whether `npm run demo` made a data folder: it leaves a file there that says so. */
export function isDemoFolder(folder: string): boolean {
  return existsSync(join(folder, 'made-by-demo'));
}
