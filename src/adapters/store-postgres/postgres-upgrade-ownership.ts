import { type Kysely, sql } from 'kysely';
import { instantFromDate } from '../../domain/instant.ts';
import type { UpgradeOwnership } from '../store-sql/migrations/migration-target.ts';

/**
 * The server itself knows who holds the lock of a schema change, so nothing is written: a session that is gone holds none.
 *
 * @param key text of the advisory lock, as it is hashed
 */
export function postgresUpgradeOwnership<Schema>(database: Kysely<Schema>, key: string): UpgradeOwnership {
  return {
    async announce() {},

    async withdraw() {},

    async other() {
      const { rows } = await sql<{ pid: number; host: string; started_at: Date | string }>`
        select a.pid, coalesce(a.client_hostname, host(a.client_addr), 'this machine') as host, a.xact_start as started_at
        from pg_locks l join pg_stat_activity a on a.pid = l.pid
        where l.locktype = 'advisory' and l.granted and l.objsubid = 1 and l.pid <> pg_backend_pid()
          and l.database = (select oid from pg_database where datname = current_database())
          and (l.classid::int8 << 32) | l.objid::int8 = hashtextextended(${key}, 0)`.execute(database);
      const [owner] = rows;
      return owner ? { pid: owner.pid, host: owner.host, startedAt: instantFromDate(new Date(owner.started_at)) } : null;
    },
  };
}
