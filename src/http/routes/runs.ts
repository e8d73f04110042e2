import { z } from 'zod';
import type { Run } from '../../domain/run.ts';
import { pageQuerySchema, pageSchema } from '../page.ts';
import { defineRoute } from '../route.ts';
import { visibleRun } from '../visible-run.ts';

const runAnswerSchema = z.object({
  run_id: z.string(),
  step: z.enum(['ingest', 'process', 'topicize', 'export']),
  channel_id: z.string().nullable(),
  started_at: z.string(),
  finished_at: z.string().nullable(),
  outcome: z.enum(['running', 'done', 'nothing_to_do', 'partial', 'stopped', 'failed', 'interrupted']),
  report: z.record(z.string(), z.unknown()).nullable().describe('Null while it runs'),
});

export const runsRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/runs',
    summary: 'Executions of steps, newest first',
    tag: 'runs',
    needs: 'read',
    query: pageQuerySchema.extend({ channel: z.string().describe('Source id, @name, t.me link or channel id') }),
    answer: pageSchema(runAnswerSchema),
    errors: ['not_found'],
    async handle({ application, visible, query: { channel, limit, after } }) {
      const { channelId } = await visible.source(channel);
      const found = channelId === null ? [] : await application.runStore.list({ channelId, limit: limit + 1, after });
      const items = found.slice(0, limit).map(toRunAnswer);
      return { items, next: found.length > limit ? (items.at(-1)?.run_id ?? null) : null };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/runs/{run_id}',
    summary: 'One execution of a step, with its report',
    tag: 'runs',
    needs: 'read',
    parameters: z.object({ run_id: z.string() }),
    answer: runAnswerSchema,
    errors: ['not_found'],
    handle: async ({ application, visible, parameters }) =>
      toRunAnswer(await visibleRun(application, visible, parameters.run_id)),
  }),
];

function toRunAnswer({ runId, step, channelId, startedAt, finishedAt, outcome, report }: Run): z.input<typeof runAnswerSchema> {
  return { run_id: runId, step, channel_id: channelId, started_at: startedAt, finished_at: finishedAt, outcome, report };
}
