// /v1/messages/batches: https://platform.claude.com/docs/en/api/creating-message-batches
import { z } from 'zod';
import { answeredRequests } from '../answered-requests.ts';
import { BatchProgress } from '../batch-progress.ts';
import { jsonReply } from '../json-reply.ts';
import { listPage } from '../list-page.ts';
import { requestProblem } from '../request-problem.ts';
import { RequestRefused } from '../request-refused.ts';
import type { WireHost, WireReply } from '../wire-api.ts';
import { anthropicError, anthropicProblem, anthropicRefusal } from './anthropic-error.ts';
import { message } from './messages.ts';

const createSchema = z.strictObject({
  requests: z
    .array(
      z.strictObject({
        custom_id: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
        /** Checked when the batch is worked on: what is wrong with it is a result. */
        params: z.looseObject({}),
      }),
    )
    .min(1)
    .max(100_000),
});
type BatchRequests = z.infer<typeof createSchema>['requests'];

interface Result {
  custom_id: string;
  result: { type: 'succeeded' | 'errored' | 'canceled' | 'expired'; [detail: string]: unknown };
}

interface Batch {
  id: string;
  requests: BatchRequests;
  progress: BatchProgress;
  isCancelled: boolean;
  results: Result[] | null;
  createdAt: Date;
  endedAt: Date | null;
}

export class MessageBatches {
  private readonly batches = new Map<string, Batch>();
  private readonly host: WireHost;

  constructor(host: WireHost) {
    this.host = host;
  }

  create(body: unknown): WireReply {
    const problem = requestProblem(createSchema, body);
    if (problem !== null) {
      throw anthropicProblem(problem);
    }
    const { requests } = body as z.infer<typeof createSchema>;
    if (new Set(requests.map(({ custom_id }) => custom_id)).size < requests.length) {
      throw anthropicRefusal('requests: custom_id must be unique within a batch');
    }
    const batch: Batch = {
      id: `msgbatch_${this.host.nextNumber()}`,
      requests,
      progress: new BatchProgress(),
      isCancelled: false,
      results: null,
      createdAt: this.host.now(),
      endedAt: null,
    };
    this.batches.set(batch.id, batch);
    return jsonReply(200, this.batchObject(batch));
  }

  async describe(id: string): Promise<WireReply> {
    const batch = this.batches.get(id);
    if (batch === undefined) {
      return noSuchBatch(id);
    }
    if (batch.results === null) {
      const state = batch.progress.look(this.host.batches);
      if (state !== 'running') {
        batch.results = await this.work(batch, state);
        batch.endedAt = this.host.now();
      }
    }
    return jsonReply(200, this.batchObject(batch));
  }

  cancel(id: string): WireReply {
    const batch = this.batches.get(id);
    if (batch === undefined) {
      return noSuchBatch(id);
    }
    if (batch.results !== null) {
      throw anthropicRefusal(`Batch ${id} cannot be canceled because it has already ended.`);
    }
    batch.isCancelled = true;
    batch.progress.cancel(this.host.batches);
    return jsonReply(200, this.batchObject(batch));
  }

  /** In an order of their own: results are told by `custom_id`. */
  results(id: string): WireReply {
    const batch = this.batches.get(id);
    if (batch?.results == null) {
      return noSuchBatch(id);
    }
    const lines = [...batch.results].reverse().map((result) => `${JSON.stringify(result)}\n`);
    return { status: 200, headers: { 'content-type': 'application/x-jsonl' }, body: lines.join('') };
  }

  list(query: URLSearchParams): WireReply {
    const all = [...this.batches.values()].reverse().map((batch) => this.batchObject(batch));
    return jsonReply(200, listPage(all, query, 'after_id'));
  }

  private async work({ requests }: Batch, state: string): Promise<Result[]> {
    const answered = state === 'failed' ? 0 : answeredRequests(requests.length, state, this.host.batches);
    const results: Result[] = [];
    for (const [index, { custom_id, params }] of requests.entries()) {
      results.push({ custom_id, result: index < answered ? await this.answer(params) : unanswered(state) });
    }
    return results;
  }

  private async answer(params: unknown): Promise<Result['result']> {
    const reply = await this.replyTo(params);
    const body = JSON.parse(String(reply.body));
    return reply.status === 200 ? { type: 'succeeded', message: body } : { type: 'errored', error: body };
  }

  private async replyTo(params: unknown): Promise<WireReply> {
    try {
      return await this.host.answerBatchItem(message(params, this.host));
    } catch (error) {
      if (error instanceof RequestRefused) {
        return error.reply;
      }
      throw error;
    }
  }

  private batchObject(batch: Batch) {
    const of = (type: string) => (batch.results ?? []).filter(({ result }) => result.type === type).length;
    const hasEnded = batch.results !== null;
    return {
      id: batch.id,
      type: 'message_batch',
      processing_status: hasEnded ? 'ended' : batch.isCancelled ? 'canceling' : 'in_progress',
      request_counts: {
        processing: hasEnded ? 0 : batch.requests.length,
        succeeded: of('succeeded'),
        errored: of('errored'),
        canceled: of('canceled'),
        expired: of('expired'),
      },
      ended_at: batch.endedAt?.toISOString() ?? null,
      created_at: batch.createdAt.toISOString(),
      expires_at: new Date(batch.createdAt.getTime() + 86_400_000).toISOString(),
      archived_at: null,
      cancel_initiated_at: batch.isCancelled ? batch.createdAt.toISOString() : null,
      results_url: hasEnded ? `${this.host.url()}/v1/messages/batches/${batch.id}/results` : null,
    };
  }
}

function unanswered(state: string): Result['result'] {
  if (state === 'failed') {
    return { type: 'errored', error: { type: 'error', error: { type: 'api_error', message: 'Internal server error' } } };
  }
  return { type: state === 'expired' ? 'expired' : 'canceled' };
}

function noSuchBatch(id: string): WireReply {
  return anthropicError(404, `Batch ${id} not found, or its results are not available`);
}
