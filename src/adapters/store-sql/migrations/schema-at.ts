import type { LiveSchema } from './live-schema.ts';
import type { Migration } from './migration.ts';
import type { HistoryTarget } from './schema-history.ts';

/** The schema that migrations make of an empty database, made in a scratch database of the same engine. */
export function schemaAt(target: HistoryTarget, migrations: readonly Migration[]): Promise<LiveSchema> {
  return target.readScratchSchema(async (database) => {
    for (const migration of migrations) {
      await migration.up(database, target.types);
    }
  });
}

/** The schema that is there. */
export async function liveSchemaOf(target: HistoryTarget): Promise<LiveSchema> {
  return target.exists() ? target.readLiveSchema() : { tables: [], others: [] };
}
