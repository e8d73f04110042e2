import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { runInProcess } from '../support/run-in-process.ts';
import { startProgram } from '../support/start-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { temporaryPostgres } from '../support/temporary-postgres.ts';

const sample = fileURLToPath(new URL('../../examples/sample-channel', import.meta.url));
const channel = '1987654321';

function start(words: string[], environment: Record<string, string>) {
  const program = startProgram(words, { environment });
  onTestFinished(() => program.kill('SIGKILL'));
  return program;
}

function eventsIn(stderr: string): Record<string, unknown>[] {
  return stderr
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

test.each([
  { engine: 'SQLite', workers: 0, database: async () => ({}) },
  { engine: 'PostgreSQL', workers: 1, database: async () => ({ DATABASE_URL: await temporaryPostgres() }) },
])(
  '$engine: who asks the API for a run follows it to its end, fetches the files, and is found in the log of whoever executed it',
  { timeout: 90_000 },
  async ({ workers, database }) => {
    const folder = temporaryFolder();
    const environment: Record<string, string> = {
      ...{ DATA_DIR: join(folder, 'data'), LOG_FORMAT: 'json', LLM_PROVIDER: 'builtin' },
      ...(await database()),
    };
    await runInProcess(['init'], { environment });
    await runInProcess(['ingest', '--from-export', sample], { environment });
    const made = await runInProcess(['users', 'create', 'anna', '--role', 'editor', '--json'], { environment });
    const { key_text: key } = JSON.parse(made.stdout);
    const api = start(['api', '--port', '0'], environment);
    const executing = workers === 0 ? api : start(['worker'], environment);
    await api.said('/openapi.json');
    const url = /http:\/\/[\d.]+:\d+/.exec(api.stderr())?.[0] ?? '';
    const ask = (path: string, init: RequestInit = {}) =>
      fetch(`${url}${path}`, { ...init, headers: { authorization: `Bearer ${key}`, ...init.headers } });

    const started = await ask('/api/v1/run', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-request-id': 'monday-morning' },
      body: JSON.stringify({ source: channel, skip: ['ingest'] }),
    });
    expect(started.status).toBe(202);
    const { job_id: jobId } = (await started.json()) as { job_id: string };
    const events = await (await ask(`/api/v1/jobs/${jobId}/events`)).text();
    const last = JSON.parse(events.trim().split('\ndata: ').at(-1) ?? '');
    expect(last).toMatchObject({ state: 'finished', outcome: 'done', attempts: 1, request_id: 'monday-morning' });
    expect(last.result.steps.map(({ step }: { step: string }) => step)).toEqual(['process', 'topicize', 'export']);
    const manifest = await (await ask(`/api/v1/export/download/${jobId}?file=manifest.json`)).json();
    expect(manifest).toMatchObject({ counts: { topics: last.result.steps[1].topics_total } });

    for (const program of new Set([executing, api])) {
      program.kill('SIGTERM');
      expect((await program.finished).exitCode).toBe(0);
    }
    const asked = eventsIn((await api.finished).stderr);
    expect(asked).toContainEqual(
      expect.objectContaining({ event: 'request_answered', request_id: 'monday-morning', status: 202 }),
    );
    const executed = eventsIn((await executing.finished).stderr);
    expect(executed).toContainEqual(
      expect.objectContaining({ event: 'job_ended', request_id: 'monday-morning', job_id: jobId, state: 'finished' }),
    );
  },
);
