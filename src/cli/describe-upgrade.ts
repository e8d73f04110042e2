import type { DatabaseUpgrade } from '../pipeline/upgrade-databases.ts';

/** One line for a person about one database. */
export function describeUpgrade({ database, location, applied, current, head }: DatabaseUpgrade): string {
  if (applied.length > 0) {
    return `${database}: applied ${applied.join(', ')} in ${location}`;
  }
  return current === head
    ? `${database}: at head already (${head}) in ${location}`
    : `${database}: nothing to do, at ${current ?? 'base'} in ${location}`;
}
