import { lstat, readdir, readFile } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { type ExportManifest, exportManifestSchema } from '../domain/export-manifest.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';

export const manifestName = 'manifest.json';

/** Put into folders by file managers; nobody misses them. */
const ignoredNames = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini']);

/** What is at the place where an export is to go. */
export type OutputState =
  | { kind: 'missing' }
  | { kind: 'empty' }
  /** `isWhole`: every file is there, with its size, and untouched since the manifest was written. */
  | { kind: 'ours'; manifest: ExportManifest; isWhole: boolean };

/**
 * Looks at the output folder and makes sure that replacing it destroys nothing but an earlier export.
 *
 * @throws TgParserError `output_not_ours`
 */
export async function inspectOutput(out: string): Promise<OutputState> {
  const folder = resolve(out);
  const found = await lstat(folder).catch(nullWhenMissing);
  if (found === null) {
    return { kind: 'missing' };
  }
  if (!found.isDirectory()) {
    throw refuse(out, found.isSymbolicLink() ? 'is a symbolic link' : 'is a file, not a folder');
  }
  if (basename(folder) === '' || !relative(folder, process.cwd()).startsWith('..')) {
    throw refuse(out, 'is the current folder or contains it');
  }
  const names = (await readdir(folder)).filter((name) => !ignoredNames.has(name));
  if (names.length === 0) {
    return { kind: 'empty' };
  }
  const manifest = await readManifest(folder);
  const ours = new Set([manifestName, ...(manifest?.files.map(({ path }) => path) ?? [])]);
  const foreign = names.filter((name) => manifest === null || !ours.has(name)).sort();
  if (manifest === null || foreign.length > 0) {
    throw refuse(out, `holds what no export wrote: ${foreign.slice(0, 3).join(', ')}${foreign.length > 3 ? ' …' : ''}`);
  }
  return { kind: 'ours', manifest, isWhole: await isWhole(folder, manifest) };
}

function refuse(out: string, reason: string): TgParserError {
  return new TgParserError('output_not_ours', `The output folder "${out}" ${reason}`, {
    hint: 'Choose another folder with --out: one that is new, empty, or holds an earlier export and nothing else.',
  });
}

async function readManifest(folder: string): Promise<ExportManifest | null> {
  try {
    return exportManifestSchema.parse(JSON.parse(await readFile(join(folder, manifestName), 'utf8')));
  } catch (error) {
    if (['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) {
      throw error;
    }
    return null;
  }
}

async function isWhole(folder: string, { files }: ExportManifest): Promise<boolean> {
  const { mtimeMs: writtenAt } = await lstat(join(folder, manifestName));
  for (const { path, bytes } of files) {
    const found = await lstat(join(folder, path)).catch(nullWhenMissing);
    if (found === null || !found.isFile() || found.size !== bytes || found.mtimeMs > writtenAt) {
      return false;
    }
  }
  return true;
}

function nullWhenMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') {
    return null;
  }
  throw error;
}
