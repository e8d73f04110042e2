import { hostname } from 'node:os';
import { type Kysely, sql } from 'kysely';
import { Client } from 'pg';
import { instantFromDate } from '../../domain/instant.ts';
import type { UpgradeOwner } from '../../ports/databases.ts';
import type { UpgradeOwnership } from '../store-sql/migrations/migration-target.ts';
import type { PostgresConnection } from './postgres-connection.ts';

/** PostgreSQL cuts longer names of applications. */
const longestName = 63;

export interface UpgradeOwnerOptions {
  connection: PostgresConnection;
  /** For looking. */
  database: Kysely<unknown>;
  /** Of the schema that is upgraded: a number of its own among the advisory locks of the database. */
  key: string;
}

/**
 * Says who upgrades a schema by a session of its own with a shared advisory lock and a name that tells process and host. It ends with
 * the process, whatever ends that; it excludes nobody, and failing to open it stops nobody.
 */
export function upgradeOwnerSession({ connection, database, key }: UpgradeOwnerOptions): UpgradeOwnership {
  const ownName = `tg-parser upgrade ${process.pid}@${hostname()}`.slice(0, longestName);
  let session: Client | null = null;

  return {
    async announce() {
      if (session) {
        return;
      }
      const client = new Client({ ...connection, application_name: ownName, keepAlive: true });
      client.on('error', () => {
        session = null;
      });
      try {
        await client.connect();
        await client.query('select pg_advisory_lock_shared(hashtextextended($1, 0))', [key]);
        session = client;
      } catch {
        await client.end().catch(() => undefined);
      }
    },

    async withdraw() {
      const ended = session;
      session = null;
      await ended?.end().catch(() => undefined);
    },

    async other() {
      const { rows } = await sql<{ pid: number; name: string | null; host: string | null; started_at: string }>`
        select pg_locks.pid, application_name as name, coalesce(client_hostname, host(client_addr)) as host, backend_start as started_at
        from pg_locks join pg_stat_activity on pg_stat_activity.pid = pg_locks.pid
        where locktype = 'advisory' and granted and objsubid = 1
          and pg_locks.database = (select oid from pg_database where datname = current_database())
          and (classid::int8::bit(32) || objid::int8::bit(32))::bit(64)::int8 = hashtextextended(${key}, 0)
        order by backend_start`.execute(database);
      const [first] = rows.filter(({ name }) => name !== ownName).map(toOwner);
      return first ?? null;
    },
  };
}

/** Of another role one sees that it is there, and not its name. */
function toOwner({
  pid,
  name,
  host,
  started_at,
}: {
  pid: number;
  name: string | null;
  host: string | null;
  started_at: string;
}): UpgradeOwner {
  const [, process, place] = /^tg-parser upgrade (\d+)@(.*)$/.exec(name ?? '') ?? [];
  return {
    pid: process === undefined ? pid : Number(process),
    host: place ?? host ?? 'unknown',
    startedAt: instantFromDate(new Date(started_at)),
  };
}
