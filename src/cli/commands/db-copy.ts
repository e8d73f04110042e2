import { compareDatabases, copyDatabases, planCopies } from '../../pipeline/copy-databases.ts';
import { selectDatabases } from '../../pipeline/select-databases.ts';
import type { CopyPlan, DatabaseComparison, DatabaseCopy } from '../../ports/database-copy.ts';
import type { Command } from '../command.ts';
import { type DatabaseOption, databaseOption } from '../database-option.ts';
import { describeComparison } from '../describe-comparison.ts';
import { formatBytes } from '../format-bytes.ts';

interface CopyCommandOptions extends DatabaseOption {
  to: string;
  dryRun?: boolean;
  verify?: boolean;
  yes?: boolean;
}

export const dbCopyCommand: Command<CopyCommandOptions> = {
  options: [
    {
      flags: '--to <target>',
      description: 'postgresql://USER:PASSWORD@HOST:PORT/NAME, or a folder for three SQLite files',
      isRequired: true,
    },
    databaseOption,
    { flags: '--dry-run', description: 'only say what would be copied and how long it may take; with --verify, only compare' },
    { flags: '--verify', description: 'compare every row of both sides afterwards; exit code 1 when they differ' },
    { flags: '--yes', description: 'overwrite a target that is no copy of this source, or that was changed since' },
  ],
  examples: [
    'tg-parser db copy --to postgresql://tg_parser_user:secret@localhost:5432/tg_parser --verify',
    'tg-parser db copy --to ./data-copy --dry-run',
    'tg-parser db copy --to ./data-copy --db raw',
  ],
  async run({ openApplication, output, onProgress, signal }, { db, to, dryRun, verify, yes }) {
    const { databases, openCopy } = await openApplication();
    const selection = selectDatabases(db);
    const copying = await openCopy(to);
    const part = { databases, copying };
    try {
      if (dryRun === true && verify !== true) {
        const plans = await planCopies(part, selection, { onProgress, signal });
        await output.result({ databases: plans }, () => plans.flatMap(describePlan));
        return 0;
      }
      const copies: DatabaseCopy[] = [];
      const comparisons: DatabaseComparison[] = [];
      if (dryRun === true) {
        comparisons.push(...(await compareDatabases(part, selection, { onProgress, signal })));
      } else {
        const options = { isConfirmed: yes === true, isVerified: verify === true, onProgress, signal };
        copies.push(...(await copyDatabases(part, selection, options)));
        comparisons.push(...copies.flatMap(({ comparison }) => comparison ?? []));
      }
      const isEqual = comparisons.every((comparison) => comparison.isEqual);
      await output.result({ ok: isEqual, databases: dryRun === true ? comparisons : copies }, () => [
        ...copies.map(describeCopy),
        ...comparisons.flatMap(describeComparison),
      ]);
      return isEqual ? 0 : 1;
    } finally {
      await copying.close();
    }
  },
};

function describeCopy({ database, target, tables }: DatabaseCopy): string {
  const total = (count: 'rows' | 'added' | 'changed' | 'removed') =>
    tables.reduce((sum, table) => sum + table[count], 0).toLocaleString('en-US');
  return `${database}: ${total('rows')} rows in ${target}: ${total('added')} added, ${total('changed')} changed, ${total('removed')} removed`;
}

function describePlan({
  database,
  target,
  migrations,
  tables,
  estimatedBytes,
  estimatedSeconds,
  obstacle,
}: CopyPlan): string[] {
  const rows = tables.reduce((sum, { sourceRows }) => sum + sourceRows, 0).toLocaleString('en-US');
  return [
    `${database}: ${rows} rows, about ${formatBytes(estimatedBytes)}, to ${target} in about ${estimatedSeconds} s`,
    ...(migrations.length > 0 ? [`  migrations first: ${migrations.join(', ')}`] : []),
    ...tables.map(
      ({ table, sourceRows, targetRows }) =>
        `  ${table}: ${sourceRows.toLocaleString('en-US')} rows, ${targetRows.toLocaleString('en-US')} in the target`,
    ),
    ...(obstacle === null ? [] : [`  needs --yes: ${obstacle}`]),
  ];
}
