import { selectDatabases } from '../../pipeline/select-databases.ts';
import type { MigrationState } from '../../ports/databases.ts';
import type { Command } from '../command.ts';
import { type DatabaseOption, databaseOption } from '../database-option.ts';

export const dbHistoryCommand: Command<DatabaseOption & { verbose?: boolean }> = {
  options: [databaseOption],
  examples: ['tg-parser db history', 'tg-parser db history --db ingestion -v'],
  async run({ openApplication, output }, { db, verbose }) {
    const { databases } = await openApplication();
    const migrations = (await Promise.all(selectDatabases(db).map((name) => databases.history(name)))).flat();
    await output.result({ migrations }, async () => {
      const { formatTable } = await import('../format-table.ts');
      return formatTable([
        ['database', 'migration', 'status', 'applied', ...(verbose ? ['checksum'] : []), 'what it makes'],
        ...migrations.map((migration) => [
          migration.database,
          migration.name,
          migration.status,
          migration.appliedAt,
          ...(verbose ? [describeChecksum(migration)] : []),
          migration.summary,
        ]),
      ]);
    });
    return 0;
  },
};

function describeChecksum({ status, checksum, appliedChecksum }: MigrationState): string {
  return status === 'edited' ? `${appliedChecksum}, now ${checksum}` : (checksum ?? appliedChecksum ?? '');
}
