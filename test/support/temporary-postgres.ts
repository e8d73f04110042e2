import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { inject, onTestFinished } from 'vitest';

/**
 * URL of a database that is gone when the test ends. `TEST_DATABASE_URL` names another server to use.
 *
 * @param template the database that it is a copy of; default: an empty one
 */
export async function temporaryPostgres(template = 'template0'): Promise<string> {
  const server = await postgresServerUrl();
  const name = `tg_parser_test_${randomBytes(6).toString('hex')}`;
  await runSql(server, `create database ${name} template ${template}`);
  onTestFinished(async () => {
    await dropDatabase(server, name);
  });
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** Needs a checkpoint, which fails as long as another test has filled a disk of the server. */
async function dropDatabase(server: string, name: string, attempts = 20): Promise<void> {
  try {
    await runSql(server, `drop database if exists ${name} with (force)`);
  } catch (error) {
    if (attempts <= 1 || !String(error).includes('checkpoint request failed')) {
      throw error;
    }
    await delay(500);
    await dropDatabase(server, name, attempts - 1);
  }
}

/** URL of a superuser of the server that all tests share. */
export async function postgresServerUrl(): Promise<string> {
  if (process.env.TEST_DATABASE_URL) {
    return process.env.TEST_DATABASE_URL;
  }
  const response = await fetch(inject('postgresStarter'));
  const answer = await response.text();
  if (!response.ok) {
    throw new Error(`The test server did not start: ${answer}`);
  }
  return answer;
}

/** Runs a statement on a connection of its own and gives its rows. */
export async function runSql<Row>(url: string, sql: string, values: unknown[] = []): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows as Row[];
  } finally {
    await client.end();
  }
}
