import { FormData } from 'undici';
import type { BatchState, ChatBatches, ChatRequest } from '../../ports/chat-model.ts';
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
import { openAiDialect } from './openai-dialect.ts';
import { openAiProfile } from './openai-profile.ts';
import { openAiTraits } from './openai-traits.ts';

type BatchResult = { requestId: string } & BatchOutcome;

/** The API takes 50,000 requests and a file of 200 MB. As many as this fit even when each of them is as long as ours can get. */
const mostRequests = 5_000;
/** Questions and answers are of no use once they were fetched, and nobody is to find them there later. In seconds: 14 days. */
const filesExpireAfter = 14 * 86_400;

/**
 * https://platform.openai.com/docs/guides/batch. Ids of requests have up to 64 letters, digits, `-` and `_`, as Anthropic wants them.
 *
 * @throws TgParserError `setting_invalid` for a base URL that is none
 */
export function createOpenAiBatches(model: string, settings: ProviderSettings): ChatBatches {
  const client = new ProviderClient(openAiProfile, settings);
  const traits = openAiTraits(model, settings);
  const dialect = openAiDialect(model, traits, { baseUrl: client.baseUrl, verbosity: settings.verbosity });
  const reader: AnswerReader = { client, dialect, context: { model } };
  const { context } = reader;
  const endpoint = endpoints[traits.api];
  const pathOf = (batchId: string) => `/batches/${encodeURIComponent(batchId)}`;
  const describe = async (batchId: string) => (await client.json({ method: 'GET', path: pathOf(batchId) }, context)).body;
  const state = async (batchId: string) => stateOf(await describe(batchId));

  return {
    mostRequests,
    async submit(batchKey, requests) {
      const fileId = await upload(reader, await linesOf(dialect, endpoint, requests));
      const { body } = await client.postJson('/batches', batchOf({ fileId, endpoint, batchKey }), context);
      return { batchId: textIn(body, 'id', reader) };
    },
    async find({ batchKey, submittedAt }) {
      for await (const batch of batchesSince(reader, submittedAt, list)) {
        if (fieldOf(batch, 'metadata', keyName) === batchKey) {
          return textIn(batch, 'id', reader);
        }
      }
      return null;
    },
    state,
    async *results(batchId) {
      const batch = await describe(batchId);
      for (const file of [fieldOf(batch, 'output_file_id'), fieldOf(batch, 'error_file_id')]) {
        if (typeof file === 'string') {
          yield* resultsIn(reader, `/files/${encodeURIComponent(file)}/content`);
        }
      }
    },
    async cancel(batchId) {
      await unlessEnded(
        () => client.json({ method: 'POST', path: `${pathOf(batchId)}/cancel` }, context),
        () => state(batchId),
      );
    },
  };
}

/** Of the metadata under which a batch carries our name for it. */
const keyName = 'batch_key';

const endpoints = { responses: '/v1/responses', chat: '/v1/chat/completions' } as const;

async function linesOf(dialect: SdkDialect, endpoint: string, requests: ReadonlyMap<string, ChatRequest>): Promise<string> {
  const lines: string[] = [];
  for (const [id, request] of requests) {
    const { body } = await toWire(dialect, request);
    lines.push(`${JSON.stringify({ custom_id: id, method: 'POST', url: endpoint, body })}\n`);
  }
  return lines.join('');
}

/** https://platform.openai.com/docs/api-reference/files/create */
async function upload(reader: AnswerReader, lines: string): Promise<string> {
  const form = new FormData();
  form.set('purpose', 'batch');
  form.set('expires_after[anchor]', 'created_at');
  form.set('expires_after[seconds]', String(filesExpireAfter));
  form.set('file', new Blob([lines], { type: 'application/jsonl' }), 'requests.jsonl');
  const { body } = await reader.client.json({ method: 'POST', path: '/files', body: form }, reader.context);
  return textIn(body, 'id', reader);
}

/** https://platform.openai.com/docs/api-reference/batch/create */
function batchOf(about: { fileId: string; endpoint: string; batchKey: string }): Record<string, unknown> {
  const { fileId, endpoint, batchKey } = about;
  return {
    input_file_id: fileId,
    endpoint,
    completion_window: '24h',
    metadata: { [keyName]: batchKey },
    output_expires_after: { anchor: 'created_at', seconds: filesExpireAfter },
  };
}

/** https://platform.openai.com/docs/api-reference/batch/list */
const list = {
  path: '/batches',
  after: 'after',
  createdAt: (batch: unknown) => Number(fieldOf(batch, 'created_at')) * 1_000,
};

const states: Record<string, BatchState['state']> = {
  completed: 'ended',
  failed: 'failed',
  expired: 'expired',
  cancelled: 'cancelled',
};

/** `validating`, `in_progress`, `finalizing` and `cancelling` are on their way. */
function stateOf(batch: unknown): BatchState {
  const count = (name: string) => Number(fieldOf(batch, 'request_counts', name) ?? 0);
  const total = count('total');
  return {
    state: states[String(fieldOf(batch, 'status'))] ?? 'running',
    // All are zero until the file was read.
    completed: total === 0 ? null : count('completed') + count('failed'),
    total: total === 0 ? null : total,
  };
}

async function* resultsIn(reader: AnswerReader, path: string): AsyncGenerator<BatchResult, void, undefined> {
  const { client, context } = reader;
  for await (const line of client.lines({ method: 'GET', path, isLimited: false }, context)) {
    const result = parseJson(line);
    const requestId = textIn(result, 'custom_id', reader);
    const response = fieldOf(result, 'response');
    // Without a response nobody worked on it: the batch expired or was cancelled before.
    if (typeof response === 'object' && response !== null) {
      const status = Number(fieldOf(response, 'status_code'));
      yield { requestId, ...(await batchOutcome(reader, status, fieldOf(response, 'body'))) };
    }
  }
}
