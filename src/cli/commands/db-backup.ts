import type { BackupManifest } from '../../domain/backup-manifest.ts';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import { backUpDatabases, checkBackup } from '../../pipeline/back-up-databases.ts';
import { selectDatabases } from '../../pipeline/select-databases.ts';
import type { Command } from '../command.ts';
import { type DatabaseOption, databaseOption } from '../database-option.ts';
import { formatBytes } from '../format-bytes.ts';
import { programVersion } from '../program-version.ts';

export const dbBackupCommand: Command<DatabaseOption & { out?: string; check?: string }> = {
  options: [
    { flags: '--out <folder>', description: 'a folder that does not exist yet' },
    { flags: '--check <backup>', description: 'read a backup to the end and compare it with its checksums instead' },
    databaseOption,
  ],
  examples: ['tg-parser db backup --out ./backups/2026-01-31', 'tg-parser db backup --check ./backups/2026-01-31'],
  async run({ openApplication, output, onProgress, signal }, { db, out, check }) {
    if ((out === undefined) === (check === undefined)) {
      throw new TgParserError('usage_invalid', 'A backup needs either --out or --check', {
        hint: 'For example: tg-parser db backup --out ./backup',
      });
    }
    const application = await openApplication();
    if (check !== undefined) {
      const manifest = await checkBackup(application, check, { onProgress, signal });
      await output.record({ ok: true, path: check, ...manifest }, () => [
        `${check} is complete and unchanged, made ${manifest.created_at} by tg-parser ${manifest.program_version}`,
        ...describe(manifest),
      ]);
      return 0;
    }
    const folder = out ?? '';
    const manifest = await backUpDatabases(application, selectDatabases(db), {
      folder,
      programVersion: programVersion(),
      onProgress,
      signal,
    });
    await output.record({ path: folder, ...manifest }, () => [`Backup in ${folder}`, ...describe(manifest)]);
    return 0;
  },
};

function describe({ databases }: BackupManifest): string[] {
  return databases.map(({ database, engine, tables }) => {
    const sum = (count: 'rows' | 'bytes') => tables.reduce((total, table) => total + table[count], 0);
    return `  ${database}: ${sum('rows').toLocaleString('en-US')} rows from ${engine}, ${formatBytes(sum('bytes'))}`;
  });
}
