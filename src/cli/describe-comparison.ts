import type { DatabaseComparison } from '../ports/database-copy.ts';
import { describeDifferences } from '../ports/describe-differences.ts';

/** One line for a database that is equal, else one for each table that is not, with the first key that differs. */
export function describeComparison({ database, isEqual, tables }: DatabaseComparison): string[] {
  if (isEqual) {
    const rows = tables.reduce((sum, { source }) => sum + source.rows, 0);
    return [`${database}: verified, ${rows.toLocaleString('en-US')} rows are equal`];
  }
  return tables.filter(({ first }) => first !== null).map((table) => `${database}: ${describeDifferences(table)}`);
}
