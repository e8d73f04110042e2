import { jobStates } from '../../domain/job.ts';
import type { RunOutcome } from '../../domain/run.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobQueue } from '../../ports/job-queue.ts';
import type { PoolInUse } from '../../ports/metrics.ts';
import type { RunStore } from '../../ports/run-store.ts';
import type { SourceStore } from '../../ports/source-store.ts';
import type { MetricSet } from './metric-set.ts';

export interface StateDependencies {
  jobQueue: Pick<JobQueue, 'depth'>;
  sourceStore: Pick<SourceStore, 'list'>;
  runStore: Pick<RunStore, 'list'>;
  /** Of pools to a database server; none where there is no server. */
  poolNumbers: () => readonly PoolInUse[];
  clock: Clock;
}

/** Of a source: the last one that read it well is among them, or it is long ago. */
const lastRuns = 50;
const good: ReadonlySet<RunOutcome> = new Set(['done', 'nothing_to_do', 'partial']);
const sourceStates = ['active', 'paused', 'error'] as const;

/** Reads what is true now from where it is true. A database that is away leaves the last values out: unknown is not zero. */
export async function collectState(
  { jobQueue, sourceStore, runStore, poolNumbers, clock }: StateDependencies,
  metrics: MetricSet,
): Promise<void> {
  for (const gauge of [
    'tg_parser_jobs',
    'tg_parser_job_queue_age_seconds',
    'tg_parser_sources',
    'tg_parser_source_lag_seconds',
    'tg_parser_database_connections',
  ] as const) {
    metrics.reset(gauge);
  }
  collectPools(poolNumbers(), metrics);
  const now = clock.now();
  await Promise.allSettled([collectQueue(), collectSources()]);

  async function collectQueue(): Promise<void> {
    const { byState, oldestWaitingSince } = await jobQueue.depth(now);
    for (const state of jobStates) {
      metrics.set('tg_parser_jobs', { state }, byState[state]);
    }
    const age = oldestWaitingSince === null ? 0 : Math.max(0, (now.getTime() - Date.parse(oldestWaitingSince)) / 1_000);
    metrics.set('tg_parser_job_queue_age_seconds', {}, age);
  }

  async function collectSources(): Promise<void> {
    const sources = await sourceStore.list();
    for (const status of sourceStates) {
      metrics.set('tg_parser_sources', { status }, sources.filter((source) => source.status === status).length);
    }
    const polled = sources.filter(({ pollInterval, status }) => pollInterval !== null && status !== 'paused');
    for (const { sourceId, channelId, createdAt } of polled) {
      const runs = channelId === null ? [] : await runStore.list({ channelId, limit: lastRuns });
      const last = runs.find(({ step, outcome }) => step === 'ingest' && good.has(outcome));
      const lag = (now.getTime() - Date.parse(last?.finishedAt ?? createdAt)) / 1_000;
      metrics.set('tg_parser_source_lag_seconds', { source_id: sourceId }, lag);
    }
  }
}

function collectPools(pools: readonly PoolInUse[], metrics: MetricSet): void {
  const sum = (field: keyof PoolInUse) => pools.reduce((total, pool) => total + pool[field], 0);
  metrics.set('tg_parser_database_connections', { state: 'in_use' }, sum('inUse'));
  metrics.set('tg_parser_database_connections', { state: 'idle' }, sum('idle'));
  metrics.set('tg_parser_database_connections', { state: 'waiting' }, sum('waiting'));
}
