/** One file of an export, wherever it lies: on the disk or inside of a zip. */
export interface ExportFile {
  /** Relative to the export, for messages to people; never used as a path. */
  name: string;
  /** Bytes; null when unknown. */
  size: number | null;
  /** Each block is valid until the next one is asked for; whoever stops early releases the file. */
  open(): Promise<AsyncIterable<Buffer>>;
}

/** The files of an export that hold messages, in reading order. */
export interface LocatedExport {
  format: 'json' | 'html';
  files: ExportFile[];
  /** What is hashed to know the same input again: the files, or the zip that they are in. */
  hashed: ExportFile[];
  /** Releases what holds the files open. */
  close(): Promise<void>;
}
