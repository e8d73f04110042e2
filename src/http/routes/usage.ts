import { z } from 'zod';
import { defineRoute } from '../route.ts';

const usageSchema = z.object({
  channel_id: z.string().nullable().describe('Null for the sum of all, which only admins see'),
  provider: z.string(),
  model: z.string(),
  step: z.string(),
  calls: z.number(),
  failed_calls: z.number(),
  items: z.number(),
  input_tokens: z.number(),
  cached_input_tokens: z.number(),
  output_tokens: z.number(),
  reasoning_tokens: z.number(),
  cost_usd: z.number().describe('Of the calls whose price is known'),
  unpriced_calls: z.number(),
});

export const usageRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/usage',
    summary: 'Calls to models with their tokens and cost, by channel, provider, model and step',
    tag: 'usage',
    needs: 'read',
    query: z.object({
      channel: z.string().optional().describe('Default: each channel that the caller sees; for an admin the sum of all'),
      since: z
        .string()
        .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'is no day like 2026-01-31' })
        .refine((day) => !Number.isNaN(Date.parse(day)), { error: 'is no day' })
        .optional()
        .describe('From this day on (UTC)'),
    }),
    answer: z.object({ items: z.array(usageSchema) }),
    errors: ['not_found'],
    async handle({ application: { modelCallStore }, caller, visible, query: { channel, since } }) {
      const period = since === undefined ? {} : { since: new Date(since) };
      const sums = async (channelId: string | null) =>
        (await modelCallStore.usage({ ...period, ...(channelId === null ? {} : { channelId }) })).map((usage) => ({
          channel_id: channelId,
          provider: usage.provider,
          model: usage.model,
          step: usage.step,
          calls: usage.calls,
          failed_calls: usage.failedCalls,
          items: usage.items,
          input_tokens: usage.inputTokens,
          cached_input_tokens: usage.cachedInputTokens,
          output_tokens: usage.outputTokens,
          reasoning_tokens: usage.reasoningTokens,
          cost_usd: usage.costUsd,
          unpriced_calls: usage.unpricedCalls,
        }));
      if (channel === undefined && caller.role === 'admin') {
        return { items: await sums(null) };
      }
      const sources = channel === undefined ? await visible.sources() : [await visible.source(channel)];
      const channelIds = sources.flatMap(({ channelId }) => (channelId === null ? [] : [channelId]));
      return { items: (await Promise.all(channelIds.map(sums))).flat() };
    },
  }),
];
