import { type Kysely, sql } from 'kysely';
import { instantFromDate } from '../../../domain/instant.ts';
import type { ModelCallStore, UsageSummary } from '../../../ports/model-call-store.ts';
import type { ProcessingSchema } from '../schema/processing-schema.ts';
import { toUsd } from './nanodollars.ts';

/** What is no failure of a call, whatever its answer was worth. */
const answered = ['answered', 'truncated', 'refused'];

/** Calls that are under way count as calls, with what they have cost so far: nothing. */
export async function summarizeUsage(
  reader: Kysely<ProcessingSchema>,
  { runId, channelId, since, before }: Parameters<ModelCallStore['usage']>[0],
): Promise<UsageSummary[]> {
  let calls = reader.selectFrom('model_calls');
  calls = runId === undefined ? calls : calls.where('run_id', '=', runId);
  calls = channelId === undefined ? calls : calls.where('channel_id', '=', channelId);
  calls = since === undefined ? calls : calls.where('started_at', '>=', instantFromDate(since));
  calls = before === undefined ? calls : calls.where('started_at', '<', instantFromDate(before));
  const rows = await calls
    .select(({ fn }) => [
      'provider',
      'model',
      'step',
      fn.countAll<number>().as('calls'),
      fn.sum<number>(sql`case when outcome in (${sql.join(answered)}) or outcome is null then 0 else 1 end`).as('failed_calls'),
      fn.sum<number>('items').as('items'),
      fn.sum<number | null>('cost_nanodollars').as('cost'),
      fn
        .sum<number>(
          sql`case when cost_nanodollars is null and (outcome is null or outcome in (${sql.join(answered)})) then 1 else 0 end`,
        )
        .as('unpriced_calls'),
      fn.sum<number | null>('input_tokens').as('input_tokens'),
      fn.sum<number | null>('cached_input_tokens').as('cached_input_tokens'),
      fn.sum<number | null>('cache_write_tokens').as('cache_write_tokens'),
      fn.sum<number | null>('output_tokens').as('output_tokens'),
      fn.sum<number | null>('reasoning_tokens').as('reasoning_tokens'),
    ])
    .groupBy(['provider', 'model', 'step'])
    .orderBy('provider')
    .orderBy('model')
    .orderBy('step')
    .execute();
  // PostgreSQL gives sums as text.
  return rows.map((row) => ({
    provider: row.provider,
    model: row.model,
    step: row.step,
    calls: Number(row.calls),
    failedCalls: Number(row.failed_calls),
    items: Number(row.items),
    costUsd: toUsd(Number(row.cost ?? 0)),
    unpricedCalls: Number(row.unpriced_calls),
    inputTokens: Number(row.input_tokens ?? 0),
    cachedInputTokens: Number(row.cached_input_tokens ?? 0),
    cacheWriteTokens: Number(row.cache_write_tokens ?? 0),
    outputTokens: Number(row.output_tokens ?? 0),
    reasoningTokens: Number(row.reasoning_tokens ?? 0),
  }));
}
