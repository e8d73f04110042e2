import type { DatabaseName } from '../../../ports/databases.ts';
import type { MigrationFinding } from '../../../ports/migration-catalogue.ts';
import { describeStatement, type StatementAction } from './describe-statement.ts';
import type { Migration } from './migration.ts';
import type { MigrationEngine } from './migration-engine.ts';
import { recordStatements } from './record-statements.ts';

type Finding = Pick<MigrationFinding, 'severity' | 'message'>;

/** What one migration does on one engine. */
interface Recording {
  migration: Migration;
  engine: MigrationEngine;
  up: StatementAction[];
  down: StatementAction[];
}

/**
 * Reads what migrations would run on every engine and names what harms a database that is in use, or its users.
 *
 * @param migrations the history of one database, from its first
 */
export async function lintMigrations(
  engines: readonly MigrationEngine[],
  database: DatabaseName,
  migrations: readonly Migration[],
): Promise<MigrationFinding[]> {
  const findings: MigrationFinding[] = [];
  for (const [index, migration] of migrations.entries()) {
    const recordings: Recording[] = [];
    for (const engine of engines) {
      recordings.push(await record(migration, engine));
    }
    const all = [
      ...lintName(migration.name, index),
      ...recordings.flatMap((recording) => [
        ...lintDown(recording),
        ...lintLosses(recording),
        ...lintColumns(recording),
        ...lintLocks(recording),
      ]),
      ...lintEngines(recordings),
    ];
    // What holds on both engines is said once.
    const unique = new Map(all.map((finding) => [finding.message, finding]));
    findings.push(...[...unique.values()].map((finding) => ({ database, migration: migration.name, ...finding })));
  }
  return findings;
}

async function record(migration: Migration, engine: MigrationEngine): Promise<Recording> {
  const actionsOf = async (direction: 'up' | 'down') => {
    const statements = await recordStatements(engine.dialect, (kysely) => migration[direction](kysely, engine.types));
    return statements.flatMap(({ sql }) => describeStatement(sql));
  };
  return { migration, engine, up: await actionsOf('up'), down: await actionsOf('down') };
}

function lintName(name: string, index: number): Finding[] {
  const number = String(index + 1).padStart(4, '0');
  return new RegExp(`^${number}_[a-z0-9_]+$`).test(name)
    ? []
    : [error(`its name does not begin with ${number}_, its place in the history`)];
}

function lintDown({ up, down }: Recording): Finding[] {
  if (up.length > 0 && down.length === 0) {
    return [error('down does nothing')];
  }
  const undone = new Set(down.filter(({ kind }) => kind === 'drop table' || kind === 'rename table').map(({ table }) => table));
  const left = tablesMade(up).filter((table) => !undone.has(table));
  return left.map((table) => error(`down leaves the table ${table}, which up makes`));
}

function lintLosses({ migration, up }: Recording): Finding[] {
  return up
    .filter(({ kind }) => kind === 'drop table' || kind === 'drop column' || kind === 'delete')
    .map(({ kind, table, name }) => {
      const what = `${kind === 'delete' ? 'deletes rows of' : `${kind} of`} ${name === null ? table : `${table}.${name}`}`;
      return migration.destructive
        ? warning(`up deletes: ${what}`)
        : error(`up deletes without declaring "destructive", so nothing is backed up: ${what}`);
    });
}

function lintColumns({ up }: Recording): Finding[] {
  const made = new Set(tablesMade(up));
  return up
    .filter(({ kind, lacksDefault, table }) => kind === 'add column' && lacksDefault && !made.has(table))
    .map(({ table, name }) => error(`${table}.${name} is added as not null without a default: it fails on a table with rows`));
}

/** SQLite locks the whole file for any change; on PostgreSQL others could go on, so there it is worth a word. */
function lintLocks({ migration, engine, up }: Recording): Finding[] {
  if (engine.engine !== 'postgresql') {
    return [];
  }
  const made = new Set(tablesMade(up));
  return up.flatMap(({ kind, table, name, isConcurrent }) => {
    if (kind === 'create index' && isConcurrent && migration.transaction !== false) {
      return [error(`index ${name} is made concurrently, which needs "transaction: false"`)];
    }
    if (made.has(table)) {
      return [];
    }
    switch (kind) {
      case 'create index':
        return isConcurrent ? [] : [warning(`index ${name} locks ${table} against writing while it is made (postgresql)`)];
      case 'change type':
        return [warning(`the new type of ${table}.${name} rewrites the table under a full lock (postgresql)`)];
      case 'require value':
        return [warning(`not null for ${table}.${name} reads the whole table under a full lock (postgresql)`)];
      default:
        return [];
    }
  });
}

function lintEngines(recordings: readonly Recording[]): Finding[] {
  const [first, ...others] = recordings;
  const describe = (actions: readonly StatementAction[]) =>
    actions.map(({ kind, table, name }) => [kind, table, name].join(' ')).join('; ');
  return others.flatMap((other) =>
    first === undefined
      ? []
      : (['up', 'down'] as const)
          .filter((direction) => describe(first[direction]) !== describe(other[direction]))
          .map((direction) =>
            warning(`${direction} does other things on ${first.engine.engine} than on ${other.engine.engine}`),
          ),
  );
}

function tablesMade(actions: readonly StatementAction[]): string[] {
  return actions.filter(({ kind }) => kind === 'create table').map(({ table }) => table);
}

function error(message: string): Finding {
  return { severity: 'error', message };
}

function warning(message: string): Finding {
  return { severity: 'warning', message };
}
