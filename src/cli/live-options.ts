import type { SourceVia } from '../domain/source.ts';
import type { CommandOption } from './command.ts';
import { wholeNumber } from './parse-option.ts';

/** Options of commands that may read a channel from Telegram itself. */
export const liveOptions: readonly CommandOption[] = [
  {
    flags: '--include-comments',
    description: 'read the discussions under posts, too, from this run on (with mtproto)',
  },
  {
    flags: '--comments-window <days>',
    description: 'look at the discussions of posts of so many days again (default 7)',
    parse: wholeNumber('--comments-window', 0, 36_500),
  },
  {
    flags: '--via <road>',
    description:
      'export, web (public preview), or mtproto (with an account); default that of the source, for a new @name web, for a new invitation or id mtproto',
    choices: ['export', 'web', 'mtproto'],
  },
  {
    flags: '--confirm',
    description: 'believe that messages are gone however many they are (they are marked, never deleted)',
  },
];

export interface LiveCommandOptions {
  via?: SourceVia;
  confirm?: boolean;
  includeComments?: boolean;
  commentsWindow?: number;
}
