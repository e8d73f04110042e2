import { z } from 'zod';
import { jobStates } from '../../domain/job.ts';
import { compareText } from '../../lib/compare-text.ts';
import { readStatus } from '../../pipeline/read-status.ts';
import { databaseNames } from '../../ports/databases.ts';
import { pageQuerySchema, pageSchema, toPage } from '../page.ts';
import { defineRoute } from '../route.ts';

const sourceStatusSchema = z.object({
  source_id: z.string(),
  channel_id: z.string().nullable(),
  status: z.enum(['active', 'paused', 'error']),
  status_code: z.string().nullable(),
  raw_messages: z.number(),
  documents: z.number(),
  topics: z.number(),
  running: z.array(z.object({ step: z.string(), since: z.string() })).describe('Steps that are being executed'),
  last_run: z.object({ run_id: z.string(), step: z.string(), outcome: z.string(), started_at: z.string() }).nullable(),
});

const componentSchema = z.object({
  component: z.string(),
  status: z.enum(['ok', 'failed']),
  latency_ms: z.number(),
  detail: z.string().nullable().describe('Of one that failed: the code of its error'),
});

const startedAt = performance.now();
const textFormat = 'text/plain; version=0.0.4; charset=utf-8';

export const statusRoutes = [
  defineRoute({
    method: 'get',
    path: '/status',
    summary: 'What is stored of each source, what is being executed and how the last run ended',
    tag: 'status',
    needs: 'read',
    query: pageQuerySchema,
    answer: pageSchema(sourceStatusSchema),
    async handle({ application, visible, query }) {
      const sources = await visible.sources();
      sources.sort((left, right) => compareText(left.sourceId, right.sourceId));
      const { items, next } = toPage(sources, query, ({ sourceId }) => sourceId);
      const states = await Promise.all(items.map((source) => readStatus(application, source)));
      return {
        items: states.map(({ source, raw, documents, topics, running, last_runs: [last] }) => ({
          source_id: source.sourceId,
          channel_id: source.channelId,
          status: source.status,
          status_code: source.statusCode,
          raw_messages: raw?.total ?? 0,
          documents: documents?.documents ?? 0,
          topics: topics.active,
          running: running.map(({ step, since }) => ({ step, since })),
          last_run: last ? { run_id: last.runId, step: last.step, outcome: last.outcome, started_at: last.startedAt } : null,
        })),
        next,
      };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/status/detailed',
    summary: 'Each component of the service with the time that it takes to answer, and the queue',
    tag: 'status',
    needs: 'read',
    isForAdmins: true,
    answer: z.object({
      uptime_seconds: z.number(),
      components: z.array(componentSchema),
      jobs: z
        .object({ by_state: z.record(z.enum(jobStates), z.number()), oldest_waiting_since: z.string().nullable() })
        .nullable()
        .describe('Null when the queue did not answer'),
    }),
    async handle({ application: { databases, jobQueue, clock } }) {
      const parts = databaseNames.map((name) => ({
        component: `database ${name}`,
        ask: async () => (await databases.state(name)).condition === 'at_head' || Promise.reject({ code: 'schema_outdated' }),
      }));
      let depth: Awaited<ReturnType<typeof jobQueue.depth>> | null = null;
      const queue = {
        component: 'queue',
        async ask() {
          depth = await jobQueue.depth(clock.now());
        },
      };
      const components = await Promise.all([...parts, queue].map(measure));
      return {
        uptime_seconds: Math.round((performance.now() - startedAt) / 1_000),
        components,
        jobs: toQueueAnswer(depth),
      };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/metrics',
    summary: 'Numbers for Prometheus, about all sources',
    tag: 'status',
    needs: 'read',
    isForAdmins: true,
    answer: { mediaTypes: [textFormat] },
    handle: async ({ application: { metrics } }) =>
      new Response((await metrics?.text()) ?? '', { headers: { 'content-type': metrics?.contentType ?? textFormat } }),
  }),
];

async function measure({ component, ask }: { component: string; ask: () => Promise<unknown> }) {
  const begunAt = performance.now();
  const failure = await ask().then(
    () => null,
    (error: { code?: unknown }) => String(error?.code ?? 'internal'),
  );
  return {
    component,
    status: failure === null ? ('ok' as const) : ('failed' as const),
    latency_ms: Math.round(performance.now() - begunAt),
    detail: failure,
  };
}

function toQueueAnswer(
  depth: { byState: Record<(typeof jobStates)[number], number>; oldestWaitingSince: string | null } | null,
) {
  return depth && { by_state: depth.byState, oldest_waiting_since: depth.oldestWaitingSince };
}
