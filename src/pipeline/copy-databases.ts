import { TgParserError } from '../domain/tg-parser-error.ts';
import type {
  CopyOptions,
  CopyPlan,
  DatabaseComparison,
  DatabaseCopy,
  DatabaseCopying,
  TransferControl,
} from '../ports/database-copy.ts';
import type { DatabaseName, Databases } from '../ports/databases.ts';

/**
 * Each database is read as it is at one moment, one after the other. In this order what refers to something is older than that: in
 * the worst case a step has work to repeat, never does something refer to what is not there.
 */
const transferOrder: readonly DatabaseName[] = ['processing', 'ingestion', 'raw'];

/** @param selection in any order */
export function inTransferOrder(selection: readonly DatabaseName[]): DatabaseName[] {
  return transferOrder.filter((name) => selection.includes(name));
}

/**
 * Makes the target equal to the source, database by database. What is alike is not written again.
 *
 * @param isConfirmed a target is overwritten even when it holds what no copy of this source brought
 * @throws TgParserError `usage_invalid`, `target_in_use`, `interrupted`
 */
export async function copyDatabases(
  { databases, copying }: { databases: Databases; copying: DatabaseCopying },
  selection: readonly DatabaseName[],
  { isConfirmed, ...options }: CopyOptions & TransferControl & { isConfirmed: boolean },
): Promise<DatabaseCopy[]> {
  await requireSomething(databases, selection);
  if (!isConfirmed) {
    await refuseLosses(copying, selection, options);
  }
  const copies: DatabaseCopy[] = [];
  for (const database of inTransferOrder(selection)) {
    copies.push(await copying.copy(database, options));
  }
  return copies;
}

/** What `copyDatabases` would do. Nothing is changed. */
export async function planCopies(
  { databases, copying }: { databases: Databases; copying: DatabaseCopying },
  selection: readonly DatabaseName[],
  control: TransferControl,
): Promise<CopyPlan[]> {
  await requireSomething(databases, selection);
  const plans: CopyPlan[] = [];
  for (const database of inTransferOrder(selection)) {
    plans.push(await copying.plan(database, control));
  }
  return plans;
}

/** Reads both sides to the end. Nothing is changed. */
export async function compareDatabases(
  { databases, copying }: { databases: Databases; copying: DatabaseCopying },
  selection: readonly DatabaseName[],
  control: TransferControl,
): Promise<DatabaseComparison[]> {
  await requireSomething(databases, selection);
  const comparisons: DatabaseComparison[] = [];
  for (const database of inTransferOrder(selection)) {
    comparisons.push(await copying.compare(database, control));
  }
  return comparisons;
}

/**
 * A wrong path must not pass for an empty database.
 *
 * @throws TgParserError `usage_invalid` when not one of the databases exists
 */
export async function requireSomething(databases: Databases, selection: readonly DatabaseName[]): Promise<void> {
  const locations: string[] = [];
  for (const name of selection) {
    const { condition, location } = await databases.state(name);
    if (condition !== 'empty') {
      return;
    }
    locations.push(location);
  }
  throw new TgParserError(
    'usage_invalid',
    `There is nothing to read: ${locations.join(', ')} ${locations.length === 1 ? 'does' : 'do'} not exist`,
    {
      hint: 'Check --data-dir and the settings of the databases with "tg-parser config show".',
    },
  );
}

/** Before anything is written to any of them. */
async function refuseLosses(
  copying: DatabaseCopying,
  selection: readonly DatabaseName[],
  control: TransferControl,
): Promise<void> {
  for (const database of inTransferOrder(selection)) {
    const obstacle = await copying.obstacle(database, control);
    if (obstacle !== null) {
      throw new TgParserError('target_in_use', obstacle, {
        hint: 'Nothing was done. Choose an empty target, or add --yes to make this one equal to the source, deleting what only it holds.',
      });
    }
  }
}
