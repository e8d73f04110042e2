import { upgradeDatabases } from '../../pipeline/upgrade-databases.ts';
import type { Command } from '../command.ts';
import { describeUpgrade } from '../describe-upgrade.ts';
import { migrationObserver } from '../migration-observer.ts';

export const initCommand: Command = {
  examples: ['tg-parser init', 'tg-parser init --data-dir /srv/tg-parser --json'],
  async run({ openApplication, output }) {
    const { databases } = await openApplication();
    const upgrades = await upgradeDatabases(databases, 'all', { observer: migrationObserver(output) });
    await output.result({ databases: upgrades }, () => upgrades.map(describeUpgrade));
    return 0;
  },
};
