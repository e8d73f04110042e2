import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BackupManifest, backupManifestSchema } from '../../../../domain/backup-manifest.ts';
import { TgParserError } from '../../../../domain/tg-parser-error.ts';

/** See `DatabaseArchives.readManifest`. */
export async function readManifest(folder: string): Promise<BackupManifest> {
  const path = join(folder, 'manifest.json');
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const isThere = cause.code !== 'ENOENT' && cause.code !== 'ENOTDIR';
    throw invalid(
      isThere ? `${path} cannot be read: ${cause.message}` : `${folder} is no backup: it has no manifest.json`,
      cause,
    );
  });
  const value = parse(path, text);
  const { format, format_version, program_version } = value as Partial<BackupManifest>;
  if (format === 'tg-parser-backup' && Number(format_version) > 1) {
    throw new TgParserError('archive_mismatch', `${folder} has format ${format_version}, this program reads format 1`, {
      hint: `Use tg-parser ${program_version ?? 'of a newer version'}, which made it.`,
    });
  }
  const result = backupManifestSchema.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw invalid(
      format === 'tg-parser-backup'
        ? `${path} is damaged: ${issue?.path.join('.')}: ${issue?.message}`
        : `${folder} is no backup: ${path} is not that of one`,
    );
  }
  return result.data;
}

function parse(path: string, text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch (cause) {
    throw invalid(`${path} is damaged: it is no JSON`, cause);
  }
}

function invalid(message: string, cause?: unknown): TgParserError {
  return new TgParserError('archive_invalid', message, {
    hint: 'Give the folder that "tg-parser db backup --out" made, whole.',
    cause,
  });
}
