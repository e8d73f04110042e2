import { inspectDatabases } from '../../pipeline/inspect-databases.ts';
import { selectDatabases } from '../../pipeline/select-databases.ts';
import type { Command } from '../command.ts';
import { type DatabaseOption, databaseOption } from '../database-option.ts';

export const dbCurrentCommand: Command<DatabaseOption> = {
  options: [databaseOption],
  examples: ['tg-parser db current', 'tg-parser db current --db processing --json'],
  async run({ openApplication, output }, { db }) {
    const { databases } = await openApplication();
    const inspections = await inspectDatabases(databases, selectDatabases(db));
    await output.result({ databases: inspections }, async () => {
      const { formatTable } = await import('../format-table.ts');
      return [
        ...formatTable([
          ['database', 'current', 'condition', 'pending', 'location'],
          ...inspections.map(({ database, current, condition, pending, location }) => [
            database,
            current ?? 'none',
            condition.replaceAll('_', ' '),
            pending.length,
            location,
          ]),
        ]),
        ...inspections.flatMap(({ database, unknown, edited, advice }) => [
          ...unknown.map((name) => `${database}: ${name} is none of this program's migrations.`),
          ...edited.map((name) => `${database}: ${name} was edited after it was applied.`),
          ...(advice === null ? [] : [`${database}: ${advice}`]),
        ]),
      ];
    });
    return inspections.some(({ condition }) => condition === 'unreadable') ? 1 : 0;
  },
};
