import type { Instant } from '../domain/instant.ts';
import type { SourceVia } from '../domain/source.ts';
import type { SourceSettings } from '../pipeline/change-source.ts';
import type { CommandOption } from './command.ts';
import { dayOrNone, wholeNumber } from './parse-option.ts';

/** Options for what a source remembers about how it is read. */
export const sourceSettingOptions: readonly CommandOption[] = [
  {
    flags: '--via <road>',
    description: 'how it is read: export, web (public preview), or mtproto (with an account)',
    choices: ['export', 'web', 'mtproto'],
  },
  { flags: '--include-comments', description: 'read the discussions under its posts, too (with mtproto)' },
  { flags: '--no-include-comments', description: 'leave them out (the default)' },
  { flags: '--batch-size <n>', description: 'messages a commit (default 500)', parse: wholeNumber('--batch-size', 1) },
  {
    flags: '--history-from <day>',
    description: 'only messages from this day on (UTC, included); none for all',
    parse: dayOrNone('--history-from'),
  },
  {
    flags: '--history-to <day>',
    description: 'only messages to this day (UTC, included); none for all',
    parse: dayOrNone('--history-to'),
  },
  {
    flags: '--poll-interval <s>',
    description: 'seconds between two looks of --follow',
    parse: wholeNumber('--poll-interval', 1),
  },
];

export interface SourceSettingOptions {
  via?: SourceVia;
  includeComments?: boolean;
  batchSize?: number;
  historyFrom?: string;
  historyTo?: string;
  pollInterval?: number;
}

/** Only what was given. */
export function toSourceSettings(options: SourceSettingOptions): SourceSettings {
  const { via, includeComments, batchSize, historyFrom, historyTo, pollInterval } = options;
  return {
    ...(via === undefined ? {} : { via }),
    ...(includeComments === undefined ? {} : { includeComments }),
    ...(batchSize === undefined ? {} : { batchSize }),
    ...(historyFrom === undefined ? {} : { historyFrom: boundOf(historyFrom, 'T00:00:00Z') }),
    ...(historyTo === undefined ? {} : { historyTo: boundOf(historyTo, 'T23:59:59Z') }),
    ...(pollInterval === undefined ? {} : { pollInterval }),
  };
}

function boundOf(day: string, time: string): Instant | null {
  return day === 'none' ? null : `${day}${time}`;
}
