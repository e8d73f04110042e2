import type { Instant } from '../domain/instant.ts';
import type { ModelTaskName } from './language-model.ts';

/** A batch that was handed to a provider. */
export interface ModelBatch {
  /** Ours, made before the provider is asked: a batch that was submitted and not noted can be told. */
  batchKey: string;
  /** The provider's; null until it is known. */
  batchId: string | null;
  /** The run that handed it in; its calls are on the bill of that run. */
  runId: string;
  channelId: string;
  provider: string;
  model: string;
  task: ModelTaskName;
  promptId: string;
  submittedAt: Instant;
  /** `fetched`: its answers are stored. `abandoned`: it came to nothing. */
  state: 'submitting' | 'running' | 'fetched' | 'abandoned';
  requests: number;
}

/** One question of a batch and the keys of the answers that it is to bring, by the ordinal of the item. */
export interface BatchRequest {
  requestId: string;
  items: { ordinal: string; key: string; item: unknown }[];
}

/** Batches under way, kept over restarts: database `processing`. */
export interface ModelBatchStore {
  add(batch: ModelBatch, requests: readonly BatchRequest[]): Promise<void>;
  /** Sets the provider's id or the state. The requests of a batch that is fetched or abandoned are forgotten. */
  change(batchKey: string, change: Partial<Pick<ModelBatch, 'batchId' | 'state'>>): Promise<void>;
  /** Batches of a channel that are neither fetched nor abandoned, the oldest first. */
  open(channelId: string): Promise<ModelBatch[]>;
  /** In pages, by request id. */
  requests(batchKey: string): AsyncIterable<BatchRequest[]>;
  removeChannel(channelId: string): Promise<void>;
}
