import type { ExportOptions } from '../export/export-request.ts';
import type { CommandOption } from './command.ts';
import { day } from './parse-option.ts';
import { programVersion } from './program-version.ts';

/** Options of `export` that `run` takes too. */
export const exportCommandOptions: readonly CommandOption[] = [
  {
    flags: '--out <folder>',
    description: 'where to write; the set that an earlier export left there is replaced as a whole',
    defaultValue: './output',
  },
  { flags: '--from-date <day>', description: 'only messages from this day on (UTC, included)', parse: day('--from-date') },
  { flags: '--to-date <day>', description: 'only messages up to this day (UTC, included)', parse: day('--to-date') },
  {
    flags: '--level <level>',
    description: 'raw messages, processed documents without topics, or the full knowledge base',
    choices: ['raw', 'processed', 'full'],
    defaultValue: 'full',
  },
  {
    flags: '--format <format>',
    description: 'of the entries',
    choices: ['ndjson', 'json', 'csv', 'markdown'],
    defaultValue: 'ndjson',
  },
  { flags: '--pretty', description: 'indent JSON files' },
  { flags: '--no-include-supporting', description: 'only the anchors of each topic' },
];

export interface ExportCommandOptions {
  out: string;
  fromDate?: string;
  toDate?: string;
  level: 'raw' | 'processed' | 'full';
  format: 'ndjson' | 'json' | 'csv' | 'markdown';
  pretty?: boolean;
  includeSupporting: boolean;
}

/** From the command line's names to the step's. */
export function toExportOptions(options: ExportCommandOptions): Omit<ExportOptions, 'signal' | 'onProgress'> {
  const { out, fromDate, toDate, level, format, pretty, includeSupporting } = options;
  return { out, fromDate, toDate, level, format, pretty: pretty === true, includeSupporting, programVersion: programVersion() };
}
