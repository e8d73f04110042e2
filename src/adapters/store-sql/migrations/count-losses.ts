import type { Kysely } from 'kysely';
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
  return target.read(async (database) => {
    // Through the builder, which knows the schema of the table.
    const rows = (database as unknown as Kysely<Record<string, Record<string, unknown>>>).selectFrom(table);
    const counted = column === null ? rows : rows.where(column, 'is not', null);
    const { count } = await counted.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
    return Number(count);
  });
}
