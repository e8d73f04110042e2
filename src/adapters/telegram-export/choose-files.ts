import { posix } from 'node:path';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import { compareText } from '../../lib/compare-text.ts';
import type { ExportFile, LocatedExport } from './export-file.ts';
import { exportNotFound } from './export-not-found.ts';
import { partNumber } from './part-number.ts';

type ChosenFiles = Pick<LocatedExport, 'format' | 'files'>;

interface Candidate {
  folder: string;
  chosen: ChosenFiles;
  /** How far below the given path; what has no name that Desktop gives counts as far below everything that has. */
  distance: number;
}

const unnamed = 1000;

/**
 * Picks the files of one export among all JSON and HTML files that are there, in the highest folder that holds any: files
 * that people attached to their messages lie below it.
 *
 * @throws TgParserError `export_not_found`, `channel_ambiguous`
 */
export function chooseFiles(files: readonly ExportFile[], path: string): ChosenFiles {
  const found = [...byFolder(files)].flatMap(([folder, inFolder]) => toCandidate(folder, inFolder));
  const nearest = found.reduce((least, { distance }) => Math.min(least, distance), Number.POSITIVE_INFINITY);
  const candidates = found
    .filter(({ distance }) => distance === nearest)
    .sort((left, right) => compareText(left.folder, right.folder));
  const [only] = candidates;
  if (candidates.length > 1) {
    const names = candidates.slice(0, 10).map(({ folder }) => JSON.stringify(folder));
    throw new TgParserError('channel_ambiguous', `"${path}" holds ${candidates.length} exports: ${names.join(', ')}`, {
      hint: 'Give the folder of one of them; several exports of one channel are imported one after the other.',
    });
  }
  if (!only) {
    throw exportNotFound(path, 'holds no Telegram Desktop export');
  }
  return only.chosen;
}

function byFolder(files: readonly ExportFile[]): Map<string, ExportFile[]> {
  const folders = new Map<string, ExportFile[]>();
  for (const file of files) {
    const folder = posix.dirname(slashed(file.name));
    // What macOS puts beside the files of a zip.
    if (!folder.startsWith('__MACOSX')) {
      const known = folders.get(folder);
      known ? known.push(file) : folders.set(folder, [file]);
    }
  }
  return folders;
}

function toCandidate(folder: string, files: readonly ExportFile[]): Candidate[] {
  const depth = folder === '.' ? 0 : folder.split('/').length;
  const named = chooseNamed(files);
  if (named) {
    return [{ folder, chosen: named, distance: depth }];
  }
  const chosen = chooseUnnamed(files);
  return chosen ? [{ folder, chosen, distance: unnamed + depth }] : [];
}

/** Files with the names that Desktop gives them. */
function chooseNamed(files: readonly ExportFile[]): ChosenFiles | null {
  const result = files.find((file) => nameOf(file) === 'result.json');
  if (result) {
    return { format: 'json', files: [result] };
  }
  const parts = files
    .flatMap((file) => {
      const part = partNumber(nameOf(file));
      return part === null ? [] : [{ file, part }];
    })
    .sort((left, right) => left.part - right.part);
  if (parts.length === 0) {
    return null;
  }
  const index = parts[0]?.part === 1 ? undefined : files.find((file) => nameOf(file) === 'index.html');
  return { format: 'html', files: [...(index ? [index] : []), ...parts.map(({ file }) => file)] };
}

/** The only page, or the only other file, of a folder without them. */
function chooseUnnamed(files: readonly ExportFile[]): ChosenFiles | null {
  const index = files.find((file) => nameOf(file) === 'index.html');
  if (index) {
    return { format: 'html', files: [index] };
  }
  const json = files.filter(({ name }) => /\.json$/i.test(name));
  return json.length === 1 ? { format: 'json', files: json } : null;
}

function slashed(name: string): string {
  return name.replaceAll('\\', '/');
}

function nameOf({ name }: ExportFile): string {
  return posix.basename(slashed(name));
}
