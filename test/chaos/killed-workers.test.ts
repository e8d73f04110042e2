import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { createApplication } from '../../src/app.ts';
import { readConfiguration } from '../../src/config/read-configuration.ts';
import type { JobKind } from '../../src/domain/job.ts';
import { seededRandom } from '../../src/lib/seeded-random.ts';
import { sha256 } from '../../src/lib/sha256.ts';
import type { Application } from '../../src/pipeline/application.ts';
import { createKey } from '../../src/pipeline/create-key.ts';
import { createUser } from '../../src/pipeline/create-user.ts';
import { ingestChannel } from '../../src/pipeline/ingest-channel.ts';
import { runPipeline } from '../../src/pipeline/run-pipeline.ts';
import { upgradeDatabases } from '../../src/pipeline/upgrade-databases.ts';
import { collect } from '../contract/raw-messages.ts';
import { startPostgresServer } from '../support/postgres-server.ts';
import { type StartedProgram, startProgram } from '../support/start-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { runSql } from '../support/temporary-postgres.ts';
import { writeSmallExport } from '../support/write-small-export.ts';
import { readCatalogue } from '../topics/read-catalogue.ts';

/** `npm run test:chaos` sets 500. */
const jobsTotal = Number(process.env.CHAOS_JOBS ?? 20);
const messages = 120;
const workers = 3;
const killEveryMs = 2_000;
/** Of each source. In whatever order they end, they leave what one `run` leaves. */
const kinds: readonly JobKind[] = ['run', 'process', 'run', 'export', 'run'];
const priorities = [0, 3, 0, -2, 0];

test(
  `${jobsTotal} jobs that the API was asked for, ${workers} workers of which one is killed every ${killEveryMs / 1000} s, and a database that restarts: each job ends once, and what is stored is what a calm run stores`,
  async () => {
    const random = seededRandom(7);
    const folder = temporaryFolder();
    const channels = Array.from({ length: Math.ceil(jobsTotal / kinds.length) }, (_, index) => 1_600_000_000 + index);
    for (const channel of channels) {
      writeSmallExport(exportPath(folder, channel), messages, channel);
    }
    const calm = await open({ DATA_DIR: join(folder, 'calm') });
    for (const channel of channels) {
      await runPipeline(calm, { exportPath: exportPath(folder, channel), sourceName: null, via: null }, calmly());
    }

    const server = await startPostgresServer();
    onTestFinished(() => server.remove());
    const environment = {
      ...{ DATABASE_URL: server.url, DATA_DIR: join(folder, 'data'), JOB_HEARTBEAT: '1', LLM_PROVIDER: 'builtin' },
      ...{ RETRY_BACKOFF_BASE: '0.2', RETRY_BACKOFF_MAX: '1', JOB_MAX_ATTEMPTS: '20', LOG_FORMAT: 'json' },
    };
    const application = await open(environment);
    await upgradeDatabases(application.databases, 'all');
    for (const channel of channels) {
      await ingestChannel(application, { exportPath: exportPath(folder, channel), sourceName: null, via: null });
    }
    await countEnds(server.url);
    const api = await startApi(application, environment);
    const jobIds: string[] = [];
    for (const [index, kind] of kinds.entries()) {
      for (const channel of channels) {
        const body = { source: String(channel), priority: priorities[index] };
        const { job_id } = await api.ask<{ job_id: string }>(`/api/v1/${kind}`, { method: 'POST', body: JSON.stringify(body) });
        jobIds.push(job_id);
      }
    }

    const running = Array.from({ length: workers }, () => startWorker(environment));
    onTestFinished(() => running.forEach((worker) => void worker.kill('SIGKILL')));
    let kills = 0;
    let isRestarted = false;
    for (;;) {
      await delay(killEveryMs);
      const { queued, running: executed, ...ended } = (await application.jobQueue.depth(new Date())).byState;
      if (queued + executed === 0) {
        break;
      }
      const victim = Math.floor(random() * workers);
      running[victim]?.kill('SIGKILL');
      running[victim] = startWorker(environment);
      kills += 1;
      if (!isRestarted && ended.finished >= jobIds.length / 3) {
        isRestarted = true;
        await server.stop();
        await delay(500);
        await server.start();
      }
    }
    expect({ kills: kills > 0, isRestarted }).toEqual({ kills: true, isRestarted: true });
    for (const worker of running) {
      // One that was started just now listens to no signal yet.
      await worker.said('Executing jobs');
      worker.kill('SIGTERM');
    }
    expect((await Promise.all(running.map(({ finished }) => finished))).map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);

    // Of each page: the API has lost its database for a while, too.
    for (let after = ''; ; ) {
      const page = await api.ask<{ items: { state: string; error: unknown }[]; next: string | null }>(
        `/api/v1/jobs?limit=200${after}`,
      );
      const others = page.items.filter(({ state }) => state !== 'finished');
      expect(others.map(({ state, error }) => ({ state, error }))).toEqual([]);
      if (page.next === null) {
        break;
      }
      after = `&after=${page.next}`;
    }
    const ends = await runSql<{ job_id: string }>(server.url, 'select job_id from job_ends');
    expect(ends.map(({ job_id }) => job_id).toSorted()).toEqual(jobIds.toSorted());
    for (const channel of channels) {
      expect(await digest(application, String(channel))).toEqual(await digest(calm, String(channel)));
    }
  },
  120_000 + jobsTotal * 4_000,
);

function exportPath(folder: string, channel: number): string {
  return join(folder, `${channel}.json`);
}

async function open(environment: Record<string, string>): Promise<Application> {
  const { configuration } = readConfiguration({ environment, envFileText: '', flags: {}, readFile: () => '' });
  const { application, close } = await createApplication(configuration, { logStream: process.stderr, version: '0' });
  onTestFinished(close);
  return application;
}

async function startApi(application: Application, environment: Record<string, string>) {
  await createUser(application, { name: 'chaos', role: 'admin' });
  const { keyText } = await createKey(application, 'chaos', { label: '', scopes: ['read', 'run'] });
  const program = startProgram(['api', '--port', '0'], { environment });
  onTestFinished(() => program.kill('SIGKILL'));
  await program.said('/openapi.json');
  const url = /http:\/\/[\d.]+:\d+/.exec(program.stderr())?.[0];
  return {
    async ask<Answer>(path: string, init: RequestInit = {}): Promise<Answer> {
      const headers = { authorization: `Bearer ${keyText}`, 'content-type': 'application/json' };
      const response = await fetch(`${url}${path}`, { ...init, headers });
      expect(response.status, path).toBeLessThan(300);
      return (await response.json()) as Answer;
    },
  };
}

function startWorker(environment: Record<string, string>): StartedProgram {
  return startProgram(['worker', '-c', '2'], { environment });
}

function calmly() {
  const { configuration } = readConfiguration({ environment: {}, envFileText: '', flags: {}, readFile: () => '' });
  return {
    ...{ ingest: {}, process: {}, topicize: { parameters: configuration.topicization } },
    ...{ export: { out: '', programVersion: '0' }, skip: new Set(['export'] as const) },
  };
}

/** Each time that a job comes to its end is a row. */
async function countEnds(url: string): Promise<void> {
  await runSql(
    url,
    `create table job_ends (job_id text not null);
     create function note_end() returns trigger language plpgsql as
       'begin insert into public.job_ends values (new.job_id); return new; end';
     create trigger note_end after update on processing.jobs for each row
       when (new.state not in ('queued', 'running') and old.state is distinct from new.state) execute function note_end()`,
  );
}

/** Documents and topics, without what tells when and by which run they were made. */
async function digest({ documentStore, topicStore }: Application, channelId: string) {
  const documents = await collect(documentStore.readDocuments(channelId, { pageSize: 500 }));
  const withoutRun = (key: string, value: unknown) =>
    ['processed_at', 'updated_at', 'topicization_run_id', 'metadata'].includes(key) ? undefined : value;
  const { cards, bundles, outside } = await readCatalogue(topicStore, channelId);
  const hash = (value: unknown) => sha256(JSON.stringify(value, withoutRun));
  return {
    ...{ documents: hash(documents), cards: hash(cards), bundles: hash(bundles), outside: hash(outside) },
    counts: [documents.length, cards.length, outside.length],
  };
}
