import type { Readable } from 'node:stream';
import { type Entry, getFileNameLowLevel, open, type ZipFile } from 'yauzl';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { ExportFile } from './export-file.ts';

/** More than any export has; a zip bomb of names ends here. */
const mostEntries = 1_000_000;

/**
 * Lists the JSON and HTML files of a zip. Nothing is unpacked to the disk; names are only compared and shown.
 *
 * @throws TgParserError `export_unreadable`
 */
export async function openZip(path: string): Promise<{ files: ExportFile[]; close: () => Promise<void> }> {
  const zip = await openZipFile(path);
  try {
    const entries = await listEntries(zip);
    return { files: entries.map(({ entry, name }) => toExportFile(zip, entry, name)), close: async () => zip.close() };
  } catch (error) {
    zip.close();
    throw unreadable(path, error);
  }
}

function openZipFile(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    // Names are decoded by us: yauzl would refuse the whole zip for one entry called `../x`, which is never written anyway.
    open(path, { lazyEntries: true, autoClose: false, decodeStrings: false }, (error, zip) => {
      if (error) {
        reject(unreadable(path, error));
      } else {
        resolve(zip);
      }
    });
  });
}

function listEntries(zip: ZipFile): Promise<{ entry: Entry; name: string }[]> {
  return new Promise((resolve, reject) => {
    const entries: { entry: Entry; name: string }[] = [];
    let seen = 0;
    zip.on('entry', (entry: Entry) => {
      seen += 1;
      const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields ?? [], false);
      if (/\.(json|html)$/i.test(name)) {
        entries.push({ entry, name });
      }
      if (seen > mostEntries) {
        reject(new RangeError('too many entries'));
      } else {
        zip.readEntry();
      }
    });
    zip.on('end', () => resolve(entries));
    zip.on('error', reject);
    zip.readEntry();
  });
}

function toExportFile(zip: ZipFile, entry: Entry, name: string): ExportFile {
  return {
    name,
    size: entry.uncompressedSize,
    open: () =>
      new Promise<Readable>((resolve, reject) => {
        zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
      }),
  };
}

function unreadable(path: string, cause: unknown): TgParserError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new TgParserError('export_unreadable', `The zip "${path}" cannot be read: ${reason}`, {
    hint: 'Unpack it and give the folder, or make the export again.',
    cause,
  });
}
