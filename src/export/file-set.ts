import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compareText } from '../lib/compare-text.ts';
import { sha256 } from '../lib/sha256.ts';
import { createContentHashes, type FileWriter, openFileWriter, type WrittenFile } from './file-writer.ts';

/** A piece of a file; a volatile one, the time of the export, is no part of the content. */
export interface FilePart {
  text: string;
  isVolatile: boolean;
}

/** The files of one export while they are written. */
export interface FileSet {
  /** Opens a file, hands it to `work` and closes it, whatever happens. */
  writeFile<Result>(path: string, work: (file: FileWriter) => Promise<Result>): Promise<Result>;
  /** Writes a small file in one go, without holding up the program while the file system makes it. */
  writeSmallFile(path: string, parts: readonly FilePart[]): Promise<void>;
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
      const file = openFileWriter(folder, path);
      try {
        const result = await work(file);
        written.push(await file.close());
        return result;
      } catch (error) {
        await file.abandon().catch(() => undefined);
        throw error;
      }
    },
    async writeSmallFile(path, parts) {
      const hashes = createContentHashes();
      const blocks = parts.map(({ text, isVolatile }) => {
        const block = Buffer.from(text, 'utf8');
        hashes.update(block, isVolatile);
        return block;
      });
      const bytes = Buffer.concat(blocks);
      await writeFile(join(folder, path), bytes, { flag: 'wx' });
      written.push({ path, bytes: bytes.length, ...hashes.digest() });
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
