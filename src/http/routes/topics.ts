import { z } from 'zod';
import { setCatalogueId } from '../../domain/set-catalogue-id.ts';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import { type TopicCard, topicBundleItemSchema, topicCardSchema } from '../../domain/topic-card.ts';
import type { Application } from '../../pipeline/application.ts';
import { pageQuerySchema, pageSchema, toPage } from '../page.ts';
import { defineRoute } from '../route.ts';
import type { Visible } from '../visible.ts';

const topicParameters = z.object({ topic_id: z.string().describe('Like topic:tg:1234567890:post:42') });

const bundleHeadSchema = z.object({
  topic_id: z.string(),
  updated_at: z.string(),
  time_range: z.looseObject({ from: z.string(), to: z.string() }).nullable(),
  channels: z.array(z.string()),
  metadata: z.record(z.string(), z.unknown()),
});

const versionSchema = z.object({
  version: z.number().int(),
  at: z.string(),
  run_id: z.string().nullable(),
  change: z.string(),
  reason: z.string(),
  topic_card: topicCardSchema,
});

export const topicsRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/topics',
    summary: 'The topics of a channel, or of a set of channels, by id',
    tag: 'topics',
    needs: 'read',
    query: pageQuerySchema.extend({
      channel: z.string().optional().describe('Source id, @name, t.me link or channel id; this or `set` is needed'),
      set: z.string().optional().describe('Name of a set of channels'),
      status: z.enum(['active', 'retired', 'needs_review']).optional(),
      theme: z.string().optional().describe('Id of a theme'),
    }),
    answer: pageSchema(topicCardSchema),
    errors: ['not_found'],
    async handle({ application, visible, query }) {
      const catalogueId = await findCatalogue(visible, query);
      const cards =
        catalogueId === null
          ? []
          : await application.topicStore.cards(catalogueId, { withRetired: query.status === 'retired' });
      const wanted = cards.filter(
        ({ status, theme }) =>
          (query.status === undefined || status === query.status) && (query.theme === undefined || theme?.id === query.theme),
      );
      return toPage(wanted, query, ({ id }) => id);
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/topics/{topic_id}',
    summary: 'The card of a topic, retired ones too',
    tag: 'topics',
    needs: 'read',
    parameters: topicParameters,
    answer: topicCardSchema,
    errors: ['not_found'],
    handle: ({ application, visible, parameters }) => findTopic(application, visible, parameters.topic_id),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/topics/{topic_id}/bundle',
    summary: 'The messages of a topic: anchors first, then by score',
    tag: 'topics',
    needs: 'read',
    parameters: topicParameters,
    query: pageQuerySchema,
    answer: z.object({ bundle: bundleHeadSchema, items: z.array(topicBundleItemSchema), next: z.string().nullable() }),
    errors: ['not_found'],
    async handle({ application, visible, parameters, query: { limit, after } }) {
      const { topicStore } = application;
      const { id } = await findTopic(application, visible, parameters.topic_id);
      const bundle = await topicStore.bundleHead(id);
      if (bundle === null) {
        throw new TgParserError('not_found', `The topic ${id} has no bundle`, { hint: 'A retired topic holds no messages.' });
      }
      const { value: found = [] } = await topicStore
        .readItems(id, { pageSize: limit + 1, after })
        [Symbol.asyncIterator]()
        .next();
      const items = found.slice(0, limit);
      return { bundle, items, next: found.length > limit ? (items.at(-1)?.source_ref ?? null) : null };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/topics/{topic_id}/history',
    summary: 'What became of a topic, oldest first',
    tag: 'topics',
    needs: 'read',
    parameters: topicParameters,
    answer: z.object({ versions: z.array(versionSchema) }),
    errors: ['not_found'],
    async handle({ application, visible, parameters }) {
      const { id } = await findTopic(application, visible, parameters.topic_id);
      const versions = await application.topicStore.history(id);
      return {
        versions: versions.map(({ version, at, runId, change, reason, card }) => {
          return { version, at, run_id: runId, change, reason, topic_card: card };
        }),
      };
    },
  }),
];

/** @returns null for a source that was never in contact with its channel */
async function findCatalogue(
  visible: Visible,
  { channel, set }: { channel?: string | undefined; set?: string | undefined },
): Promise<string | null> {
  if ((channel === undefined) === (set === undefined)) {
    throw new TgParserError('request_invalid', 'Give either `channel` or `set`', {
      hint: 'GET /api/v1/sources lists the channels.',
    });
  }
  if (channel !== undefined) {
    return (await visible.source(channel)).channelId;
  }
  const id = setCatalogueId(set ?? '');
  if (!(await visible.hasCatalogue(id))) {
    throw new TgParserError('not_found', `There is no set "${set}"`, {
      hint: 'Somebody makes one with "tg-parser topicize --set NAME".',
    });
  }
  return id;
}

async function findTopic({ topicStore }: Application, visible: Visible, topicId: string): Promise<TopicCard> {
  const card = await topicStore.card(topicId);
  if (card === null || !(await visible.hasCatalogue(card.metadata.input_scope.channel_id))) {
    throw new TgParserError('not_found', `There is no topic "${topicId}"`, { hint: 'GET /api/v1/topics lists them.' });
  }
  return card;
}
