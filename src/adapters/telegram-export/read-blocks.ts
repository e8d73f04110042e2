import type { ExportFile } from './export-file.ts';

/** Yields the bytes of a file as they are read; the stream is released when the caller stops early. */
export async function* readBlocks({ open }: ExportFile, signal?: AbortSignal | undefined): AsyncGenerator<Buffer> {
  const stream = await open();
  try {
    for await (const block of stream) {
      if (signal?.aborted) {
        return;
      }
      yield block as Buffer;
    }
  } finally {
    stream.destroy();
  }
}
