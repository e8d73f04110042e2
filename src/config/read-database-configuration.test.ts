import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { TgParserError } from '../domain/tg-parser-error.ts';
import type { DatabaseConfiguration } from './configuration.ts';
import { describeConfiguration } from './describe-configuration.ts';
import { readConfiguration } from './read-configuration.ts';
import type { Secret } from './secret.ts';

const password = 'hunter2';
const url = `postgresql://me:${password}@db.example:6543/topics`;

function read(environment: Record<string, string>): DatabaseConfiguration {
  const input = { environment, envFileText: '', flags: {}, readFile: () => password };
  return readConfiguration(input).configuration.database;
}

function urlOf(database: DatabaseConfiguration, name: 'ingestion' | 'raw' | 'processing'): string | undefined {
  const connection = database.engine === 'postgresql' ? database.connections[name] : {};
  return 'url' in connection ? (connection.url as Secret).reveal() : undefined;
}

describe('the database configuration', () => {
  it('has the defaults of the contract for PostgreSQL', () => {
    const database = read({ DB_TYPE: 'postgresql' });
    const connection = { host: 'localhost', port: 5432, name: 'tg_parser', user: 'tg_parser_user', password: null };
    expect(database).toEqual({
      engine: 'postgresql',
      connections: { ingestion: connection, raw: connection, processing: connection },
      pool: { size: 5, maxOverflow: 10, timeoutInMs: 30_000, recycleInMs: 3_600_000, prePing: true },
    });
  });

  it.each([
    [{ DATABASE_URL: url }, 'postgresql'],
    [{ RAW_DATABASE_URL: url }, 'postgresql'],
    [{ DATABASE_URL: url, DB_TYPE: 'sqlite' }, 'sqlite'],
    [{ DB_HOST: 'db.example', DB_PASSWORD: password }, 'sqlite'],
    [{ DB_TYPE: 'PostgreSQL' }, 'postgresql'],
  ])('chooses the engine that %j means', (environment, engine) => {
    expect(read(environment).engine).toBe(engine);
  });

  it('is shown with the engine in force', () => {
    const input = { environment: { DATABASE_URL: url }, envFileText: '', flags: {}, readFile: () => '' };
    const shown = describeConfiguration(readConfiguration(input).configuration);
    expect(shown.find(({ name }) => name === 'DB_TYPE')).toMatchObject({ value: 'postgresql', origin: 'default' });
    expect(JSON.stringify(shown)).not.toContain(password);
  });

  it('lets the URL of one database win over the common one', () => {
    const database = read({ DATABASE_URL: url, RAW_DATABASE_URL: `${url}_raw` });
    expect(urlOf(database, 'raw')).toBe(`${url}_raw`);
    expect(urlOf(database, 'ingestion')).toBe(url);
    expect(urlOf(database, 'processing')).toBe(url);
  });

  it('takes the password from a file', () => {
    const database = read({ DB_TYPE: 'postgresql', DB_PASSWORD_FILE: '/run/secrets/password' });
    const connection = database.engine === 'postgresql' ? database.connections.raw : null;
    expect(connection && 'password' in connection && connection.password?.reveal()).toBe(password);
  });

  it.each([
    `mysql://me:${password}@db.example/topics`,
    `postgresql://me:${password}/@db.example/topics`,
    password,
    `postgresql:${password}`,
  ])('refuses a URL of another form without showing it (%#)', (wrong) => {
    try {
      read({ DATABASE_URL: wrong });
    } catch (error) {
      const { code, message, hint } = error as TgParserError;
      expect(code).toBe('setting_invalid');
      expect(message).toContain('DATABASE_URL');
      expect(hint).toContain('%23');
      expect(inspect(error, { depth: null, showHidden: true })).not.toContain(password);
      return;
    }
    expect.fail('it was taken');
  });

  it('takes a socket folder', () => {
    expect(read({ DATABASE_URL: 'postgresql:///topics?host=/var/run/postgresql' }).engine).toBe('postgresql');
  });

  it('shows no secret in JSON or when inspected', () => {
    const database = read({ DATABASE_URL: url });
    expect(JSON.stringify(database) + inspect(database, { depth: null, showHidden: true })).not.toContain(password);
  });
});
