// Run as a process of its own: change-schema.mjs '{"path", "name", "command", "revision", "isSynthetic", "killAt"}'
// Changes the schema of one SQLite file, and kills itself right before its statement number `killAt`.
import Database from 'better-sqlite3';
import { syntheticMigrations } from '../../../../test/contract/__fixtures__/synthetic-migrations.mjs';

const { path, name, command, revision, isSynthetic, killAt } = JSON.parse(process.argv[2]);
const built = new URL('../../../../dist/adapters/store-sqlite/sqlite-database.js', import.meta.url);
const { sqliteDatabase } = await import(built.href);
countStatements();

const { history, close } = sqliteDatabase({
  name,
  path,
  busyTimeoutMs: 30_000,
  clock: { now: () => new Date() },
  ...(isSynthetic ? { migrations: syntheticMigrations } : {}),
});
const names = command === 'upgrade' ? await history.upgrade({ revision }) : await history.downgrade(revision);
await close();
console.log(JSON.stringify(names));

function countStatements() {
  let count = 0;
  const memory = new Database(':memory:');
  const statements = Object.getPrototypeOf(memory.prepare('select 1'));
  for (const [prototype, method] of [
    [Database.prototype, 'exec'],
    [statements, 'all'],
    [statements, 'run'],
  ]) {
    const original = prototype[method];
    prototype[method] = function counted(...values) {
      count += 1;
      if (count === killAt) {
        process.kill(process.pid, 'SIGKILL');
      }
      return original.apply(this, values);
    };
  }
  memory.close();
}
