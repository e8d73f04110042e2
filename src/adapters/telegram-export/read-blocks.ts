import type { ExportFile } from './export-file.ts';

export interface ReadBlocksOptions {
  /** Reading ends early when it fires. */
  signal?: AbortSignal | undefined;
  /** Told when the file cannot be read further (a damaged zip, a failing disk); without it the error is thrown. */
  onBroken?: ((error: unknown) => void) | undefined;
}

/** Yields the bytes of a file as they are read, each block valid until the next; the file is released when the caller stops early. */
export async function* readBlocks(
  { open }: ExportFile,
  { signal, onBroken }: ReadBlocksOptions = {},
): AsyncGenerator<Buffer, void, undefined> {
  try {
    for await (const block of await open()) {
      if (signal?.aborted) {
        return;
      }
      yield block;
    }
  } catch (error) {
    if (!onBroken) {
      throw error;
    }
    onBroken(error);
  }
}
