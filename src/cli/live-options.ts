import type { SourceVia } from '../domain/source.ts';
import type { CommandOption } from './command.ts';

/** Options of commands that may read a channel from Telegram itself. */
export const liveOptions: readonly CommandOption[] = [
  {
    flags: '--via <road>',
    description: 'export, or web (public preview); default that of the source, web for a new @name',
    choices: ['export', 'web'],
  },
  {
    flags: '--confirm',
    description: 'believe that messages are gone however many they are (they are marked, never deleted)',
  },
];

export interface LiveCommandOptions {
  via?: SourceVia;
  confirm?: boolean;
}
