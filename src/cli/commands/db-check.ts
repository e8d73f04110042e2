import { checkDatabases } from '../../pipeline/check-databases.ts';
import { selectDatabases } from '../../pipeline/select-databases.ts';
import type { Command } from '../command.ts';
import { type DatabaseOption, databaseOption } from '../database-option.ts';

export const dbCheckCommand: Command<DatabaseOption> = {
  options: [databaseOption],
  examples: ['tg-parser db check', 'tg-parser db check --db processing --json'],
  async run({ openApplication, output }, { db }) {
    const { databases } = await openApplication();
    const checks = await checkDatabases(databases, selectDatabases(db));
    const isWell = checks.every(({ problems }) => problems.length === 0);
    await output.result({ ok: isWell, databases: checks }, () =>
      checks.flatMap(({ database, location, problems, advice }) =>
        problems.length === 0
          ? [`${database}: as it should be, in ${location}`]
          : [...problems.map(({ message }) => `${database}: ${message}`), ...advice.map((line) => `  ${line}`)],
      ),
    );
    return isWell ? 0 : 1;
  },
};
