import { jsonPieces } from '../lib/json-pieces.ts';
import type { FileWriter } from './file-writer.ts';

/** Writes records one after another into an open file. */
export interface RecordWriter<Row> {
  write(record: Row): Promise<void> | undefined;
  /** The same for a record that holds a `JsonList`. */
  writeLarge(record: Row): Promise<void>;
  /** What stands after the last record. */
  finish(): Promise<void> | undefined;
}

/** One JSON object a line: no line is ever indented. */
export function ndjsonWriter(file: FileWriter): RecordWriter<object> {
  return {
    write: (record) => file.write(JSON.stringify(record), '\n'),
    async writeLarge(record) {
      await writePieces(file, jsonPieces(record));
      await file.write('\n');
    },
    finish: () => undefined,
  };
}

/** One JSON array, one record a line, or indented. */
export function jsonArrayWriter(file: FileWriter, { pretty }: { pretty: boolean }): RecordWriter<object> {
  const layout = pretty ? { indent: 2, level: 1 } : {};
  let isEmpty = true;
  const separator = () => {
    const before = isEmpty ? '[\n' : ',\n';
    isEmpty = false;
    return pretty ? `${before}  ` : before;
  };
  return {
    write: (record) => file.write(separator(), pretty ? indent(JSON.stringify(record, null, 2)) : JSON.stringify(record)),
    async writeLarge(record) {
      await file.write(separator());
      await writePieces(file, jsonPieces(record, layout));
    },
    finish: () => file.write(isEmpty ? '[]\n' : '\n]\n'),
  };
}

/** Inside JSON text a line break is only ever part of the layout. */
function indent(json: string): string {
  return json.replaceAll('\n', '\n  ');
}

async function writePieces(file: FileWriter, pieces: AsyncIterable<string>): Promise<void> {
  for await (const piece of pieces) {
    await file.write(piece);
  }
}
