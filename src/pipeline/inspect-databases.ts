import { TgParserError } from '../domain/tg-parser-error.ts';
import type { DatabaseName, DatabaseState, Databases } from '../ports/databases.ts';

export interface DatabaseInspection extends Omit<DatabaseState, 'condition' | 'engine'> {
  /** `differs`: the history is in order, the tables are not those that it tells of, for example after a stamp. */
  condition: DatabaseState['condition'] | 'differs' | 'unreadable';
  /** What to do next, as a sentence with the command to type; null when all is well. */
  advice: string | null;
}

/** How databases stand, each for itself: one that cannot be read keeps no other from being shown. */
export async function inspectDatabases(
  databases: Databases,
  selection: readonly DatabaseName[],
): Promise<DatabaseInspection[]> {
  const inspections: DatabaseInspection[] = [];
  for (const database of selection) {
    inspections.push(await inspectDatabase(databases, database).catch((error: unknown) => unreadable(database, error)));
  }
  return inspections;
}

async function inspectDatabase(databases: Databases, database: DatabaseName): Promise<DatabaseInspection> {
  const { engine: _, ...state } = await databases.state(database);
  const isTrusted = state.condition === 'at_head' || state.condition === 'outdated';
  const problems = isTrusted ? await databases.check(database) : [];
  const condition = problems.every(({ kind }) => kind === 'pending') ? state.condition : 'differs';
  return { ...state, condition, advice: adviceFor(condition, database) };
}

function adviceFor(condition: Exclude<DatabaseInspection['condition'], 'unreadable'>, database: DatabaseName): string | null {
  switch (condition) {
    case 'at_head':
      return null;
    case 'empty':
      return 'Run "tg-parser init".';
    case 'outdated':
    case 'interrupted':
      return `Run "tg-parser db upgrade --db ${database}".`;
    case 'newer':
      return 'Use the tg-parser that wrote it, or restore a backup made by this one.';
    case 'edited':
    case 'without_history':
    case 'differs':
      return `Run "tg-parser db check --db ${database}".`;
  }
}

function unreadable(database: DatabaseName, error: unknown): DatabaseInspection {
  if (!(error instanceof TgParserError)) {
    throw error;
  }
  return {
    database,
    location: error.message,
    condition: 'unreadable',
    current: null,
    head: '',
    pending: [],
    unknown: [],
    edited: [],
    advice: error.hint ?? null,
  };
}
