import type { Kysely, Transaction } from 'kysely';
import { instantFromDate } from '../../../domain/instant.ts';
import type { BudgetLimit, ModelCall, ModelCallResult, ModelCallStore } from '../../../ports/model-call-store.ts';
import { decodeInstant, decodeJson } from '../decode-column.ts';
import { insertRows } from '../insert-rows.ts';
import { listQuery } from '../list-query.ts';
import type { ProcessingSchema } from '../schema/processing-schema.ts';
import type { SqlDatabase } from '../sql-database.ts';
import { toNanodollars, toUsd } from './nanodollars.ts';
import { addToSpending, scopeOfLimit } from './spending.ts';
import { summarizeUsage } from './summarize-usage.ts';

const releasedTogether = 200;

export function createModelCallStore(database: SqlDatabase<ProcessingSchema>): ModelCallStore {
  const findAnswers = listQuery((reader: Kysely<ProcessingSchema>, _fixed: readonly [], keys: string[]) =>
    reader.selectFrom('model_answers').select(['answer_key', 'answer']).where('answer_key', 'in', keys),
  );
  const saveAnswers = insertRows<ProcessingSchema, 'model_answers'>('model_answers', ['answer_key', 'answer'], (insert) =>
    insert.onConflict((conflict) =>
      conflict.column('answer_key').doUpdateSet((set) => ({ answer: set.ref('excluded.answer') })),
    ),
  );

  return {
    reserve: (call, mostUsd, limits) =>
      database.write(async (transaction) => {
        await database.lock(transaction, 'model_spending');
        const most = toNanodollars(mostUsd);
        for (const limit of limits) {
          const { spent, reserved } = await readSpending(transaction, limit);
          if (spent + reserved + most > toNanodollars(limit.usd)) {
            return { limit, spentUsd: toUsd(spent + reserved) };
          }
        }
        await transaction.insertInto('model_calls').values(toRow(call, most)).execute();
        await addToSpending(transaction, call, { spent: 0, reserved: most });
        return null;
      }),

    record: (call, result) =>
      database.write(async (transaction) => {
        const earlier = await transaction
          .selectFrom('model_calls')
          .select(['outcome', 'reserved_nanodollars'])
          .where('call_id', '=', call.callId)
          .executeTakeFirst();
        if (earlier && earlier.outcome !== null) {
          return;
        }
        const values = resultColumns(result);
        if (earlier) {
          await transaction.updateTable('model_calls').set(values).where('call_id', '=', call.callId).execute();
        } else {
          await transaction
            .insertInto('model_calls')
            .values({ ...toRow(call, 0), ...values })
            .execute();
        }
        const reserved = -(earlier?.reserved_nanodollars ?? 0);
        await addToSpending(transaction, call, { spent: values.cost_nanodollars ?? 0, reserved });
      }),

    async release(callIds) {
      for (let from = 0; from < callIds.length; from += releasedTogether) {
        await database.write((transaction) => releaseCalls(transaction, callIds.slice(from, from + releasedTogether)));
      }
    },

    async saveAnswers(answers) {
      if (answers.length > 0) {
        await database.write((transaction) =>
          saveAnswers(
            transaction,
            answers.map(({ key, answer }) => ({ answer_key: key, answer: JSON.stringify(answer) })),
          ),
        );
      }
    },

    spentUsd: (limit) =>
      database.read(async (reader) => {
        const { spent, reserved } = await readSpending(reader, limit);
        return toUsd(spent + reserved);
      }),

    findAnswers: (keys) =>
      database.read(async (reader) => {
        const rows = await findAnswers(reader, [], keys);
        return new Map(rows.map((row) => [row.answer_key, decodeJson<unknown>(row.answer)]));
      }),

    usage: (filter) => database.read((reader) => summarizeUsage(reader, filter)),

    removeChannel: (channelId) =>
      database.write(async (transaction) => {
        await transaction.deleteFrom('model_calls').where('channel_id', '=', channelId).execute();
      }),
  };
}

async function releaseCalls(transaction: Transaction<ProcessingSchema>, callIds: readonly string[]): Promise<void> {
  const rows = await transaction
    .deleteFrom('model_calls')
    .where('call_id', 'in', callIds)
    .where('outcome', 'is', null)
    .returning(['run_id', 'step', 'started_at', 'reserved_nanodollars'])
    .execute();
  for (const { run_id, step, started_at, reserved_nanodollars } of rows) {
    const call = { runId: run_id, step, startedAt: new Date(decodeInstant(started_at)) };
    await addToSpending(transaction, call, { spent: 0, reserved: -reserved_nanodollars });
  }
}

async function readSpending(
  reader: Kysely<ProcessingSchema> | Transaction<ProcessingSchema>,
  limit: BudgetLimit,
): Promise<{ spent: number; reserved: number }> {
  const row = await reader
    .selectFrom('model_spending')
    .select(['spent_nanodollars', 'reserved_nanodollars'])
    .where('scope', '=', scopeOfLimit(limit))
    .executeTakeFirst();
  return { spent: row?.spent_nanodollars ?? 0, reserved: row?.reserved_nanodollars ?? 0 };
}

function toRow(call: ModelCall, reserved: number) {
  return {
    call_id: call.callId,
    run_id: call.runId,
    step: call.step,
    channel_id: call.channelId,
    provider: call.provider,
    model: call.model,
    task: call.task,
    prompt_id: call.promptId,
    via: call.via,
    items: call.items,
    started_at: instantFromDate(call.startedAt),
    outcome: null,
    reserved_nanodollars: reserved,
    cost_nanodollars: null,
    input_tokens: null,
    cached_input_tokens: null,
    cache_write_tokens: null,
    output_tokens: null,
    reasoning_tokens: null,
    duration_ms: null,
  };
}

function resultColumns({ outcome, usage, costUsd, durationMs }: ModelCallResult) {
  return {
    outcome,
    reserved_nanodollars: 0,
    cost_nanodollars: costUsd === null ? null : toNanodollars(costUsd),
    input_tokens: usage?.inputTokens ?? null,
    cached_input_tokens: usage?.cachedInputTokens ?? null,
    cache_write_tokens: usage?.cacheWriteTokens ?? null,
    output_tokens: usage?.outputTokens ?? null,
    reasoning_tokens: usage?.reasoningTokens ?? null,
    duration_ms: Math.round(durationMs),
  };
}
