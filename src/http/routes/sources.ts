import { z } from 'zod';
import type { Source } from '../../domain/source.ts';
import { compareText } from '../../lib/compare-text.ts';
import { pageQuerySchema, pageSchema, toPage } from '../page.ts';
import { defineRoute } from '../route.ts';

export const sourceAnswerSchema = z.object({
  source_id: z.string(),
  channel_id: z.string().nullable().describe('Null until first contact'),
  username: z.string().nullable(),
  title: z.string().nullable(),
  kind: z.enum(['channel', 'supergroup', 'group', 'personal', 'unknown']),
  via: z.enum(['export', 'web', 'mtproto']),
  status: z.enum(['active', 'paused', 'error']),
  status_code: z.string().nullable().describe('The error behind the status'),
  poll_interval: z.number().nullable().describe('Seconds between two polls'),
  rate_limited_until: z.string().nullable(),
  created_at: z.string(),
  updated_at: z.string(),
});

export const sourcesRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/sources',
    summary: 'The registered channels and groups, by id',
    tag: 'sources',
    needs: 'read',
    query: pageQuerySchema,
    answer: pageSchema(sourceAnswerSchema),
    async handle({ visible, query }) {
      const sources = await visible.sources();
      sources.sort((left, right) => compareText(left.sourceId, right.sourceId));
      const { items, next } = toPage(sources, query, ({ sourceId }) => sourceId);
      return { items: items.map(toSourceAnswer), next };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/sources/{source}',
    summary: 'One source',
    tag: 'sources',
    needs: 'read',
    parameters: z.object({ source: z.string().describe('Source id, @name, t.me link or channel id') }),
    answer: sourceAnswerSchema,
    errors: ['not_found'],
    handle: async ({ visible, parameters }) => toSourceAnswer(await visible.source(parameters.source)),
  }),
];

/** What the operator's machine looks like, such as the path of an export, is nobody else's business. */
function toSourceAnswer(source: Source): z.input<typeof sourceAnswerSchema> {
  return {
    source_id: source.sourceId,
    channel_id: source.channelId,
    username: source.username,
    title: source.title,
    kind: source.kind,
    via: source.via,
    status: source.status,
    status_code: source.statusCode,
    poll_interval: source.pollInterval,
    rate_limited_until: source.rateLimitedUntil,
    created_at: source.createdAt,
    updated_at: source.updatedAt,
  };
}
