import type { Kysely } from 'kysely';
import type { DatabaseName } from '../../../ports/databases.ts';
import { inlineParameters, isReading, sqlLiteral } from './inline-parameters.ts';
import type { Migration } from './migration.ts';
import { migrationChecksum } from './migration-checksum.ts';
import type { MigrationEngine } from './migration-engine.ts';
import { recordStatements } from './record-statements.ts';
import type { VersionedSchema } from './schema-version.ts';
import { createSchemaVersion, startedChecksum } from './schema-version.ts';

/** What an upgrade would run on this engine, as a script for the engine's own client. Transactions are those of an upgrade. */
export async function upgradeScript(
  engine: MigrationEngine,
  database: DatabaseName,
  migrations: readonly Migration[],
): Promise<string> {
  const { script } = engine;
  const lines = [
    `-- ${database} on ${engine.engine}: ${migrations.map(({ name }) => name).join(', ') || 'nothing to do'}`,
    `-- Run it with: ${script.usage}`,
  ];
  if (migrations.length === 0) {
    return `${lines.join('\n')}\n`;
  }
  lines.push('', ...script.opening(database).map(ended), '', ended(script.begin));
  lines.push(...(await textsOf(engine, (kysely) => createSchemaVersion(kysely as Kysely<VersionedSchema>, engine.types))));
  lines.push(ended('commit'));
  for (const migration of migrations) {
    const statements = await textsOf(engine, (kysely) => migration.up(kysely, engine.types));
    const checksum = await migrationChecksum(engine, migration);
    lines.push('', `-- ${migration.name}: ${migration.summary}`);
    if (migration.transaction === false) {
      lines.push(row(engine, migration.name, startedChecksum), ...statements, row(engine, migration.name, checksum));
    } else {
      lines.push(ended(script.begin), ...statements, row(engine, migration.name, checksum), ended('commit'));
    }
  }
  return `${lines.join('\n')}\n`;
}

async function textsOf(engine: MigrationEngine, work: (kysely: Kysely<unknown>) => Promise<void>): Promise<string[]> {
  const statements = await recordStatements(engine.dialect, work);
  return statements.filter((statement) => !isReading(statement)).map((statement) => ended(inlineParameters(statement)));
}

function row({ script }: MigrationEngine, name: string, checksum: string): string {
  const values = `${sqlLiteral(name)}, ${sqlLiteral(checksum)}, ${script.now}`;
  const replace = 'on conflict ("name") do update set "checksum" = excluded."checksum", "applied_at" = excluded."applied_at"';
  return ended(`insert into "schema_version" ("name", "checksum", "applied_at") values (${values}) ${replace}`);
}

function ended(statement: string): string {
  return `${statement};`;
}
