import { TgParserError } from '../../domain/tg-parser-error.ts';
import { selectDatabases, selectOneDatabase } from '../../pipeline/select-databases.ts';
import type { StampPlan } from '../../ports/databases.ts';
import type { Command } from '../command.ts';
import { type DatabaseOption, databaseOption } from '../database-option.ts';

export const dbStampCommand: Command<DatabaseOption & { yes?: boolean }> = {
  arguments: [{ name: '<revision>', description: 'head, base, or the migration that is to be the last applied one' }],
  options: [databaseOption, { flags: '--yes', description: 'do it; without it only what would change is shown' }],
  examples: ['tg-parser db stamp head --db raw', 'tg-parser db stamp 0002_topics --db processing --yes'],
  async run({ openApplication, output }, { db, yes }, [revision = '']) {
    const isCommon = revision === 'head' || revision === 'base';
    const selection = isCommon ? selectDatabases(db) : [selectOneDatabase(db, `The revision "${revision}"`)];
    const { databases } = await openApplication();
    // All of them before the first is changed: one that refuses keeps the others as they are.
    const plans = await Promise.all(selection.map((name) => databases.planStamp(name, revision)));
    for (const { database, differences } of plans) {
      for (const line of differences) {
        output.notice(`Warning: ${database}, ${line}`);
      }
    }
    if (yes !== true && plans.some(({ written, deleted }) => written.length + deleted.length > 0)) {
      throw new TgParserError('usage_invalid', `Nothing was done: ${plans.map(describePlan).join('; ')}`, {
        hint: 'Repeat with --yes to do it. It changes what the history says, not the tables.',
      });
    }
    for (const name of selection) {
      await databases.stamp(name, revision);
    }
    await output.result({ databases: plans }, () => plans.map(describePlan));
    return 0;
  },
};

function describePlan({ database, written, deleted, differences }: StampPlan): string {
  const changes = [
    ...(written.length > 0 ? [`counts as applied: ${written.join(', ')}`] : []),
    ...(deleted.length > 0 ? [`no longer counts as applied: ${deleted.join(', ')}`] : []),
  ];
  const fit = differences.length === 0 ? 'the tables fit' : `the tables differ in ${differences.length} points`;
  return `${database}: ${changes.length === 0 ? 'no change' : changes.join(', ')} (${fit})`;
}
