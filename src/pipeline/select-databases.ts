import { TgParserError } from '../domain/tg-parser-error.ts';
import { type DatabaseName, databaseNames } from '../ports/databases.ts';

/** The databases that `all` or a single name stands for. */
export function selectDatabases(selection: DatabaseName | 'all'): readonly DatabaseName[] {
  return selection === 'all' ? databaseNames : [selection];
}

/**
 * @param purpose what it is needed for, as the beginning of a sentence
 * @throws TgParserError `usage_invalid` for `all`
 */
export function selectOneDatabase(selection: DatabaseName | 'all', purpose: string): DatabaseName {
  if (selection === 'all') {
    throw new TgParserError('usage_invalid', `${purpose} needs one database`, {
      hint: `Add --db ${databaseNames.join(', --db ')}: each has a history of its own.`,
    });
  }
  return selection;
}
