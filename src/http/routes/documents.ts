import { z } from 'zod';
import { processedDocumentSchema } from '../../domain/processed-document.ts';
import { parseSourceRef } from '../../domain/source-ref.ts';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import { pageQuerySchema, pageSchema } from '../page.ts';
import { defineRoute } from '../route.ts';
import { instantField } from '../time-fields.ts';

export const documentsRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/documents',
    summary: 'The documents of a channel, by source_ref',
    tag: 'documents',
    needs: 'read',
    query: pageQuerySchema.extend({
      channel: z.string().describe('Source id, @name, t.me link or channel id'),
      from: instantField.optional().describe('Message time, included, like 2026-01-31T00:00:00Z'),
      to: instantField.optional().describe('Message time, included'),
    }),
    answer: pageSchema(processedDocumentSchema),
    errors: ['not_found'],
    async handle({ application, visible, query: { channel, limit, after, from, to } }) {
      const { channelId } = await visible.source(channel);
      if (channelId === null) {
        return { items: [], next: null };
      }
      const pages = application.documentStore.readDocuments(channelId, { pageSize: limit + 1, after, from, to });
      const { value: found = [] } = await pages[Symbol.asyncIterator]().next();
      const items = found.slice(0, limit);
      return { items, next: found.length > limit ? (items.at(-1)?.source_ref ?? null) : null };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/documents/{source_ref}',
    summary: 'The document of one message',
    tag: 'documents',
    needs: 'read',
    parameters: z.object({ source_ref: z.string().describe('Like tg:1234567890:post:42') }),
    answer: processedDocumentSchema,
    errors: ['not_found'],
    async handle({ application, visible, parameters: { source_ref } }) {
      const { channelId } = parseSourceRef(source_ref);
      const isSeen = await visible.hasCatalogue(channelId);
      const document = isSeen ? (await application.documentStore.getDocuments([source_ref])).get(source_ref) : undefined;
      if (document === undefined) {
        throw new TgParserError('not_found', `There is no document of ${source_ref}`, {
          hint: 'Only messages with text have one, and the first message of an album. GET /api/v1/documents lists them.',
        });
      }
      return document;
    },
  }),
];
