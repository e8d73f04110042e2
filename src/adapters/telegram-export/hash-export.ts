import { createHash } from 'node:crypto';
import type { ReportProgress } from '../../ports/progress.ts';
import type { ExportFile } from './export-file.ts';
import { readBlocks } from './read-blocks.ts';

/**
 * Fingerprint of the content of all files and of the options that decide how it is read: equal means that reading again
 * gives the same messages.
 *
 * @returns `sha256:<hex>`; null when `signal` fired
 */
export async function hashExport(
  files: readonly ExportFile[],
  options: readonly (string | undefined)[],
  { signal, onProgress }: { signal?: AbortSignal | undefined; onProgress?: ReportProgress | undefined },
): Promise<string | null> {
  const hash = createHash('sha256').update(JSON.stringify(options));
  const total = totalSize(files);
  let done = 0;
  for (const file of files) {
    hash.update(`\n${file.size ?? ''}\n`);
    for await (const block of readBlocks(file, { signal })) {
      hash.update(block);
      done += block.length;
      onProgress?.({ activity: 'comparing with earlier imports', done, total, unit: 'bytes' });
    }
  }
  return signal?.aborted ? null : `sha256:${hash.digest('hex')}`;
}

/** Bytes of all files together; null when one does not say. */
export function totalSize(files: readonly ExportFile[]): number | null {
  let total = 0;
  for (const { size } of files) {
    if (size === null) {
      return null;
    }
    total += size;
  }
  return total;
}
