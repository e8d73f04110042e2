import { TgParserError } from '../../../domain/tg-parser-error.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { DatabaseName } from '../../../ports/databases.ts';
import type { VersionedDatabase } from '../versioned-database.ts';
import type { CellRules } from './cell.ts';
import type { AnySchema } from './transferable-database.ts';

/** Two databases of the same name, each on its engine. */
export interface CopyEnds {
  name: DatabaseName;
  source: VersionedDatabase<AnySchema>;
  target: VersionedDatabase<AnySchema>;
  clock: Clock;
}

/** PostgreSQL's text has no NUL: with it on either side, NUL counts as what it becomes there. */
export function cellRules({ source, target }: CopyEnds): CellRules {
  return { keepsNul: source.transfer.engine === 'sqlite' && target.transfer.engine === 'sqlite' };
}

/** A database that was begun anew at the same place is another one: an empty one must not take a filled copy with it. */
export async function nameInNotes({ source }: CopyEnds): Promise<string> {
  const [first] = await source.history.history();
  return `${source.transfer.identity} of ${first?.appliedAt ?? 'no time'}`;
}

/** @throws TgParserError `usage_invalid` */
export function requireDifferent({ name, source, target }: CopyEnds): void {
  if (source.transfer.identity === target.transfer.identity) {
    throw new TgParserError('usage_invalid', `Source and target of ${name} are the same: ${source.transfer.location}`, {
      hint: 'Choose another target with --to.',
    });
  }
}
