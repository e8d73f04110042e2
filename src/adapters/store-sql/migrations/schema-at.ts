import type { Kysely } from 'kysely';
import type { LiveSchema } from './live-schema.ts';
import type { Migration } from './migration.ts';
import type { HistoryTarget } from './schema-history.ts';

/** The schema that migrations make of an empty database, made in a scratch database of the same engine. */
export function schemaAt(target: HistoryTarget, migrations: readonly Migration[]): Promise<LiveSchema> {
  return target.inScratchDatabase(async (database) => {
    for (const migration of migrations) {
      await migration.up(database, target.types);
    }
    return target.readLiveSchema(database);
  });
}

/** The schema that is there. */
export async function liveSchemaOf(target: HistoryTarget): Promise<LiveSchema> {
  if (!target.exists()) {
    return { tables: [], others: [] };
  }
  return target.read((database) => target.readLiveSchema(database as unknown as Kysely<unknown>));
}
