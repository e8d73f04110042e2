import { z } from 'zod';
import { defineRoute } from '../route.ts';

const failureSchema = z.object({
  source_ref: z.string(),
  step: z.literal('process'),
  failure_class: z.string().describe('An error code'),
  message: z.string(),
  attempts: z.number().int(),
  failed_at: z.string(),
  next_attempt_at: z.string().nullable().describe('Null: only when somebody asks for it'),
});

export const failuresRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/failures',
    summary: 'Messages of a channel that a step could not finish, latest first',
    tag: 'runs',
    needs: 'read',
    query: z.object({
      channel: z.string().describe('Source id, @name, t.me link or channel id'),
      limit: z.coerce.number().int().min(1).max(500).default(50).meta({ type: 'integer' }),
    }),
    answer: z.object({ items: z.array(failureSchema) }),
    errors: ['not_found'],
    async handle({ application, visible, query: { channel, limit } }) {
      const { channelId } = await visible.source(channel);
      const failures = channelId === null ? [] : await application.documentStore.failures(channelId, { limit });
      return {
        items: failures.map(({ sourceRef, step, failureClass, message, attempts, failedAt, nextAttemptAt }) => ({
          ...{ source_ref: sourceRef, step, failure_class: failureClass, message, attempts },
          ...{ failed_at: failedAt, next_attempt_at: nextAttemptAt },
        })),
      };
    },
  }),
];
