import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

/** Characters gathered before they are written: large enough that calls cost nothing, small enough to be no memory. */
const blockLength = 256 * 1024;

export interface WrittenFile {
  path: string;
  bytes: number;
  /** `sha256:<hex>` of the bytes. */
  sha256: string;
  /** The same without the parts that were written as volatile. */
  contentHash: string;
}

export interface FileWriter {
  /**
   * Appends. Waits while the disk is behind.
   * @param options.isVolatile the text is no part of the content: the time of the export
   */
  write(text: string, options?: { isVolatile: boolean }): Promise<void>;
  close(): Promise<WrittenFile>;
  /** Closes without a result, after a failure. */
  abandon(): Promise<void>;
}

/** Writes a new file in blocks and hashes it on the way. */
export async function openFileWriter(folder: string, path: string): Promise<FileWriter> {
  const handle = await open(`${folder}/${path}`, 'wx');
  const hash = createHash('sha256');
  // Only a file with volatile parts pays for a second hash.
  let contentHash: ReturnType<typeof createHash> | null = null;
  let pending: string[] = [];
  let pendingLength = 0;
  let bytes = 0;

  async function flush(isVolatile: boolean): Promise<void> {
    if (pendingLength === 0) {
      return;
    }
    const block = Buffer.from(pending.join(''), 'utf8');
    pending = [];
    pendingLength = 0;
    bytes += block.length;
    if (isVolatile) {
      contentHash ??= hash.copy();
    } else {
      contentHash?.update(block);
    }
    hash.update(block);
    await handle.appendFile(block);
  }

  return {
    async write(text, { isVolatile } = { isVolatile: false }) {
      if (isVolatile) {
        await flush(false);
      }
      pending.push(text);
      pendingLength += text.length;
      if (isVolatile || pendingLength >= blockLength) {
        await flush(isVolatile);
      }
    },
    async close() {
      await flush(false);
      await handle.close();
      const sha256 = `sha256:${hash.digest('hex')}`;
      return { path, bytes, sha256, contentHash: contentHash ? `sha256:${contentHash.digest('hex')}` : sha256 };
    },
    abandon: () => handle.close(),
  };
}
