import type { ThreadFile } from './file-thread.ts';

/** Characters gathered before they are handed over: enough that calls cost little; larger ones leave the processor's cache. */
const blockLength = 64 * 1024;

/** Appends text to a new file in blocks. */
export interface FileWriter {
  /** The promise, if there is one, is to be waited for: the disk is behind. */
  write(...texts: string[]): Promise<void> | undefined;
  /** Appends what is no part of the content by which exports are compared, such as the time of the export. */
  writeVolatile(text: string): Promise<void> | undefined;
  /** Hands over what is gathered. */
  flush(): Promise<void> | undefined;
}

export function createFileWriter(file: ThreadFile): FileWriter {
  let texts: string[] = [];
  let characters = 0;

  function flush(isVolatile = false): Promise<void> | undefined {
    if (texts.length === 0) {
      return undefined;
    }
    const block = { texts, characters, isVolatile };
    texts = [];
    characters = 0;
    return file.write(block);
  }

  function gather(more: readonly string[]): void {
    for (const text of more) {
      texts.push(text);
      characters += text.length;
    }
  }

  function write(...more: string[]): Promise<void> | undefined {
    gather(more);
    return characters >= blockLength ? flush() : undefined;
  }

  return {
    write,
    async writeVolatile(text) {
      await flush();
      gather([text]);
      await flush(true);
    },
    flush: () => flush(),
  };
}
