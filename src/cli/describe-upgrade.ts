import type { DatabaseUpgrade } from '../pipeline/upgrade-databases.ts';

/** One line for a person about one database. */
export function describeUpgrade({ database, location, applied, head }: DatabaseUpgrade): string {
  return applied.length === 0
    ? `${database}: at head already (${head}) in ${location}`
    : `${database}: applied ${applied.join(', ')} in ${location}`;
}
