import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { runProgram } from '../support/run-program.ts';
import { startProgram } from '../support/start-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const sample = fileURLToPath(new URL('../../examples/sample-channel', import.meta.url));
const channel = '1987654321';

/** A running server over a folder. */
async function startApi(environment: Record<string, string>, ...words: string[]) {
  const program = startProgram(['api', '--port', '0', ...words], { environment });
  onTestFinished(() => program.kill('SIGKILL'));
  let text = '';
  const url = await program.said('/openapi.json').then(async () => {
    text = program.stderr();
    return /http:\/\/[\d.]+:\d+/.exec(text)?.[0] ?? '';
  });
  return { program, url, said: () => program.stderr() };
}

test('a server answers whom it knows, stops when it is told, and every line of it is an event', {
  timeout: 60_000,
}, async () => {
  const folder = temporaryFolder();
  const environment = { DATA_DIR: join(folder, 'data'), LOG_FORMAT: 'json' };
  await runProgram(['run', '--from-export', sample, '--out', join(folder, 'kb')], { environment });

  const closed = await startApi(environment, '--host', '0.0.0.0');
  expect(closed.url).toContain('127.0.0.1');
  expect(closed.said()).toContain('users create');
  expect((await fetch(`${closed.url}/health`)).status).toBe(200);
  expect((await fetch(`${closed.url}/api/v1/sources`)).status).toBe(401);
  closed.program.kill('SIGTERM');
  expect((await closed.program.finished).exitCode).toBe(0);

  const made = await runProgram(['users', 'create', 'anna', '--role', 'reader', '--json'], { environment });
  const { key_text: key } = JSON.parse(made.stdout);
  const open = await startApi(environment);
  const ask = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${open.url}${path}`, { headers: { authorization: `Bearer ${key}`, ...headers } });
    return { status: response.status, body: JSON.parse(await response.text()) };
  };
  expect((await ask('/health/ready')).body.status).toBe('ready');
  const topics = await ask(`/api/v1/topics?channel=${channel}&limit=500`, { 'x-request-id': 'one-of-mine' });
  const listed = JSON.parse((await runProgram(['topics', 'list', '--channel', channel, '--json'], { environment })).stdout);
  expect(topics.body.items).toHaveLength(listed.topics.length);
  const { body: description } = await ask('/openapi.json');
  expect(description.paths['/api/v1/topics/{topic_id}'].get.responses['200']).toBeDefined();
  const page = await (await fetch(`${open.url}/docs`)).text();
  const script = await fetch(`${open.url}/${/src="(.*bundle.*)"/.exec(page)?.[1]}`);
  expect([script.status, await script.text()]).toEqual([200, expect.stringContaining('SwaggerUIBundle')]);
  const { keys } = JSON.parse((await runProgram(['keys', 'list', '--json'], { environment })).stdout);
  await runProgram(['keys', 'revoke', keys[0].key_id], { environment });
  await expect.poll(async () => (await ask('/api/v1/sources')).status, { timeout: 5_000 }).toBe(401);

  open.program.kill('SIGTERM');
  const { exitCode, stderr, stdout } = await open.program.finished;
  expect([exitCode, stdout]).toEqual([0, '']);
  const events = stderr
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  expect(events).toContainEqual(expect.objectContaining({ event: 'request_answered', request_id: 'one-of-mine', status: 200 }));
  expect(stderr).not.toContain(key);
});

test('an address that is taken is told before anything is served', async () => {
  const environment = { DATA_DIR: join(temporaryFolder(), 'data') };
  const first = await startApi(environment);
  const port = new URL(first.url).port;
  const { exitCode, stderr } = await runProgram(['api', '--port', port], { environment });
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`127.0.0.1:${port} cannot be listened on`)]);
});

test('keys of the settings open the server to a network, and without keys it never leaves this machine', {
  timeout: 60_000,
}, async () => {
  const environment = { DATA_DIR: join(temporaryFolder(), 'data') };
  const key = 'k'.repeat(40);
  const known = await startApi({ ...environment, API_KEYS: `ci:reader:${key}` }, '--host', '0.0.0.0');
  expect([known.url.includes('0.0.0.0'), known.said().includes(key)]).toEqual([true, false]);
  const address = known.url.replace('0.0.0.0', '127.0.0.1');
  const ask = (headers: Record<string, string>) => fetch(`${address}/api/v1/sources`, { headers });
  expect((await ask({ authorization: `Bearer ${key}` })).status).toBe(200);
  expect((await ask({})).status).toBe(401);

  const keyless = { ...environment, API_KEY_REQUIRED: 'false' };
  const refused = await runProgram(['api', '--host', '0.0.0.0', '--port', '0'], { environment: keyless });
  expect([refused.exitCode, refused.stderr]).toEqual([2, expect.stringContaining('0.0.0.0')]);
  const open = await startApi(keyless);
  expect(open.said()).toContain('without a key');
  expect((await fetch(`${open.url}/api/v1/users`)).status).toBe(200);
  expect((await fetch(`${open.url}/api/v1/users`, { headers: { origin: 'https://evil.example.org' } })).status).toBe(401);
});
