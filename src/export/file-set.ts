import { join } from 'node:path';
import { compareText } from '../lib/compare-text.ts';
import { sha256 } from '../lib/sha256.ts';
import { type FileSummary, type FileThread, startFileThread } from './file-thread.ts';
import { createFileWriter, type FileWriter } from './file-writer.ts';

export interface WrittenFile extends FileSummary {
  path: string;
}

/** The files of one export while they are written. */
export interface FileSet {
  /** Opens a file, hands it to `work` and closes it, whatever happens. */
  writeFile<Result>(path: string, work: (file: FileWriter) => Promise<Result>): Promise<Result>;
  /**
   * The same without waiting until the file is complete: with many small files that would take longer than making their texts.
   * What fails after `work` shows in `settled`.
   */
  writeSmallFile(path: string, work: (file: FileWriter) => Promise<void>): Promise<void>;
  /** @throws the first failure */
  settled(): Promise<void>;
  /** Those that are complete, by path. */
  files(): WrittenFile[];
  /** Fingerprint of all that is in the files, volatile parts aside. */
  contentHash(): string;
  /** Ends the thread that writes. Files that are not complete then never will be. */
  close(): Promise<void>;
}

/** @param folder exists and is empty */
export function createFileSet(folder: string): FileSet {
  const written: WrittenFile[] = [];
  const closing: Promise<void>[] = [];
  let thread: FileThread | null = null;
  const files = () => written.toSorted((left, right) => compareText(left.path, right.path));

  /** @returns the result of `work`, and a promise of the file's end */
  async function write<Result>(path: string, work: (file: FileWriter) => Promise<Result>) {
    thread ??= startFileThread();
    const file = thread.open(join(folder, path));
    try {
      const writer = createFileWriter(file);
      const result = await work(writer);
      await writer.flush();
      const closed = file.close().then((summary) => {
        written.push({ path, ...summary });
      });
      return { result, closed };
    } catch (error) {
      file.abandon();
      throw error;
    }
  }

  return {
    async writeFile(path, work) {
      const { result, closed } = await write(path, work);
      await closed;
      return result;
    },
    async writeSmallFile(path, work) {
      const { closed } = await write(path, work);
      closed.catch(() => undefined);
      closing.push(closed);
    },
    async settled() {
      await Promise.all(closing);
    },
    files,
    contentHash: () =>
      sha256(
        files()
          .map(({ path, contentHash }) => `${path}\n${contentHash}\n`)
          .join(''),
      ),
    close: async () => thread?.stop(),
  };
}
