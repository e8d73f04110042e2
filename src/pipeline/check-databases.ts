import { TgParserError } from '../domain/tg-parser-error.ts';
import type { DatabaseName, Databases, SchemaProblem } from '../ports/databases.ts';

export interface DatabaseCheck {
  database: DatabaseName;
  location: string;
  /** None when the database is as this program would make it. */
  problems: (SchemaProblem | { kind: 'unreadable'; migration: null; message: string })[];
  /** What to do next, as sentences. */
  advice: string[];
}

/** Checks databases, each for itself: one that cannot be read keeps no other from being checked. */
export async function checkDatabases(databases: Databases, selection: readonly DatabaseName[]): Promise<DatabaseCheck[]> {
  const checks: DatabaseCheck[] = [];
  for (const database of selection) {
    checks.push(await checkDatabase(databases, database).catch((error: unknown) => unreadable(database, error)));
  }
  return checks;
}

async function checkDatabase(databases: Databases, database: DatabaseName): Promise<DatabaseCheck> {
  const { location } = await databases.state(database);
  const problems = await databases.check(database);
  const kinds = new Set(problems.map(({ kind }) => kind));
  const advice: string[] = [];
  if (kinds.has('unknown')) {
    advice.push('Use the tg-parser that wrote it, or restore a backup made by this one.');
  }
  if (kinds.has('edited')) {
    advice.push('Use the tg-parser that applied the migration, or restore a backup.');
  }
  if (kinds.has('missing_row') || kinds.has('unfounded_row')) {
    const revision = await fittingRevision(databases, database, problems);
    advice.push(`Run "tg-parser db stamp ${revision} --db ${database} --yes" to make the history say what is there.`);
  } else if (kinds.has('without_history')) {
    advice.push('If tg-parser did not make it, point the setting of this database elsewhere. If it did, restore a backup.');
  } else if (kinds.has('difference')) {
    advice.push('Somebody changed the schema. Undo that by hand, or restore a backup; no command changes it back.');
  }
  if (kinds.has('pending') || kinds.has('interrupted')) {
    advice.push(`Run "tg-parser db upgrade --db ${database}".`);
  }
  return { database, location, problems, advice };
}

/** The revision at which the history says what the tables show. */
async function fittingRevision(
  databases: Databases,
  database: DatabaseName,
  problems: readonly SchemaProblem[],
): Promise<string> {
  const named = (wanted: SchemaProblem['kind']) =>
    new Set(problems.filter(({ kind }) => kind === wanted).map(({ migration }) => migration));
  const missing = named('missing_row');
  const unfounded = named('unfounded_row');
  const history = await databases.history(database);
  const last = history.findLast(({ name, status }) => missing.has(name) || (status !== 'pending' && !unfounded.has(name)));
  return last?.name ?? 'base';
}

function unreadable(database: DatabaseName, error: unknown): DatabaseCheck {
  if (!(error instanceof TgParserError)) {
    throw error;
  }
  return {
    database,
    location: '',
    problems: [{ kind: 'unreadable', migration: null, message: error.message }],
    advice: error.hint === undefined ? [] : [error.hint],
  };
}
