import type { DatabaseName } from '../../../ports/databases.ts';
import type { DatabaseSet } from '../open-stores.ts';
import type { VersionedDatabase } from '../versioned-database.ts';
import type { AnySchema } from './transferable-database.ts';

/** A database as something whose tables are found out when the program runs. */
export function untypedDatabase(database: DatabaseSet[DatabaseName]): VersionedDatabase<AnySchema> {
  return database as unknown as VersionedDatabase<AnySchema>;
}
