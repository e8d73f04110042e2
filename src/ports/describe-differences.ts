import type { TableComparison } from './database-copy.ts';

/** One line about a table that is not the same on both sides: how many rows differ, and the key of the first. */
export function describeDifferences({ table, missing, changed, extra, first }: TableComparison): string {
  const counts = Object.entries({ missing, changed, extra })
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count.toLocaleString('en-US')} ${kind}`);
  const key = Object.entries(first?.key ?? {}).map(([column, value]) => `${column} ${value}`);
  const column = first?.column ? ` in column ${first.column}` : '';
  return `table ${table} differs: ${counts.join(', ')}; first ${first?.kind}${column} at ${key.join(', ')}`;
}
