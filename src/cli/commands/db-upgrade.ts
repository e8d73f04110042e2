import { selectOneDatabase } from '../../pipeline/select-databases.ts';
import { planUpgrades, upgradeDatabases } from '../../pipeline/upgrade-databases.ts';
import { writeUpgradeScript } from '../../pipeline/write-upgrade-script.ts';
import { type EngineName, engineNames, type UpgradePlan } from '../../ports/databases.ts';
import type { Command, CommandContext } from '../command.ts';
import { type DatabaseOption, databaseOption } from '../database-option.ts';
import { describeUpgrade } from '../describe-upgrade.ts';
import { migrationObserver } from '../migration-observer.ts';

interface UpgradeCommandOptions extends DatabaseOption {
  dryRun?: boolean;
  sql?: boolean;
  engine?: EngineName;
}

export const dbUpgradeCommand: Command<UpgradeCommandOptions> = {
  arguments: [
    { name: '[revision]', description: 'head (default), or a migration of --db: its name, the beginning of it, or its number' },
  ],
  options: [
    databaseOption,
    { flags: '--dry-run', description: 'list what would run, change and create nothing' },
    { flags: '--sql', description: 'print the statements as a script, change and create nothing' },
    { flags: '--engine <name>', description: 'with --sql: for an empty database of this engine', choices: engineNames },
  ],
  examples: [
    'tg-parser db upgrade',
    'tg-parser db upgrade 0002 --db processing --dry-run',
    'tg-parser db upgrade --db raw --sql --engine postgresql',
  ],
  async run(context, options, [revision = 'head']) {
    if (options.sql === true) {
      return printScript(context, options, revision);
    }
    const { openApplication, output, signal } = context;
    const { databases } = await openApplication();
    if (options.dryRun === true) {
      const plans = await planUpgrades(databases, options.db, revision);
      await output.result({ databases: plans }, () => plans.flatMap(describePlan));
      return 0;
    }
    const upgrades = await upgradeDatabases(databases, options.db, { revision, observer: migrationObserver(output), signal });
    await output.result({ databases: upgrades }, () => upgrades.map(describeUpgrade));
    return 0;
  },
};

async function printScript(
  { openApplication, output }: CommandContext,
  { db, engine }: UpgradeCommandOptions,
  revision: string,
): Promise<number> {
  const database = selectOneDatabase(db, '--sql');
  const script = await writeUpgradeScript(await openApplication(), { database, engine, revision });
  await output.result(script, () => script.script.trimEnd().split('\n'));
  return 0;
}

function describePlan({ database, location, migrations }: UpgradePlan): string[] {
  if (migrations.length === 0) {
    return [`${database}: nothing would run in ${location}`];
  }
  return migrations.map(
    ({ name, summary, destructive }) =>
      `${database}: ${name} would run in ${location}: ${summary}${destructive ? ' (deletes data, after a backup)' : ''}`,
  );
}
