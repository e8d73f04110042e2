import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** The files of a folder as a zip archive, read while it is sent. @returns null when there is no such folder */
export async function zipFolder(folder: string): Promise<ReadableStream<Uint8Array> | null> {
  const names = await fileNames(folder);
  if (names === null) {
    return null;
  }
  const archive = new ZipFile();
  const output = archive.outputStream as Readable;
  // A file that vanished meanwhile cuts the answer off: half an archive must not look whole.
  archive.on('error', (error: Error) => output.destroy(error));
  for (const name of names) {
    archive.addFile(join(folder, name), name);
  }
  archive.end();
  return Readable.toWeb(output) as ReadableStream<Uint8Array>;
}

/** @returns null when there is no such folder */
export async function fileNames(folder: string): Promise<string[] | null> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return null;
    }
    throw error;
  }
}
