import type { ChatBatches, ChatModel, ChatRequest } from '../../ports/chat-model.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Delay } from '../../ports/delay.ts';
import type { Logger } from '../../ports/logger.ts';
import type { ModelBatchStore } from '../../ports/model-batch-store.ts';
import type { BudgetLimit, ModelCallStore } from '../../ports/model-call-store.ts';
import type { RetryPolicy } from '../with-retry.ts';

/** What batches of one model need. */
export interface BatchDependencies {
  batches: ChatBatches;
  batchStore: ModelBatchStore;
  callStore: Pick<ModelCallStore, 'reserve' | 'record' | 'release'>;
  /** What limits a call at a time; none costs no reservation. */
  limits: (request: Pick<ChatRequest, 'purpose' | 'budgetUsd'>, at: Date) => readonly BudgetLimit[];
  clock: Clock;
  delay: Delay;
  /** Makes the key of a batch: letters, digits and `-`, at most 58. */
  newKey: () => string;
  policy: RetryPolicy;
  /** Longest time between two looks at a batch, in milliseconds; the first ones come sooner. */
  longestPollInMs: number;
}

/** The same, of a certain model. */
export interface ModelBatchDependencies extends BatchDependencies {
  chat: Pick<ChatModel, 'provider' | 'model' | 'facts'>;
  log: Logger;
}
