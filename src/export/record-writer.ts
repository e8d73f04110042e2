import type { FileWriter } from './file-writer.ts';

/** Writes records one after another into an open file. */
export interface RecordWriter<Row> {
  write(record: Row): Promise<void> | undefined;
  /** What stands after the last record. */
  finish(): Promise<void> | undefined;
}

/** One JSON object a line: no line is ever indented. */
export function ndjsonWriter(file: FileWriter): RecordWriter<object> {
  return {
    write: (record) => file.write(`${JSON.stringify(record)}\n`),
    finish: () => undefined,
  };
}

/** One JSON array, one record a line, or indented. */
export function jsonArrayWriter(file: FileWriter, { pretty }: { pretty: boolean }): RecordWriter<object> {
  let separator = '[\n';
  return {
    write(record) {
      const text = pretty ? indent(JSON.stringify(record, null, 2)) : JSON.stringify(record);
      const before = separator;
      separator = ',\n';
      return file.write(`${before}${text}`);
    },
    finish: () => file.write(separator === '[\n' ? '[]\n' : '\n]\n'),
  };
}

/** Inside JSON text a line break is only ever part of the layout. */
function indent(json: string): string {
  return `  ${json.replaceAll('\n', '\n  ')}`;
}
