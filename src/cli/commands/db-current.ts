import { selectDatabases } from '../../pipeline/upgrade-databases.ts';
import type { Command } from '../command.ts';
import { type DatabaseOption, databaseOption } from '../database-option.ts';

export const dbCurrentCommand: Command<DatabaseOption> = {
  options: [databaseOption],
  examples: ['tg-parser db current', 'tg-parser db current --db processing --json'],
  async run({ openApplication, output }, { db }) {
    const { databases } = await openApplication();
    const states = await Promise.all(selectDatabases(db).map((name) => databases.state(name)));
    await output.result({ databases: states }, async () => {
      const { formatTable } = await import('../format-table.ts');
      return formatTable([
        ['database', 'current', 'pending', 'location'],
        ...states.map(({ database, current, pending, location }) => [database, current ?? 'empty', pending.length, location]),
      ]);
    });
    return 0;
  },
};
