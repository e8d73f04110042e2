import { TgParserError } from '../../domain/tg-parser-error.ts';
import { downgradeDatabase } from '../../pipeline/downgrade-database.ts';
import { selectOneDatabase } from '../../pipeline/select-databases.ts';
import type { DowngradePlan } from '../../ports/databases.ts';
import type { Command } from '../command.ts';
import { type DatabaseOption, databaseOption } from '../database-option.ts';
import { migrationObserver } from '../migration-observer.ts';

export const dbDowngradeCommand: Command<DatabaseOption & { yes?: boolean }> = {
  arguments: [
    {
      name: '[revision]',
      description: 'how many steps back as -N (default -1), the migration that stays as the last one, or base for none',
    },
  ],
  options: [databaseOption, { flags: '--yes', description: 'do it; without it only what would be deleted is shown' }],
  examples: ['tg-parser db downgrade --db processing', 'tg-parser db downgrade 0001_documents --db processing --yes'],
  async run({ openApplication, output, signal }, { db, yes }, [revision = '-1']) {
    const database = selectOneDatabase(db, 'A downgrade');
    const { databases } = await openApplication();
    const plan = await databases.planDowngrade(database, revision);
    if (plan.migrations.length > 0 && yes !== true) {
      throw new TgParserError('usage_invalid', `Nothing was done: ${describePlan(plan)}`, {
        hint: 'Repeat with --yes to do it. A SQLite file is copied before.',
      });
    }
    const downgrade = await downgradeDatabase(databases, database, { revision, observer: migrationObserver(output), signal });
    await output.result(downgrade, () => [
      downgrade.undone.length === 0
        ? `${database}: nothing to undo, at ${downgrade.current ?? 'base'} in ${downgrade.location}`
        : `${database}: undid ${downgrade.undone.join(', ')} in ${downgrade.location}`,
    ]);
    return 0;
  },
};

function describePlan({ migrations, losses }: DowngradePlan): string {
  const parts = losses.map(
    ({ table, column, rows }) =>
      `${column === null ? `table ${table}` : `column ${table}.${column}`} with ${rows.toLocaleString('en-US')} ${rows === 1 ? 'row' : 'rows'}`,
  );
  return `undoing ${migrations.join(', ')} deletes ${parts.length === 0 ? 'no table or column' : parts.join(', ')}`;
}
