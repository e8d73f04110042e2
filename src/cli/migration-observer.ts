import type { MigrationObserver } from '../ports/databases.ts';
import type { Output } from './output.ts';

/** Says on stderr what a person should know while a schema changes. */
export function migrationObserver(output: Output): MigrationObserver {
  return {
    onWaiting: ({ location, owner }) =>
      output.notice(
        `Waiting: process ${owner.pid} on ${owner.host} has been changing the schema of ${location} since ${owner.startedAt}.`,
      ),
    onBackup: ({ location, path }) => output.notice(`Copied ${location} to ${path} before the change.`),
  };
}
