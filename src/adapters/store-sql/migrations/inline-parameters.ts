import { sqlTokens } from '../sql-tokens.ts';
import type { RecordedStatement } from './record-statements.ts';

/** The text of a statement with its values written into it, for scripts. */
export function inlineParameters({ sql, parameters }: RecordedStatement): string {
  if (parameters.length === 0) {
    return sql;
  }
  let next = 0;
  // Names and texts come first, so that a placeholder's sign inside of them stays.
  return sql.replace(/"(?:[^"]|"")*"|'(?:[^']|'')*'|\$(\d+)|\?/g, (match, position: string | undefined) => {
    if (match === '?') {
      return sqlLiteral(parameters[next++]);
    }
    return position === undefined ? match : sqlLiteral(parameters[Number(position) - 1]);
  });
}

/** A value as both engines read it. */
export function sqlLiteral(value: unknown): string {
  if (value === null || value === undefined) {
    return 'null';
  }
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') {
    return String(value);
  }
  return `'${String(value).replaceAll("'", "''")}'`;
}

/** Whether a statement only reads, so that a script can leave it out. */
export function isReading({ sql }: RecordedStatement): boolean {
  return sqlTokens(sql)[0] === 'select';
}
