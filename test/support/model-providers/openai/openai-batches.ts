// /v1/batches: https://platform.openai.com/docs/api-reference/batch and https://platform.openai.com/docs/guides/batch
import { z } from 'zod';
import { answeredRequests } from '../answered-requests.ts';
import { BatchProgress } from '../batch-progress.ts';
import { jsonReply } from '../json-reply.ts';
import { listPage } from '../list-page.ts';
import { readJson } from '../read-json.ts';
import { requestProblem } from '../request-problem.ts';
import { RequestRefused } from '../request-refused.ts';
import type { Generation, WireHost, WireReply } from '../wire-api.ts';
import { openAiError, openAiProblem, openAiRefusal } from './openai-error.ts';
import type { OpenAiFiles } from './openai-files.ts';

const endpoints = ['/v1/chat/completions', '/v1/responses'] as const;
type Endpoint = (typeof endpoints)[number];

const createSchema = z.strictObject({
  input_file_id: z.string(),
  endpoint: z.enum(endpoints),
  completion_window: z.literal('24h'),
  metadata: z.record(z.string(), z.string()).nullish(),
  output_expires_after: z.strictObject({ anchor: z.literal('created_at'), seconds: z.int() }).optional(),
});
const lineSchema = z.strictObject({
  custom_id: z.string().max(512),
  method: z.literal('POST'),
  url: z.string(),
  body: z.looseObject({ model: z.string() }),
});
type Line = z.infer<typeof lineSchema>;

interface LineError {
  code: string;
  line: number;
  message: string;
  param: string | null;
}

interface Batch {
  id: string;
  request: z.infer<typeof createSchema>;
  lines: Line[];
  errors: LineError[];
  progress: BatchProgress;
  status: string;
  createdAt: number;
  endedAt: number | null;
  counts: { total: number; completed: number; failed: number };
  outputFileId: string | null;
  errorFileId: string | null;
}

/** The question of a line, as its endpoint reads it. */
export type GenerationOf = (endpoint: Endpoint, body: unknown) => Generation;

export class OpenAiBatches {
  private readonly batches = new Map<string, Batch>();
  private readonly host: WireHost;
  private readonly files: OpenAiFiles;
  private readonly generationOf: GenerationOf;

  constructor(host: WireHost, files: OpenAiFiles, generationOf: GenerationOf) {
    this.host = host;
    this.files = files;
    this.generationOf = generationOf;
  }

  create(body: unknown): WireReply {
    const problem = requestProblem(createSchema, body);
    if (problem !== null) {
      throw openAiProblem(problem, 'parameter');
    }
    const request = body as z.infer<typeof createSchema>;
    const file = this.files.find(request.input_file_id);
    if (file === undefined || file.purpose !== 'batch') {
      throw openAiRefusal(`Invalid input_file_id: ${request.input_file_id}`, 'input_file_id', null);
    }
    const { lines, errors } = readLines(file.text, request.endpoint);
    const batch: Batch = {
      id: `batch_${this.host.nextNumber()}`,
      request,
      lines,
      errors,
      progress: new BatchProgress(),
      status: 'validating',
      createdAt: this.seconds(),
      endedAt: null,
      counts: { total: 0, completed: 0, failed: 0 },
      outputFileId: null,
      errorFileId: null,
    };
    this.batches.set(batch.id, batch);
    return jsonReply(200, batchObject(batch));
  }

  async describe(id: string): Promise<WireReply> {
    const batch = this.batches.get(id);
    if (batch === undefined) {
      return noSuchBatch(id);
    }
    if (batch.endedAt === null) {
      await this.advance(batch);
    }
    return jsonReply(200, batchObject(batch));
  }

  cancel(id: string): WireReply {
    const batch = this.batches.get(id);
    if (batch === undefined) {
      return noSuchBatch(id);
    }
    if (batch.endedAt !== null) {
      throw openAiRefusal(`Cannot cancel a batch with status '${batch.status}'.`, null, null);
    }
    batch.progress.cancel(this.host.batches);
    batch.status = 'cancelling';
    return jsonReply(200, batchObject(batch));
  }

  list(query: URLSearchParams): WireReply {
    const all = [...this.batches.values()].reverse().map(batchObject);
    return jsonReply(200, { object: 'list', ...listPage(all, query, 'after') });
  }

  private async advance(batch: Batch): Promise<void> {
    if (batch.errors.length > 0) {
      batch.status = 'failed';
      batch.endedAt = this.seconds();
      return;
    }
    batch.counts.total = batch.lines.length;
    const state = batch.progress.look(this.host.batches);
    if (state === 'running') {
      batch.status = batch.status === 'cancelling' ? 'cancelling' : 'in_progress';
      return;
    }
    if (state === 'failed') {
      batch.errors.push({ code: 'server_error', line: 1, message: 'The batch could not be processed.', param: null });
    } else {
      await this.answer(batch, state);
    }
    batch.status = state;
    batch.endedAt = this.seconds();
  }

  private async answer(batch: Batch, state: string): Promise<void> {
    const answered = answeredRequests(batch.lines.length, state, this.host.batches);
    const [output, failed]: [string[], string[]] = [[], []];
    for (const line of batch.lines.slice(0, answered)) {
      const reply = await this.answerLine(batch.request.endpoint, line);
      (reply.status === 200 ? output : failed).push(this.outputLine(line, reply));
    }
    batch.counts.completed = output.length;
    batch.counts.failed = failed.length;
    for (const line of batch.lines.slice(answered)) {
      failed.push(this.unansweredLine(line, state));
    }
    batch.outputFileId = this.store(output, `${batch.id}_output.jsonl`);
    batch.errorFileId = this.store(failed, `${batch.id}_error.jsonl`);
  }

  private async answerLine(endpoint: Endpoint, line: Line): Promise<WireReply> {
    try {
      return await this.host.answerBatchItem(this.generationOf(endpoint, line.body));
    } catch (error) {
      if (error instanceof RequestRefused) {
        return error.reply;
      }
      throw error;
    }
  }

  private outputLine({ custom_id }: Line, { status, body }: WireReply): string {
    const number = this.host.nextNumber();
    const response = { status_code: status, request_id: `req_${number}`, body: JSON.parse(String(body)) };
    return JSON.stringify({ id: `batch_req_${number}`, custom_id, response, error: null });
  }

  private unansweredLine({ custom_id }: Line, state: string): string {
    const error =
      state === 'expired'
        ? { code: 'batch_expired', message: 'This request could not be executed before the completion window expired.' }
        : { code: 'batch_cancelled', message: 'This request was not executed because the batch was cancelled.' };
    return JSON.stringify({ id: `batch_req_${this.host.nextNumber()}`, custom_id, response: null, error });
  }

  private store(lines: readonly string[], name: string): string | null {
    return lines.length === 0 ? null : this.files.add(name, 'batch_output', `${lines.join('\n')}\n`).id;
  }

  private seconds(): number {
    return Math.floor(this.host.now().getTime() / 1_000);
  }
}

function readLines(text: string, endpoint: Endpoint): { lines: Line[]; errors: LineError[] } {
  const lines: Line[] = [];
  const errors: LineError[] = [];
  const ids = new Set<string>();
  const complain = (line: number, code: string, message: string, param: string | null) =>
    errors.push({ code, line, message, param });
  for (const [index, sent] of text.split('\n').entries()) {
    if (sent.trim() === '') {
      continue;
    }
    const value = readJson(sent);
    const problem = value === undefined ? null : requestProblem(lineSchema, value);
    if (value === undefined) {
      complain(index + 1, 'invalid_json_line', 'This line is not parseable as valid JSON.', null);
    } else if (problem !== null) {
      const name = String(problem.path.at(-1) ?? 'body');
      complain(index + 1, `${problem.kind}_field`, `Invalid field '${name}': ${problem.message}`, name);
    } else {
      const line = value as Line;
      if (ids.has(line.custom_id)) {
        complain(index + 1, 'duplicate_custom_id', `The custom_id '${line.custom_id}' is used more than once.`, 'custom_id');
      }
      if (line.url !== endpoint) {
        complain(
          index + 1,
          'mismatched_endpoint',
          'The URL provided for this request does not match the batch endpoint.',
          'url',
        );
      }
      if (lines[0] !== undefined && line.body.model !== lines[0].body.model) {
        complain(index + 1, 'mismatched_model', 'All requests of a batch must be for the same model.', 'body.model');
      }
      ids.add(line.custom_id);
      lines.push(line);
    }
  }
  if (lines.length === 0 && errors.length === 0) {
    complain(1, 'empty_file', 'The input file is empty.', null);
  }
  return { lines, errors };
}

function batchObject(batch: Batch) {
  const at = (status: string) => (batch.status === status ? batch.endedAt : null);
  return {
    id: batch.id,
    object: 'batch',
    endpoint: batch.request.endpoint,
    errors: batch.errors.length === 0 || batch.endedAt === null ? null : { object: 'list', data: batch.errors },
    input_file_id: batch.request.input_file_id,
    completion_window: batch.request.completion_window,
    status: batch.status,
    output_file_id: batch.outputFileId,
    error_file_id: batch.errorFileId,
    created_at: batch.createdAt,
    in_progress_at: batch.status === 'validating' ? null : batch.createdAt,
    expires_at: batch.createdAt + 86_400,
    finalizing_at: at('completed'),
    completed_at: at('completed'),
    failed_at: at('failed'),
    expired_at: at('expired'),
    cancelling_at: batch.status === 'cancelling' ? batch.createdAt : null,
    cancelled_at: at('cancelled'),
    request_counts: batch.counts,
    metadata: batch.request.metadata ?? null,
  };
}

function noSuchBatch(id: string): WireReply {
  return openAiError(404, {
    message: `No batch found with id '${id}'.`,
    type: 'invalid_request_error',
    param: null,
    code: null,
  });
}
