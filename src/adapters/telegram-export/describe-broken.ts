import type { Damage } from '../../ports/message-source.ts';
import type { ExportFile } from './export-file.ts';

/** What is reported when a file cannot be read further: a damaged zip, a failing disk. */
export function describeBroken({ name }: ExportFile, offset: number, error: unknown): Damage {
  const reason = error instanceof Error ? error.message : String(error);
  return { file: name, offset, messageId: null, problem: `the file cannot be read from here on: ${reason}` };
}
