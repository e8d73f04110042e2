import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { readSet } from '../support/read-set.ts';
import { runProgram } from '../support/run-program.ts';
import { startProgram } from '../support/start-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { temporaryPostgres } from '../support/temporary-postgres.ts';

const sample = fileURLToPath(new URL('../../examples/sample-channel', import.meta.url));
const withoutPackage = new URL('../support/without-package.mjs', import.meta.url).href;

/** Environment of a program that cannot load a package. */
function without(name: string): Record<string, string> {
  return { NODE_OPTIONS: `--import ${withoutPackage}`, WITHOUT_PACKAGE: name };
}

test('PostgreSQL gives the same knowledge base as SQLite, and neither needs the package of the other', async () => {
  const folder = temporaryFolder();
  const words = (name: string) => ['--out', join(folder, name, 'kb'), '--data-dir', join(folder, name, 'data')];
  const onSqlite = await runProgram(['run', '--from-export', sample, ...words('sqlite')], { environment: without('pg') });
  expect(onSqlite.exitCode, onSqlite.stderr).toBe(0);

  const environment = { ...environmentOf(await temporaryPostgres()), ...without('better-sqlite3') };
  const early = await runProgram(['run', '--from-export', sample, ...words('postgresql')], { environment });
  expect(early.exitCode).toBe(1);
  expect(early.stderr).toContain('tg-parser init');

  const init = await runProgram(['init', '--json'], { environment });
  expect(init.exitCode, init.stderr).toBe(0);
  expect(init.stdout).toMatch(/database tg_parser_test_\w+, schema raw/);
  const again = await runProgram(['init', '--json'], { environment });
  expect(JSON.parse(again.stdout).databases.flatMap(({ applied }: { applied: string[] }) => applied)).toEqual([]);

  const first = await runProgram(['run', '--from-export', sample, ...words('postgresql'), '--json'], { environment });
  expect(first.exitCode, first.stderr).toBe(0);
  const { raw_messages, ...states } = JSON.parse(first.stdout).ledger as Record<string, number>;
  expect(Object.values(states).reduce((sum, count) => sum + count, 0)).toBe(raw_messages);
  expect(readSet(join(folder, 'postgresql', 'kb'))).toEqual(readSet(join(folder, 'sqlite', 'kb')));
  expect(existsSync(join(folder, 'postgresql', 'data'))).toBe(false);

  const second = await runProgram(['run', '--from-export', sample, ...words('postgresql')], { environment });
  expect(second.exitCode, second.stderr).toBe(0);
  expect(second.stdout).toContain('Nothing was new.');
});

test('a program that is killed on PostgreSQL leaves nothing half done, and the next one goes on', async () => {
  const folder = temporaryFolder();
  const words = (name: string) => [
    'run',
    '--from-export',
    sample,
    '--out',
    join(folder, name),
    '--data-dir',
    join(folder, 'data'),
  ];
  expect((await runProgram(words('sqlite'))).exitCode).toBe(0);
  const environment = environmentOf(await temporaryPostgres());
  expect((await runProgram(['init'], { environment })).exitCode).toBe(0);
  for (const killAfterMs of [400, 600, 800, 1000, 1200]) {
    await runProgram(words('postgresql'), { environment, killAfterMs });
  }
  const last = await runProgram(words('postgresql'), { environment });
  expect(last.exitCode, last.stderr).toBe(0);
  expect(readSet(join(folder, 'postgresql'))).toEqual(readSet(join(folder, 'sqlite')));
});

test('a server that is not there ends a command with one line that names the settings', async () => {
  const { exitCode, stdout, stderr } = await runProgram(['status'], {
    environment: { DATABASE_URL: 'postgresql://me:hunter2@127.0.0.1:1/topics', RETRY_MAX_ATTEMPTS: '1' },
  });
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/database topics at 127\.0\.0\.1:1 cannot be reached.*\n.*DB_HOST and DB_PORT/s);
  expect(stdout + stderr).not.toContain('hunter2');
});

/** The parts of a URL as a person would set them. */
function environmentOf(url: string): Record<string, string> {
  const { hostname, port, pathname, username, password } = new URL(url);
  return {
    DB_TYPE: 'postgresql',
    DB_HOST: hostname,
    DB_PORT: port,
    DB_NAME: pathname.slice(1),
    DB_USER: username,
    DB_PASSWORD: password,
  };
}

test('an upgrade that waits for another program stops at Ctrl-C', async () => {
  const url = await temporaryPostgres();
  const holder = new Client({ connectionString: url });
  await holder.connect();
  try {
    await holder.query("select pg_advisory_lock(hashtextextended('tg-parser:ingestion:migrations', 0))");
    const waiting = startProgram(['db', 'upgrade', '--json'], { environment: environmentOf(url) });
    const waits = "select 1 from pg_locks where locktype = 'advisory' and not granted";
    await expect.poll(async () => (await holder.query(waits)).rowCount, { interval: 20, timeout: 20_000 }).toBe(1);
    waiting.kill('SIGINT');
    const { exitCode, stdout } = await waiting.finished;
    expect(exitCode).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'interrupted' } });
  } finally {
    await holder.end();
  }
  expect((await runProgram(['db', 'upgrade'], { environment: environmentOf(url) })).exitCode).toBe(0);
});
