import { upgradeDatabases } from '../../pipeline/upgrade-databases.ts';
import type { Command } from '../command.ts';
import { type DatabaseOption, databaseOption } from '../database-option.ts';
import { describeUpgrade } from '../describe-upgrade.ts';

export const dbUpgradeCommand: Command<DatabaseOption> = {
  options: [databaseOption],
  examples: ['tg-parser db upgrade', 'tg-parser db upgrade --db raw'],
  async run({ openApplication, output }, { db }) {
    const { databases } = await openApplication();
    const upgrades = await upgradeDatabases(databases, db);
    await output.result({ databases: upgrades }, () => upgrades.map(describeUpgrade));
    return 0;
  },
};
