import type { Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { blocksOfFile } from './blocks-of-file.ts';
import { chooseFiles } from './choose-files.ts';
import type { ExportFile, LocatedExport } from './export-file.ts';
import { exportNotFound } from './export-not-found.ts';
import { openZip } from './open-zip.ts';

/**
 * Finds the files of an export that hold messages.
 *
 * - a `.json` or `.html` file is read alone, whatever its name; but `messages.html` stands for its whole folder, since the
 *   other parts are its continuation
 * - a folder, or one folder below it: `result.json`, or else `messages.html`, `messages2.html` … in numeric order, where
 *   parts may be missing and a first part may have been renamed `index.html`, or else the only other `.json` file
 * - a `.zip` with one of these, in the highest folder that has any
 *
 * @throws TgParserError `export_not_found`; `export_unreadable` for a damaged zip; `channel_ambiguous` when several folders
 *   hold an export
 */
export async function locateExport(path: string): Promise<LocatedExport> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw exportNotFound(path, error.code === 'EACCES' ? 'cannot be read' : 'does not exist', error);
  });
  if (found.isDirectory()) {
    return locateInFolder(path);
  }
  const file = toExportFile(path, basename(path), found);
  if (/\.zip$/i.test(path)) {
    return locateInZip(path, file);
  }
  if (file.name === 'messages.html') {
    return locateInFolder(dirname(path), 'html');
  }
  const [extension] = /(?<=\.)(?:json|html)$/i.exec(path) ?? [];
  if (extension === undefined) {
    throw exportNotFound(path, 'is no export: neither .json nor .html nor .zip');
  }
  const format = extension.toLowerCase() === 'json' ? 'json' : 'html';
  return { format, files: [file], hashed: [file], close: async () => undefined };
}

async function locateInZip(path: string, file: ExportFile): Promise<LocatedExport> {
  const { files, close } = await openZip(path);
  try {
    return { ...chooseFiles(files, path), hashed: [file], close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function locateInFolder(folder: string, format?: 'html'): Promise<LocatedExport> {
  const files = await listFiles(folder, '');
  for (const entry of format ? [] : await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) {
      files.push(...(await listFiles(join(folder, entry.name), `${entry.name}/`)));
    }
  }
  const chosen = chooseFiles(format ? files.filter(({ name }) => /\.html$/.test(name)) : files, folder);
  return { ...chosen, hashed: chosen.files, close: async () => undefined };
}

async function listFiles(folder: string, prefix: string): Promise<ExportFile[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => /\.(json|html)$/i.test(name));
  const files = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const found = await stat(path).catch(() => null);
      return found?.isFile() ? [toExportFile(path, prefix + name, found)] : [];
    }),
  );
  return files.flat();
}

function toExportFile(path: string, name: string, { size }: Stats): ExportFile {
  return { name, size, open: async () => blocksOfFile(path) };
}
