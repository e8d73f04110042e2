import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openSqliteDatabases } from '../../src/adapters/store-sqlite/open-sqlite-databases.ts';
import { databaseNames } from '../../src/ports/databases.ts';
import { fillDatabases } from '../contract/fill-databases.ts';
import { databasePaths } from '../contract/open-temporary-databases.ts';
import { upgradeAll } from '../contract/transfer-ends.ts';
import { runProgram } from '../support/run-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { temporaryPostgres } from '../support/temporary-postgres.ts';

const script = fileURLToPath(new URL('../support/copy-and-die.mjs', import.meta.url));
const count = 3000;

test.each(['sqlite', 'postgresql'])(
  'a copy to %s that is killed twice in the middle is finished by the third run',
  async (engine) => {
    const { folder, data } = await filledFolder();
    const target = engine === 'sqlite' ? join(folder, 'copy') : await temporaryPostgres();
    for (const rows of [2000, 7000]) {
      expect(await die('copy', data, target, rows)).toBe('SIGKILL');
      const halfway = await runProgram(['db', 'copy', '--to', target, '--data-dir', data, '--dry-run', '--json']);
      const tables = JSON.parse(halfway.stdout).databases.flatMap((database: { tables: object[] }) => database.tables);
      const sum = (key: string) =>
        tables.reduce((total: number, table: Record<string, number>) => total + (table[key] ?? 0), 0);
      expect(sum('target_rows')).toBeGreaterThan(500);
      expect(sum('target_rows')).toBeLessThan(sum('source_rows'));
    }
    const last = await runProgram(['db', 'copy', '--to', target, '--data-dir', data, '--verify', '--json']);
    expect(last.exitCode, last.stderr).toBe(0);
    const { ok, databases } = JSON.parse(last.stdout) as {
      ok: boolean;
      databases: { tables: { rows: number; added: number }[] }[];
    };
    expect(ok).toBe(true);
    const tables = databases.flatMap((database) => database.tables);
    const total = (key: 'rows' | 'added') => tables.reduce((sum, table) => sum + table[key], 0);
    expect(total('added')).toBeGreaterThan(0);
    expect(total('added')).toBeLessThan(total('rows') - 5000);
    const again = await runProgram(['db', 'copy', '--to', target, '--data-dir', data]);
    expect(again.stdout.match(/0 added, 0 changed, 0 removed/g)).toHaveLength(3);
  },
);

test.each(['sqlite', 'postgresql'])(
  'a restore to %s that is killed leaves each database as it was or as it will be',
  async (engine) => {
    const { folder, data } = await filledFolder();
    const backup = join(folder, 'backup');
    const made = await runProgram(['db', 'backup', '--out', backup, '--data-dir', data, '--json']);
    const manifest = JSON.parse(made.stdout) as { databases: { tables: { rows: number }[] }[] };
    const checked = manifest.databases.flatMap(({ tables }) => tables).reduce((sum, { rows }) => sum + rows, 0);

    // One database after the other: what is done is done, what is begun never happened.
    const target = engine === 'sqlite' ? join(folder, 'restored') : await temporaryPostgres();
    const words = engine === 'sqlite' ? ['--data-dir', target] : [];
    const environment: Record<string, string> = engine === 'sqlite' ? {} : { DATABASE_URL: target };
    expect(await die('restore', backup, target, checked + 5000)).toBe('SIGKILL');
    const compare = ['db', 'copy', '--to', target, '--data-dir', data, '--dry-run', '--json'];
    const { databases } = JSON.parse((await runProgram(compare)).stdout) as {
      databases: { database: string; tables: { source_rows: number; target_rows: number }[] }[];
    };
    for (const { tables } of databases) {
      const isWhole = tables.every((table) => table.target_rows === table.source_rows);
      expect(tables[0]?.target_rows).toBeTypeOf('number');
      expect(isWhole || tables.every((table) => table.target_rows === 0)).toBe(true);
    }
    const again = await runProgram(['db', 'restore', backup, '--yes', ...words], { environment });
    expect(again.exitCode, again.stderr).toBe(0);
    const equal = await runProgram(['db', 'copy', '--to', target, '--data-dir', data, '--dry-run', '--verify']);
    expect(equal.exitCode, equal.stdout).toBe(0);
    if (engine === 'sqlite') {
      expect(readdirSync(target).filter((name) => !/^\w+\.sqlite(-wal|-shm)?$/.test(name))).toEqual([]);
    }
  },
);

test('a backup that is killed is not there, and the next one clears up', async () => {
  const { folder, data } = await filledFolder();
  const backup = join(folder, 'backup');
  expect(await die('backup', data, backup, 4000)).toBe('SIGKILL');
  expect(existsSync(backup)).toBe(false);
  const next = await runProgram(['db', 'backup', '--out', backup, '--data-dir', data]);
  expect(next.exitCode, next.stderr).toBe(0);
  expect(readdirSync(folder).sort()).toEqual(['backup', 'data']);
  expect((await runProgram(['db', 'backup', '--check', backup])).exitCode).toBe(0);
});

async function filledFolder(): Promise<{ folder: string; data: string }> {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const set = await upgradeAll(openSqliteDatabases({ paths: databasePaths(data) }));
  await fillDatabases(set, count);
  for (const name of databaseNames) {
    await set[name].close();
  }
  return { folder, data };
}

/** @returns the signal that ended it */
async function die(mode: 'copy' | 'restore' | 'backup', from: string, to: string, rows: number): Promise<string | null> {
  const child = spawn(process.execPath, [script, mode, from, to, String(rows)], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return signal;
}
