import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { BackedUpTable } from '../../../../domain/backup-manifest.ts';
import { TgParserError } from '../../../../domain/tg-parser-error.ts';
import type { DatabaseName } from '../../../../ports/databases.ts';
import type { Cell } from '../cell.ts';
import { fromRowLine } from '../row-line.ts';

/** Messages become a fifth of their size; higher levels gain little and take twice the time. */
const gzipLevel = 4;

/** Where a table is inside of a backup. Never taken from the manifest: a foreign one could name any file. */
export function tableFileName(database: DatabaseName, table: string): string {
  return `${database}/${table}.ndjson.gz`;
}

/** @returns what the manifest says of the file */
export async function writeTableFile(path: string, lines: AsyncIterable<string>): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  await pipeline(
    Readable.from(lines),
    createGzip({ level: gzipLevel }),
    async function* (compressed: AsyncIterable<Buffer>) {
      for await (const part of compressed) {
        hash.update(part);
        bytes += part.length;
        yield part;
      }
    },
    createWriteStream(path, { flush: true }),
  );
  return { bytes, sha256: `sha256:${hash.digest('hex')}` };
}

/**
 * The rows of a file, in batches. Throws at its end at the latest when it is not the one that the manifest describes.
 *
 * @throws TgParserError `archive_invalid`
 */
export async function* readTableFile(folder: string, database: DatabaseName, table: BackedUpTable): AsyncGenerator<Cell[][]> {
  const name = tableFileName(database, table.table);
  const invalid = (problem: string, cause?: unknown) =>
    new TgParserError('archive_invalid', `${join(folder, name)} ${problem}`, {
      hint: 'Take another backup; nothing was restored from this one.',
      cause,
    });
  const hash = createHash('sha256');
  let rows = 0;
  try {
    for await (const lines of linesOf(join(folder, name), hash)) {
      const batch: Cell[][] = [];
      for (const line of lines) {
        const cells = fromRowLine(line, table.columns.length);
        rows += 1;
        if (cells === null) {
          throw invalid(`is damaged: line ${rows} is no row of ${table.columns.length} values`);
        }
        batch.push(cells);
      }
      yield batch;
    }
  } catch (error) {
    throw error instanceof TgParserError ? error : invalid(describeFailure(error), error);
  }
  if (rows !== table.rows) {
    throw invalid(`has ${rows} rows, the manifest says ${table.rows}`);
  }
  if (`sha256:${hash.digest('hex')}` !== table.sha256) {
    throw invalid('is not the file that was written: its checksum is another one');
  }
}

async function* linesOf(path: string, hash: ReturnType<typeof createHash>): AsyncGenerator<string[]> {
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  file.on('data', (part) => hash.update(part));
  const unzipped = createGunzip({ chunkSize: 256 * 1024 });
  // Left to themselves the two would not tell each other of their failures.
  const piped = pipeline(file, unzipped);
  piped.catch(() => {});
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest = '';
  // Lines end with a line feed only: other separators of lines may stand inside of texts.
  for await (const part of unzipped) {
    const lines = (rest + decoder.decode(part, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (lines.length > 0) {
      yield lines;
    }
  }
  await piped;
  if (rest + decoder.decode() !== '') {
    throw new Error('the last line has no end');
  }
}

function describeFailure(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' ? 'is missing' : `is damaged: ${message}`;
}
