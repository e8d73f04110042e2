import { describe, expect, it } from 'vitest';
import type { Migration } from '../../src/adapters/store-sql/migrations/migration.ts';
import { migrationsByDatabase } from '../../src/adapters/store-sql/migrations/migrations-by-database.ts';
import { databaseNames } from '../../src/ports/databases.ts';
import { syntheticMigrations } from './__fixtures__/synthetic-migrations.mjs';
import type { HistoryHarness } from './schema-history.ts';

/**
 * Kills a process that changes a schema right before each of its statements, until one ends unharmed, and lets another one go on.
 *
 * @param stride 1 for every statement, more to leave some out
 */
export function testKilledSchemaChanges(engine: string, harness: HistoryHarness, stride: number): void {
  describe(`${engine}: a process that is killed at any statement`, () => {
    const changes = [
      ...databaseNames.map((name) => ({ name, isSynthetic: false, migrations: migrationsByDatabase[name] })),
      { name: 'raw' as const, isSynthetic: true, migrations: syntheticMigrations as readonly Migration[] },
    ];

    it.each(changes)(
      '$name (synthetic: $isSynthetic) is at one migration or the next, and the same command goes on, up and down',
      async ({ name, isSynthetic, migrations }) => {
        for (const { command, from, revision } of [
          { command: 'upgrade', from: 'base', revision: 'head' },
          ...(migrations.length > 1 ? [{ command: 'upgrade', from: '1', revision: 'head' } as const] : []),
          { command: 'downgrade', from: 'head', revision: 'base' },
        ] as const) {
          for (let killAt = 1, isKilled = true; isKilled; killAt += stride) {
            const database = await harness.create(name);
            const history = database.open(migrations);
            if (from !== 'base') {
              await history.upgrade({ revision: from });
            }
            const finished = await database.start({ command, revision, isSynthetic, killAt });
            isKilled = finished.isKilled;
            expect(isKilled || finished.exitCode === 0, finished.errors).toBe(true);
            const context = `${command} from ${from}, killed at ${killAt}`;

            const allowed = new Set(isSynthetic ? ['pending', 'interrupted'] : ['pending']);
            expect(
              (await history.check()).filter(({ kind }) => !allowed.has(kind)),
              context,
            ).toEqual([]);
            const again = database.open(migrations);
            await (command === 'upgrade' ? again.upgrade({ revision }) : again.downgrade(revision));
            expect(await again.state(), context).toMatchObject({ condition: command === 'upgrade' ? 'at_head' : 'empty' });
            expect(
              (await again.check()).filter(({ kind }) => kind !== 'pending'),
              context,
            ).toEqual([]);
            expect(await database.leftovers(), context).toEqual([]);
          }
        }
      },
      300_000,
    );
  });
}
