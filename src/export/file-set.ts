import { compareText } from '../lib/compare-text.ts';
import { sha256 } from '../lib/sha256.ts';
import { type FileWriter, openFileWriter, type WrittenFile } from './file-writer.ts';

/** The files of one export while they are written. */
export interface FileSet {
  /** Opens a file, hands it to `work` and closes it, whatever happens. */
  writeFile<Result>(path: string, work: (file: FileWriter) => Promise<Result>): Promise<Result>;
  /** Those that are complete, by path. */
  files(): WrittenFile[];
  /** Fingerprint of all that is in the files, volatile parts aside. */
  contentHash(): string;
}

/** @param folder exists and is empty */
export function createFileSet(folder: string): FileSet {
  const written: WrittenFile[] = [];
  const files = () => written.toSorted((left, right) => compareText(left.path, right.path));
  return {
    async writeFile(path, work) {
      const file = await openFileWriter(folder, path);
      try {
        const result = await work(file);
        written.push(await file.close());
        return result;
      } catch (error) {
        await file.abandon().catch(() => undefined);
        throw error;
      }
    },
    files,
    contentHash: () =>
      sha256(
        files()
          .map(({ path, contentHash }) => `${path}\n${contentHash}\n`)
          .join(''),
      ),
  };
}
