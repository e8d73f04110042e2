import type { Clock } from '../../../ports/clock.ts';
import type { DatabaseCopying } from '../../../ports/database-copy.ts';
import type { DatabaseName } from '../../../ports/databases.ts';
import type { DatabaseSet } from '../open-stores.ts';
import { compareDatabase, copyDatabase } from './copy-database.ts';
import type { CopyEnds } from './copy-ends.ts';
import { copyObstacle } from './copy-obstacle.ts';
import { planCopy } from './plan-copy.ts';
import { untypedDatabase } from './untyped-database.ts';

/** @param target closed together with the copy; the source stays open */
export function openCopy({
  source,
  target,
  clock,
}: {
  source: DatabaseSet;
  target: DatabaseSet;
  clock: Clock;
}): DatabaseCopying {
  const endsOf = (name: DatabaseName): CopyEnds => ({
    name,
    source: untypedDatabase(source[name]),
    target: untypedDatabase(target[name]),
    clock,
  });
  return {
    plan: (database, control) => planCopy(endsOf(database), control),
    obstacle: (database, control) => copyObstacle(endsOf(database), control),
    copy: (database, options) => copyDatabase(endsOf(database), options),
    compare: (database, control) => compareDatabase(endsOf(database), control),
    async close() {
      await target.processing.close();
      await target.raw.close();
      await target.ingestion.close();
    },
  };
}
