import { sql } from 'kysely';
import type { DowngradePlan } from '../../../ports/databases.ts';
import { describeStatement, type StatementAction } from './describe-statement.ts';
import type { Migration } from './migration.ts';
import { recordStatements } from './record-statements.ts';
import { liveSchemaOf } from './schema-at.ts';
import type { HistoryTarget } from './schema-history.ts';

/** What undoing migrations deletes, with the rows that are there now. Tables that a later `up` made and an earlier `down` drops count once. */
export async function countLosses(target: HistoryTarget, undone: readonly Migration[]): Promise<DowngradePlan['losses']> {
  const actions: StatementAction[] = [];
  for (const migration of undone) {
    const statements = await recordStatements(target.dialect, (database) => migration.down(database, target.types));
    actions.push(...statements.flatMap(({ sql: text }) => describeStatement(text)));
  }
  const live = new Map((await liveSchemaOf(target)).tables.map((table) => [table.name, table]));
  const losses: DowngradePlan['losses'] = [];
  for (const { kind, table, name } of actions) {
    const isColumn = kind === 'drop column' && name !== null && live.get(table)?.columns.some((column) => column.name === name);
    if (live.has(table) && (kind === 'drop table' || isColumn)) {
      losses.push({ table, column: isColumn ? name : null, rows: await countRows(target, table, isColumn ? name : null) });
    }
  }
  return losses;
}

function countRows(target: HistoryTarget, table: string, column: string | null): Promise<number> {
  const counted = column === null ? sql`*` : sql.ref(column);
  return target.read(async (database) => {
    const { rows } = await sql<{ count: number | string }>`select count(${counted}) as count from ${sql.table(table)}`.execute(
      database,
    );
    return Number(rows[0]?.count ?? 0);
  });
}
