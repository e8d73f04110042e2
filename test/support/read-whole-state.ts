import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** Differ between two runs with the same result. */
const volatileColumns = /(_at|run_id|pid|host|duration.*)$/;
const volatileTables = new Set([
  'runs',
  'attempts',
  'ingest_attempts',
  'schema_version',
  'step_locks',
  'model_calls',
  'model_spending',
]);
const volatileFields = new Set([
  'processed_at',
  'updated_at',
  'created_at',
  'exported_at',
  'topicization_run_id',
  'duration_seconds',
]);

/**
 * Everything that a data folder and an output folder hold, times and run ids aside, as text that can be compared:
 * two folders with the same data give the same value.
 */
export function readWholeState({ dataDir, out }: { dataDir: string; out?: string }): Record<string, string[]> {
  const state: Record<string, string[]> = {};
  for (const name of readdirSync(dataDir)
    .filter((file) => file.endsWith('.sqlite'))
    .sort()) {
    Object.assign(state, readDatabase(join(dataDir, name), name));
  }
  if (out !== undefined && existsSync(out)) {
    for (const name of readdirSync(out)
      .filter((file) => file !== 'manifest.json')
      .sort()) {
      state[`out/${name}`] = [withoutVolatile(readFileSync(join(out, name), 'utf8'))];
    }
  }
  return state;
}

function readDatabase(path: string, name: string): Record<string, string[]> {
  const database = new Database(path, { readonly: true });
  try {
    const tables = database
      .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name")
      .all() as { name: string }[];
    return Object.fromEntries(
      tables
        .filter((table) => !volatileTables.has(table.name))
        .map((table) => [
          `${name}/${table.name}`,
          (database.prepare(`select * from "${table.name}"`).all() as Record<string, unknown>[]).map(describeRow).sort(),
        ]),
    );
  } finally {
    database.close();
  }
}

/** Counters that only say how often something was written are left out: a repeated write raises them. */
const writeCounters = new Set([
  'sequence',
  'last_sequence',
  'settled_sequence',
  'revision',
  'documents_revision',
  'raw_sequence',
  'version',
]);

function describeRow(row: Record<string, unknown>): string {
  const stable = Object.entries(row).filter(([column]) => !volatileColumns.test(column) && !writeCounters.has(column));
  return JSON.stringify(stable.map(([column, value]) => [column, typeof value === 'string' ? withoutVolatile(value) : value]));
}

function withoutVolatile(text: string): string {
  if (!/^[[{]/.test(text)) {
    return text;
  }
  return text
    .split('\n')
    .map((line) => {
      try {
        return JSON.stringify(JSON.parse(line), (key, value) => (volatileFields.has(key) ? undefined : value));
      } catch {
        return line.replace(/"(processed_at|updated_at|created_at|exported_at|topicization_run_id)": ?"[^"]*"/g, '"$1":""');
      }
    })
    .join('\n');
}
