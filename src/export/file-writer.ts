import { createHash, type Hash } from 'node:crypto';
import { closeSync, fdatasync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const sync = promisify(fdatasync);

/** Characters gathered before they are written: enough that calls cost little; larger ones leave the processor's cache. */
const blockLength = 64 * 1024;
/** Bytes after which the disk is asked to keep up, so that the end of a large file does not wait for all of it. */
const bytesPerSync = 16 * 1024 * 1024;

export interface WrittenFile {
  path: string;
  bytes: number;
  /** `sha256:<hex>` of the bytes. */
  sha256: string;
  /** The same without the parts that were written as volatile. */
  contentHash: string;
}

export interface FileWriter {
  /** Appends. The promise, if there is one, is to be waited for: the disk is behind. */
  write(text: string): Promise<void> | undefined;
  close(): Promise<WrittenFile>;
  /** Closes without a result, after a failure. */
  abandon(): Promise<void>;
}

/** Writes a new file in blocks and hashes it on the way. */
export function openFileWriter(folder: string, path: string): FileWriter {
  const output = createBlockOutput(join(folder, path));
  const hashes = createContentHashes();
  const encode = createEncoder();
  let pending = '';
  let bytes = 0;

  function flush(): Promise<void> | undefined {
    const block = encode(pending);
    pending = '';
    bytes += block.length;
    hashes.update(block, false);
    return output.write(block);
  }

  return {
    write(text) {
      pending += text;
      return pending.length >= blockLength ? flush() : undefined;
    },
    async close() {
      await flush();
      await output.close();
      return { path, bytes, ...hashes.digest() };
    },
    abandon: () => output.abandon(),
  };
}

/** Encodes into one buffer again and again, because a new one for each block keeps the garbage collector busy. */
function createEncoder(): (text: string) => Buffer {
  // UTF-8 needs at most three bytes for a character of a JavaScript string.
  const buffer = Buffer.allocUnsafeSlow(2 * blockLength * 3);
  return (text) => {
    if (text.length > 2 * blockLength) {
      return Buffer.from(text, 'utf8');
    }
    return buffer.subarray(0, buffer.write(text, 'utf8'));
  };
}

/**
 * Appends blocks. Writing into the system's cache takes no longer than handing the block to another thread would; only waiting for
 * the disk is left to one.
 */
function createBlockOutput(path: string) {
  const file = openSync(path, 'wx');
  let syncing: Promise<void> = Promise.resolve();
  let unsynced = 0;
  return {
    /** @returns when there is something to wait for: the disk is more than one step behind */
    write(block: Buffer): Promise<void> | undefined {
      for (let offset = 0; offset < block.length; ) {
        offset += writeSync(file, block, offset);
      }
      unsynced += block.length;
      if (unsynced < bytesPerSync) {
        return undefined;
      }
      unsynced = 0;
      const before = syncing;
      syncing = before.then(() => sync(file));
      // Whoever closes sees the failure; until then it must not count as unhandled.
      syncing.catch(() => undefined);
      return before;
    },
    async close(): Promise<void> {
      await syncing;
      closeSync(file);
    },
    async abandon(): Promise<void> {
      await syncing.catch(() => undefined);
      closeSync(file);
    },
  };
}

/** One hash of all bytes and one of the content; the second costs nothing until there is a volatile part. */
export function createContentHashes() {
  const all = createHash('sha256');
  let content: Hash | null = null;
  return {
    update(block: Buffer, isVolatile: boolean): void {
      if (isVolatile) {
        content ??= all.copy();
      } else {
        content?.update(block);
      }
      all.update(block);
    },
    digest(): Pick<WrittenFile, 'sha256' | 'contentHash'> {
      const sha256 = `sha256:${all.digest('hex')}`;
      return { sha256, contentHash: content ? `sha256:${content.digest('hex')}` : sha256 };
    },
  };
}
