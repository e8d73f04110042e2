import { Client } from 'pg';

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

/** Taken from the driver's own reading of it, defaults and variables of libpq included. Nothing is connected. */
export function describeConnection(connection: PostgresConnection): DescribedConnection {
  const { database = '', host, port, password } = new Client(connection);
  const address = host.startsWith('/') ? host : `${host}:${port}`;
  return { database, place: `database ${database} at ${address}`, hasPassword: Boolean(password) };
}
