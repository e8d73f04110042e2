// Run as a process of its own: change-schema.mjs '{"connectionString", "name", "command", "revision", "isSynthetic", "killAt"}'
// Changes one schema of a PostgreSQL database, and kills itself right before its statement number `killAt`.
import pg from 'pg';
import { syntheticMigrations } from '../../../../test/contract/__fixtures__/synthetic-migrations.mjs';

const { connectionString, name, command, revision, isSynthetic, killAt } = JSON.parse(process.argv[2]);
const adapter = new URL('../../../../dist/adapters/store-postgres/', import.meta.url);
const { postgresDatabase } = await import(new URL('postgres-database.js', adapter).href);
const { PostgresPool } = await import(new URL('postgres-pool.js', adapter).href);
countStatements();

const { history, close } = postgresDatabase({
  name,
  pool: new PostgresPool({ connectionString }, { size: 1, maxOverflow: 4 }),
  retry: { maxAttempts: 3, baseInMs: 20, maxInMs: 1000, jitter: 0.3 },
  clock: { now: () => new Date() },
  ...(isSynthetic ? { migrations: syntheticMigrations } : {}),
});
const names = command === 'upgrade' ? await history.upgrade({ revision }) : await history.downgrade(revision);
await close();
console.log(JSON.stringify(names));

function countStatements() {
  let count = 0;
  const original = pg.Client.prototype.query;
  pg.Client.prototype.query = function counted(...values) {
    count += 1;
    if (count === killAt) {
      process.kill(process.pid, 'SIGKILL');
    }
    return original.apply(this, values);
  };
}
