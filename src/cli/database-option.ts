import { type DatabaseName, databaseNames } from '../ports/databases.ts';
import type { CommandOption } from './command.ts';

export const databaseOption: CommandOption = {
  flags: '--db <name>',
  description: 'which database',
  choices: ['all', ...databaseNames],
  defaultValue: 'all',
};

export interface DatabaseOption {
  db: DatabaseName | 'all';
}
