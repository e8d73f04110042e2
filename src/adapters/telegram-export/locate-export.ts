import { createReadStream, type Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import { compareText } from '../../lib/compare-text.ts';
import type { ExportFile, LocatedExport } from './export-file.ts';
import { openZip } from './open-zip.ts';

/** Large enough that reading is not the bottleneck, small enough not to matter. */
export const blockBytes = 1 << 20;

/**
 * Finds the files of an export that hold messages.
 *
 * - a `.json` file, or a folder with `result.json` (or a single other `.json` file)
 * - a folder with `messages.html`, `messages2.html` …: all parts in numeric order; parts may be missing. A first part that was
 *   renamed `index.html` counts as `messages.html`
 * - `messages.html` itself stands for its whole folder; any other single part is read alone
 * - a `.zip` with one of these, at its root or in one folder
 *
 * @throws TgParserError `export_not_found`
 */
export async function locateExport(path: string): Promise<LocatedExport> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw notFound(path, error.code === 'EACCES' ? 'cannot be read' : 'does not exist', error);
  });
  if (found.isDirectory()) {
    return locateInFolder(path);
  }
  if (/\.zip$/i.test(path)) {
    const { files, close } = await openZip(path);
    return { ...chooseFiles(files, path), close };
  }
  if (basename(path) === 'messages.html') {
    return locateInFolder(dirname(path));
  }
  const file = toExportFile(path, basename(path), found);
  return { ...chooseFiles([file], path), close: async () => undefined };
}

async function locateInFolder(folder: string): Promise<LocatedExport> {
  const files = await listFiles(folder, '');
  const close = async () => undefined;
  if (files.some(({ name }) => isMessageFile(name))) {
    return { ...chooseFiles(files, folder), close };
  }
  const nested: ExportFile[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) {
      nested.push(...(await listFiles(join(folder, entry.name), `${entry.name}/`)));
    }
  }
  return { ...chooseFiles([...files, ...nested], folder), close };
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
  return { name, size, open: async () => createReadStream(path, { highWaterMark: blockBytes }) };
}

/** Picks the files of one export among all that are there. */
function chooseFiles(files: ExportFile[], path: string): Omit<LocatedExport, 'close'> {
  const sorted = files.toSorted((left, right) => compareText(left.name, right.name));
  const json = sorted.find(({ name }) => basename(name) === 'result.json') ?? onlyJson(sorted);
  if (json) {
    return { format: 'json', files: [json] };
  }
  const parts = sorted.filter(({ name }) => partNumber(name) !== null);
  const folders = [...new Set(parts.map(({ name }) => dirname(name)))];
  if (parts.length === 0) {
    throw notFound(path, 'holds no Telegram Desktop export');
  }
  if (folders.length > 1) {
    throw new TgParserError('channel_ambiguous', `"${path}" holds several HTML exports: ${folders.slice(0, 10).join(', ')}`, {
      hint: 'Name one of these folders; into one channel, import them one after the other with --channel-id or --source.',
    });
  }
  return { format: 'html', files: inReadingOrder(parts) };
}

function onlyJson(files: ExportFile[]): ExportFile | undefined {
  const json = files.filter(({ name }) => /\.json$/i.test(name));
  return json.length === 1 ? json[0] : undefined;
}

/** `index.html` stands for the first part only where that is not there. */
function inReadingOrder(parts: ExportFile[]): ExportFile[] {
  const hasFirst = parts.some(({ name }) => basename(name) === 'messages.html');
  const numbered = parts.filter(({ name }) => basename(name) !== 'index.html');
  const chosen = numbered.length > 0 && hasFirst ? numbered : parts;
  return chosen.toSorted((left, right) => (partNumber(left.name) ?? 0) - (partNumber(right.name) ?? 0));
}

function isMessageFile(name: string): boolean {
  return /\.json$/i.test(name) || partNumber(name) !== null;
}

/** 1 for `messages.html`, n for `messages<n>.html`, null for other files. */
function partNumber(name: string): number | null {
  if (basename(name) === 'index.html') {
    return 1;
  }
  const match = /^messages(\d{0,9})\.html$/.exec(basename(name));
  return match ? Number(match[1] || 1) : null;
}

function notFound(path: string, reason: string, cause?: unknown): TgParserError {
  return new TgParserError('export_not_found', `The export "${path}" ${reason}`, {
    hint: 'Give result.json, a folder with messages*.html, or a .zip of one, as "Export chat history" of Telegram Desktop writes them.',
    cause,
  });
}
