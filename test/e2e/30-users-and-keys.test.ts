import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStores } from '../../src/adapters/store-sql/open-stores.ts';
import { openSqliteDatabases } from '../../src/adapters/store-sqlite/open-sqlite-databases.ts';
import { instantFromDate } from '../../src/domain/instant.ts';
import { authenticate } from '../../src/pipeline/authenticate.ts';
import { databasePaths } from '../contract/open-temporary-databases.ts';
import { runProgram } from '../support/run-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const wholeKey = /^tgp_[0-9a-f]{16}_[0-9a-f]{64}$/;

function newWorkplace(folder = temporaryFolder()) {
  const data = join(folder, 'data');
  const command = (...words: string[]) => runProgram([...words, '--data-dir', data]);
  const json = async (...words: string[]) => {
    const { exitCode, stdout, stderr } = await command(...words, '--json');
    return { exitCode, stderr, report: JSON.parse(stdout) };
  };
  return { folder, data, command, json };
}

/** What the HTTP API will do with a key, on the databases that the program wrote. */
async function mayDo(data: string, keyText: string) {
  const { userStore, close } = openStores(openSqliteDatabases({ paths: databasePaths(data) }));
  try {
    const log = { log: () => undefined };
    const identity = await authenticate({ userStore, log }, keyText, instantFromDate(new Date()));
    return identity && { name: identity.user.name, may: identity.may };
  } finally {
    await close();
  }
}

test('the first admin comes with a key, which stdout has once and nothing has later', { timeout: 120_000 }, async () => {
  const { folder, data, command, json } = newWorkplace();
  const made = await command('users', 'create', 'anna', '--role', 'admin');
  expect(made.exitCode, made.stderr).toBe(0);
  const keyText = made.stdout.trimEnd();
  expect(keyText).toMatch(wholeKey);
  expect(made.stderr).toContain('User anna is made: admin.');
  expect(made.stderr).toContain('It is shown this once only.');
  const secret = keyText.slice(-64);
  expect(made.stderr).not.toContain(secret);
  expect(await mayDo(data, keyText)).toEqual({ name: 'anna', may: ['read', 'run', 'manage', 'admin'] });

  const second = await json('keys', 'create', 'anna', '--scope', 'run', '--scope', 'read', '--label', 'CI', '--expires', '90');
  expect(second.report).toMatchObject({ user: { name: 'anna' }, api_key: { scopes: ['read', 'run'], label: 'CI' } });
  expect(second.report.key_text).toMatch(wholeKey);
  expect(await mayDo(data, second.report.key_text)).toEqual({ name: 'anna', may: ['read', 'run'] });

  const later = [
    await command('users', 'list', '--verbose'),
    await command('users', 'list', '--json'),
    await command('keys', 'list', '--verbose'),
    await command('keys', 'list', 'anna', '--json'),
    await command('db', 'backup', '--out', join(folder, 'backup')),
  ];
  for (const { exitCode, stdout, stderr } of later) {
    expect(exitCode, stderr).toBe(0);
    expect(stdout + stderr).not.toContain(secret);
    expect(stdout + stderr).not.toContain(second.report.key_text.slice(-64));
  }
  expect(readFileSync(join(data, 'ingestion_state.sqlite')).includes(secret)).toBe(false);
  const { keys } = (await json('keys', 'list')).report;
  expect(keys.map(({ label, state }: { label: string; state: string }) => [label, state])).toEqual(
    expect.arrayContaining([
      ['first key', 'active'],
      ['CI', 'active'],
    ]),
  );
  expect(keys.every(({ last_used_at }: { last_used_at: string | null }) => last_used_at !== null)).toBe(true);
});

test('revoking, disabling and demoting are in force at once, and the last admin stays', { timeout: 120_000 }, async () => {
  const { data, command, json } = newWorkplace();
  await command('users', 'create', 'chief', '--role', 'admin', '--no-key');
  const { report } = await json('users', 'create', 'anna', '--role', 'editor');
  const keyText: string = report.key_text;
  expect(await mayDo(data, keyText)).toEqual({ name: 'anna', may: ['read', 'run', 'manage'] });
  await command('users', 'set', 'anna', '--role', 'reader');
  expect(await mayDo(data, keyText)).toEqual({ name: 'anna', may: ['read'] });
  await command('users', 'set', 'anna', '--disable');
  expect(await mayDo(data, keyText)).toBeNull();
  await command('users', 'set', 'anna', '--enable');
  expect(await mayDo(data, keyText)).toEqual({ name: 'anna', may: ['read'] });
  const revoked = await json('keys', 'revoke', report.api_key.key_id);
  expect(revoked.report).toMatchObject({ key_id: report.api_key.key_id, revoked_at: expect.any(String) });
  expect((await json('keys', 'revoke', report.api_key.key_id)).report).toEqual(revoked.report);
  expect(await mayDo(data, keyText)).toBeNull();

  const refusals: [string[], string][] = [
    [['users', 'set', 'chief', '--disable'], 'last_admin'],
    [['users', 'set', 'chief', '--role', 'editor'], 'last_admin'],
    [['users', 'set', 'chief'], 'usage_invalid'],
    [['users', 'set', 'chief', '--disable', '--enable'], 'usage_invalid'],
    [['users', 'set', 'chef', '--enable'], 'user_unknown'],
    [['users', 'create', 'Anna', '--role', 'reader'], 'user_exists'],
    [['users', 'create', 'ben'], 'usage_invalid'],
    [['users', 'create', 'ben', '--role', 'owner'], 'usage_invalid'],
    [['users', 'create', 'ben smith', '--role', 'reader'], 'usage_invalid'],
    [['keys', 'create', 'anna', '--scope', 'manage'], 'scope_not_allowed'],
    [['keys', 'create', 'anna', '--scope', 'everything'], 'usage_invalid'],
    [['keys', 'create', 'anna', '--expires', '2020-01-01'], 'usage_invalid'],
    [['keys', 'create', 'nobody'], 'user_unknown'],
    [['keys', 'list', 'nobody'], 'user_unknown'],
    [['keys', 'revoke', '0123456789abcdef'], 'key_unknown'],
  ];
  for (const [words, code] of refusals) {
    const { exitCode, report: refused } = await json(...words);
    expect([words.join(' '), exitCode, refused.error.code]).toEqual([words.join(' '), 2, code]);
  }
  expect((await json('users', 'list')).report.users).toMatchObject([
    { name: 'anna', role: 'reader', active_keys: 0 },
    { name: 'chief', role: 'admin', disabled_at: null },
  ]);
});

test('a source belongs to a user or to everybody, and copies carry users, keys and owners', { timeout: 120_000 }, async () => {
  const { folder, data, command, json } = newWorkplace();
  const { report } = await json('users', 'create', 'anna', '--role', 'editor');
  await command('add-source', '--source-id', 'garden', '--channel-id', '1234567890');
  const owned = await json('sources', 'set', 'garden', '--owner', 'ANNA');
  expect(owned.report).toMatchObject({ source_id: 'garden', owner_id: report.user.user_id });
  expect((await command('sources', 'list')).stdout).toMatch(/owner[\s\S]*anna/);
  expect((await json('sources', 'set', 'garden', '--owner', 'nobody')).report.error.code).toBe('user_unknown');
  expect((await json('sources', 'set', 'garden', '--owner', 'anna', '--shared')).exitCode).toBe(2);

  const own = await json('add-source', '--source-id', 'yard', '--channel-id', '2345678901', '--owner', 'anna');
  expect(own.report.owner_id).toBe(report.user.user_id);
  expect((await json('add-source', '--source-id', 'park', '--owner', 'nobody')).report.error.code).toBe('user_unknown');
  expect((await json('sources', 'list')).report.sources).toHaveLength(2);

  const copy = newWorkplace(join(folder, 'copy'));
  const restored = newWorkplace(join(folder, 'restored'));
  expect((await command('db', 'copy', '--to', copy.data, '--verify')).exitCode).toBe(0);
  expect((await command('db', 'backup', '--out', join(folder, 'backup'))).exitCode).toBe(0);
  expect((await restored.command('db', 'restore', join(folder, 'backup'))).exitCode).toBe(0);
  for (const other of [copy, restored]) {
    expect((await other.json('sources', 'show', 'garden')).report.source.owner_id).toBe(report.user.user_id);
    expect(await mayDo(other.data, report.key_text)).toEqual(await mayDo(data, report.key_text));
  }
  for (const name of ['garden', 'yard']) {
    expect((await json('sources', 'set', name, '--shared')).report.owner_id).toBeNull();
  }
  expect((await command('sources', 'list')).stdout).not.toContain('owner');
});
