import { selectDatabases } from '../../pipeline/upgrade-databases.ts';
import type { Command } from '../command.ts';
import { type DatabaseOption, databaseOption } from '../database-option.ts';

export const dbHistoryCommand: Command<DatabaseOption> = {
  options: [databaseOption],
  examples: ['tg-parser db history', 'tg-parser db history --db ingestion'],
  async run({ openApplication, output }, { db }) {
    const { databases } = await openApplication();
    const migrations = (await Promise.all(selectDatabases(db).map((name) => databases.history(name)))).flat();
    await output.result({ migrations }, async () => {
      const { formatTable } = await import('../format-table.ts');
      return formatTable([
        ['database', 'migration', 'applied', 'what it makes'],
        ...migrations.map(({ database, name, appliedAt, summary }) => [database, name, appliedAt ?? 'pending', summary]),
      ]);
    });
    return 0;
  },
};
