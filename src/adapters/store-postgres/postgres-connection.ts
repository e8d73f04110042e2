import { Client } from 'pg';
import { TgParserError } from '../../domain/tg-parser-error.ts';

/** Where a database is and who asks for it. */
export type PostgresConnection =
  | { connectionString: string }
  | { host: string; port: number; database: string; user: string; password?: string | undefined };

/** What may be said of a connection to everybody. */
export interface DescribedConnection {
  database: string;
  /** `database tg_parser at localhost:5432` */
  place: string;
  hasPassword: boolean;
}

/**
 * Taken from the driver's own reading of it, defaults and variables of libpq included. Nothing is connected.
 *
 * @throws TgParserError `setting_invalid`
 */
export function describeConnection(connection: PostgresConnection): DescribedConnection {
  const { database = '', host, port, password } = read(connection);
  const address = host.startsWith('/') ? host : `${host}:${port}`;
  return { database, place: `database ${database} at ${address}`, hasPassword: Boolean(password) };
}

/** The driver's errors may hold the whole URL, so only their text goes on. */
function read(connection: PostgresConnection): Client {
  try {
    return new Client(connection);
  } catch (error) {
    throw new TgParserError('setting_invalid', `DATABASE_URL cannot be used: ${(error as Error).message}`, {
      hint: 'Percent-encode special characters of the password, and check the files that its parameters name.',
    });
  }
}
