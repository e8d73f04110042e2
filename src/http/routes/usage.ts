import { z } from 'zod';
import type { UsageSummary } from '../../ports/model-call-store.ts';
import { defineRoute } from '../route.ts';
import { dayField } from '../time-fields.ts';
import { visibleRun } from '../visible-run.ts';

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

const dayInMs = 86_400_000;

export const usageRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/usage',
    summary: 'Calls to models with their tokens and cost, by channel, provider, model and step',
    tag: 'usage',
    needs: 'read',
    query: z.object({
      channel: z.string().optional().describe('Default: each channel that the caller sees; for an admin the sum of all'),
      run: z.string().optional().describe('Only calls of this run'),
      since: dayField.optional().describe('From this day on (UTC)'),
      until: dayField.optional().describe('Up to this day (UTC, included)'),
    }),
    answer: z.object({ items: z.array(usageSchema) }),
    errors: ['not_found'],
    async handle({ application, caller, visible, query: { channel, run: runId, since, until } }) {
      const filter = {
        ...(runId === undefined ? {} : { runId }),
        ...(since === undefined ? {} : { since: new Date(since) }),
        ...(until === undefined ? {} : { before: new Date(Date.parse(until) + dayInMs) }),
      };
      const sums = async (channelId: string | null) => {
        const found = await application.modelCallStore.usage({ ...filter, ...(channelId === null ? {} : { channelId }) });
        return found.map((usage) => toUsageAnswer(usage, channelId));
      };
      const run = runId === undefined ? null : await visibleRun(application, visible, runId);
      if (channel === undefined && run !== null) {
        return { items: await sums(run.channelId) };
      }
      if (channel === undefined && caller.role === 'admin') {
        return { items: await sums(null) };
      }
      const sources = channel === undefined ? await visible.sources() : [await visible.source(channel)];
      const channelIds = sources.flatMap(({ channelId }) => (channelId === null ? [] : [channelId]));
      return { items: (await Promise.all(channelIds.map(sums))).flat() };
    },
  }),
];

function toUsageAnswer(usage: UsageSummary, channelId: string | null): z.input<typeof usageSchema> {
  return {
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
  };
}
