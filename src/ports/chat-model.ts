import type { CallAnswer, CallableModel, CallRequest } from './callable-model.ts';
import type { ModelTaskName } from './language-model.ts';

/** One question to a provider. */
export interface ChatRequest extends CallRequest {
  /** The constant part: byte-identical from call to call and sent first, so that a provider's cache keeps it. */
  instructions: string;
  /** Untrusted data, as JSON between fences. */
  data: string;
  /** A question about an answer that did not fit; null for a first question. */
  repair: { answer: string; problem: string } | null;
  /** JSON Schema of the answer, in the subset that all providers take: every property required, no additional ones. */
  schema: { name: string; value: Record<string, unknown> };
  purpose: CallRequest['purpose'] & { task: ModelTaskName };
}

export interface ChatAnswer extends CallAnswer {
  /** As the model wrote it; nothing is checked yet. */
  text: string;
}

/** One model of one provider: a question in, a text out. */
export type ChatModel = CallableModel<ChatRequest, ChatAnswer>;

/** Many questions handed in together, answered within a day for less. Throws TgParserError of the codes `model_*`. */
export interface ChatBatches {
  /**
   * @param batchKey ours, by which `find` knows the batch again; letters, digits and `-`
   * @param requests by ids that begin with the batch key; at most `mostRequests`, ids of at most 64 letters, digits, `-` and `_`
   */
  submit(batchKey: string, requests: ReadonlyMap<string, ChatRequest>): Promise<{ batchId: string }>;
  /**
   * A batch that was handed in without its id being noted.
   *
   * @returns null when there is none. Where a provider cannot tell whose a running batch is, one of the same time and size: its
   * results tell by the ids of their requests
   */
  find(sought: SoughtBatch): Promise<string | null>;
  state(batchId: string): Promise<BatchState>;
  /** Outcomes of an ended batch, as a stream: one for each request that the provider worked on. */
  results(batchId: string): AsyncIterable<{ requestId: string; answer: ChatAnswer } | { requestId: string; error: Error }>;
  cancel(batchId: string): Promise<void>;
  readonly mostRequests: number;
}

export interface SoughtBatch {
  batchKey: string;
  /** When it was handed in, by our clock. */
  submittedAt: Date;
  /** How many requests it has. */
  requests: number;
}

export interface BatchState {
  /** `expired`, `cancelled` and `failed` batches may hold results, too. */
  state: 'running' | 'ended' | 'expired' | 'cancelled' | 'failed';
  /** Null while the provider does not say. */
  completed: number | null;
  total: number | null;
}
