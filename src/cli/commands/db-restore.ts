import { restoreDatabases } from '../../pipeline/restore-databases.ts';
import type { Command } from '../command.ts';
import { type DatabaseOption, databaseOption } from '../database-option.ts';

export const dbRestoreCommand: Command<DatabaseOption & { yes?: boolean }> = {
  arguments: [{ name: '<backup>', description: 'folder that "tg-parser db backup --out" made, on either engine' }],
  options: [databaseOption, { flags: '--yes', description: 'delete what the databases hold now' }],
  examples: ['tg-parser db restore ./backups/2026-01-31', 'tg-parser db restore ./backups/2026-01-31 --db processing --yes'],
  async run({ openApplication, output, onProgress, signal }, { db, yes }, [folder = '']) {
    const application = await openApplication();
    const restores = await restoreDatabases(application, db, { folder, isConfirmed: yes === true, onProgress, signal });
    await output.result({ path: folder, databases: restores }, () =>
      restores.map(({ database, location, rows }) => `${database}: ${rows.toLocaleString('en-US')} rows in ${location}`),
    );
    return 0;
  },
};
