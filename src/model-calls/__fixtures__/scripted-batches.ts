import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { BatchState, ChatAnswer, ChatBatches, ChatRequest } from '../../ports/chat-model.ts';
import { goodText, sentItems, usageOf } from './scripted-chat-model.ts';

/** What becomes of a request: an answer, an error, or null when nobody works on it. What is left out is that of a good answer. */
export type BatchScript = (request: ChatRequest, place: number) => Partial<ChatAnswer> | Error | null;

export interface ScriptedBatches extends ChatBatches {
  /** Batches that the provider has, by id, with all that was ever handed in. */
  submitted: Map<string, { batchKey: string; requests: ReadonlyMap<string, ChatRequest> }>;
  /** Ends all that is under way at the next look. */
  end: BatchState['state'];
  answerAs: BatchScript;
  /** Throws in place of what would be done. */
  fail: { submit?: TgParserError | null; afterSubmit?: TgParserError | null; state?: TgParserError | null; results?: TgParserError | null };
}

/** A double of the port. Batches end at the first look. */
export function scriptedBatches(answerAs: BatchScript = () => ({})): ScriptedBatches {
  const batches: ScriptedBatches = {
    mostRequests: 5_000,
    submitted: new Map(),
    end: 'ended',
    answerAs,
    fail: {},
    async submit(batchKey, requests) {
      throwIf(batches.fail.submit);
      const batchId = `batch_${batches.submitted.size + 1}`;
      batches.submitted.set(batchId, { batchKey, requests });
      throwIf(batches.fail.afterSubmit);
      return { batchId };
    },
    async find({ batchKey }) {
      return [...batches.submitted].find(([, batch]) => batch.batchKey === batchKey)?.[0] ?? null;
    },
    async state(batchId) {
      throwIf(batches.fail.state);
      const { size } = known(batchId).requests;
      return { state: batches.end, completed: batches.end === 'running' ? 0 : size, total: size };
    },
    async *results(batchId) {
      // In an order of their own, as providers hand them out.
      for (const [place, [requestId, request]] of [...[...known(batchId).requests].entries()].reverse()) {
        const result = batches.answerAs(request, place);
        if (result instanceof Error) {
          yield { requestId, error: result };
        } else if (result !== null) {
          const items = sentItems(request.data);
          const good = { text: goodText(items), finishReason: 'stop', usage: usageOf(items.length), model: 'one-1' } as const;
          yield { requestId, answer: { ...good, ...result } };
        }
      }
      throwIf(batches.fail.results);
    },
    cancel: async () => {},
  };
  return batches;

  function known(batchId: string) {
    const batch = batches.submitted.get(batchId);
    if (batch === undefined) {
      throw new TgParserError('model_request_invalid', `No batch ${batchId}`);
    }
    return batch;
  }
}

function throwIf(error: TgParserError | null | undefined): void {
  if (error) {
    throw error;
  }
}
