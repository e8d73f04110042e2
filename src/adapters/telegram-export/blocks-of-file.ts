import { open } from 'node:fs/promises';

/** Large enough that reading is not the bottleneck, small enough not to matter. */
const blockBytes = 256 * 1024;

/** Reads a file into one buffer again and again: new ones would pile up until the garbage collector looks at them. */
export async function* blocksOfFile(path: string): AsyncGenerator<Buffer, void, undefined> {
  const file = await open(path);
  try {
    const buffer = Buffer.allocUnsafeSlow(blockBytes);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length);
      if (bytesRead === 0) {
        return;
      }
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
