import type { BatchState, ChatBatches, ChatRequest, SoughtBatch } from '../../ports/chat-model.ts';
import { type BatchOutcome, batchOutcome } from '../model-sdk/batch-outcome.ts';
import { batchesSince } from '../model-sdk/batches-since.ts';
import { fieldOf } from '../model-sdk/field-of.ts';
import { parseJson } from '../model-sdk/parse-json.ts';
import { ProviderClient } from '../model-sdk/provider-client.ts';
import type { ProviderSettings } from '../model-sdk/provider-settings.ts';
import type { AnswerReader } from '../model-sdk/read-answer.ts';
import type { SdkDialect } from '../model-sdk/sdk-dialect.ts';
import { textIn } from '../model-sdk/text-in.ts';
import { toWire } from '../model-sdk/to-wire.ts';
import { unlessEnded } from '../model-sdk/unless-ended.ts';
import { anthropicProfile } from './anthropic-profile.ts';
import { anthropicTraits } from './anthropic-traits.ts';
import { messagesDialect } from './messages-dialect.ts';

type BatchResult = { requestId: string } & BatchOutcome;

/** The API takes 100,000 requests and 256 MB. As many as this fit even when each of them is as long as ours can get. */
const mostRequests = 5_000;

/**
 * https://platform.claude.com/docs/en/build-with-claude/batch-processing. Ids of requests have up to 64 letters, digits, `-` and `_`.
 *
 * @throws TgParserError `setting_invalid` for a base URL that is none
 */
export function createAnthropicBatches(model: string, settings: ProviderSettings): ChatBatches {
  const client = new ProviderClient(anthropicProfile, settings);
  const dialect = messagesDialect(model, anthropicTraits(model, settings), client.baseUrl);
  const reader: AnswerReader = { client, dialect, context: { model } };
  const { context } = reader;
  const pathOf = (batchId: string) => `/messages/batches/${encodeURIComponent(batchId)}`;
  const state = async (batchId: string) => stateOf((await client.json({ method: 'GET', path: pathOf(batchId) }, context)).body);

  return {
    mostRequests,
    async submit(_batchKey, requests) {
      const { body } = await client.postJson('/messages/batches', { requests: await paramsOf(dialect, requests) }, context);
      return { batchId: textIn(body, 'id', reader) };
    },
    find: (sought) => findBatch(reader, sought, (batchId) => resultsIn(reader, `${pathOf(batchId)}/results`)),
    state,
    results: (batchId) => resultsIn(reader, `${pathOf(batchId)}/results`),
    async cancel(batchId) {
      await unlessEnded(
        () => client.json({ method: 'POST', path: `${pathOf(batchId)}/cancel` }, context),
        () => state(batchId),
      );
    },
  };
}

async function paramsOf(dialect: SdkDialect, requests: ReadonlyMap<string, ChatRequest>): Promise<object[]> {
  const params: object[] = [];
  for (const [id, request] of requests) {
    params.push({ custom_id: id, params: (await toWire(dialect, request)).body });
  }
  return params;
}

/**
 * Batches carry nothing of ours but the ids of their requests, which show only in the results. So one that has ended is known by them, and one that
 * runs is taken for ours when it has the time and the size.
 */
async function findBatch(
  reader: AnswerReader,
  { batchKey, submittedAt, requests }: SoughtBatch,
  results: (batchId: string) => AsyncIterable<BatchResult>,
): Promise<string | null> {
  let running: string | null = null;
  for await (const batch of batchesSince(reader, submittedAt, list)) {
    if (stateOf(batch).total !== requests) {
      continue;
    }
    const batchId = textIn(batch, 'id', reader);
    if (fieldOf(batch, 'processing_status') !== 'ended') {
      running ??= batchId;
    } else if (await isFirstOf(results(batchId), batchKey)) {
      return batchId;
    }
  }
  return running;
}

/** No result at all belongs to nobody: nothing was worked on. */
async function isFirstOf(results: AsyncIterable<BatchResult>, batchKey: string): Promise<boolean> {
  for await (const { requestId } of results) {
    return requestId.startsWith(batchKey);
  }
  return false;
}

/** https://platform.claude.com/docs/en/api/listing-message-batches */
const list = {
  path: '/messages/batches',
  after: 'after_id',
  createdAt: (batch: unknown) => Date.parse(String(fieldOf(batch, 'created_at'))),
};

/** A batch ends in one way only; what became of its requests tells how. */
function stateOf(batch: unknown): BatchState {
  const count = (name: string) => Number(fieldOf(batch, 'request_counts', name) ?? 0);
  const completed = count('succeeded') + count('errored');
  const [cancelled, expired] = [count('canceled'), count('expired')];
  const total = completed + cancelled + expired + count('processing');
  if (fieldOf(batch, 'processing_status') !== 'ended') {
    return { state: 'running', completed, total };
  }
  return { state: cancelled > 0 ? 'cancelled' : expired > 0 ? 'expired' : 'ended', completed, total };
}

/** One JSON a line, in any order: https://platform.claude.com/docs/en/api/messages/batches/results */
async function* resultsIn(reader: AnswerReader, path: string): AsyncGenerator<BatchResult, void, undefined> {
  const { client, context } = reader;
  for await (const line of client.lines({ method: 'GET', path, isLimited: false }, context)) {
    const parsed = parseJson(line);
    const requestId = textIn(parsed, 'custom_id', reader);
    const result = fieldOf(parsed, 'result');
    switch (fieldOf(result, 'type')) {
      case 'succeeded':
        yield { requestId, ...(await batchOutcome(reader, 200, fieldOf(result, 'message'))) };
        break;
      case 'errored':
        yield { requestId, ...(await batchOutcome(reader, 200, fieldOf(result, 'error'))) };
        break;
      default:
      // Cancelled or expired: nobody worked on it.
    }
  }
}
