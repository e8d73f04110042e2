import type { z } from 'zod';
import type { StepName } from '../domain/run.ts';
import type { TgParserError } from '../domain/tg-parser-error.ts';
import type { TokenUsage } from '../domain/token-usage.ts';

/** What a task is about: each item stands for itself and is told from the others by its id. */
export interface ModelItem {
  id: string;
}

/** A question that the product asks of models about items. Answers are valid by `answer` and fit their item. */
export interface ModelTask<Item extends ModelItem, Answer> {
  name: ModelTaskName;
  item: z.ZodType<Item>;
  answer: z.ZodType<Answer>;
}

export type ModelTaskName = 'describe_messages' | 'word_topics' | 'word_themes' | 'judge_merges';

/** What an answer depends on beside its item: equal origins and equal items make equal answers. */
export interface AnswerOrigin {
  /** For example `builtin:v1` or `openai:gpt-5-mini`. */
  modelId: string;
  /** `sha256:<hex>` of everything that is sent but the data; null for an engine without prompts. */
  promptId: string | null;
  promptName: string | null;
  /** Temperature and the like. */
  parameters: Record<string, unknown>;
}

/** What a model made of one item, or why it made nothing. Each item that was taken over has exactly one. */
export type ItemOutcome<Item, Answer> =
  | {
      item: Item;
      answer: Answer;
      origin: AnswerOrigin;
      /** The item's share of the calls that were made for it; null for an engine that counts none, zero from the cache. */
      usage: TokenUsage | null;
      /** US dollars; null when the price is unknown. */
      costUsd: number | null;
    }
  | { item: Item; error: TgParserError };

/** On whose behalf calls are made: their bill says so. */
export interface CallPurpose {
  runId: string;
  step: StepName;
  channelId: string;
}

export interface AnswerOptions {
  purpose: CallPurpose;
  /** Calls at a time, at most. */
  concurrency: number;
  /** US dollars that this run may spend, null for no limit. */
  budgetUsd?: number | null | undefined;
  /** False asks again also about what was answered before. Default true. */
  useCache?: boolean | undefined;
  /** Lets calls under way finish, hands their outcomes out, and begins no more. */
  signal?: AbortSignal | undefined;
}

export interface EstimateOptions extends Pick<AnswerOptions, 'useCache' | 'signal'> {
  /** How calls would be made. Default `direct`. */
  via?: 'direct' | 'batch' | undefined;
}

/** What answering would take, worked out without asking anybody. */
export interface CallEstimate {
  items: number;
  /** Of the items: answered before, or the same as another. They cost nothing. */
  cachedItems: number;
  calls: number;
  inputTokens: number;
  outputTokens: number;
  /** US dollars; null when the price is unknown. */
  costUsd: number | null;
}

export interface BatchOptions {
  purpose: CallPurpose;
  /** US dollars that this run may spend, null for no limit. */
  budgetUsd?: number | null | undefined;
  /** Stops waiting. What was handed in goes on at the provider. */
  signal?: AbortSignal | undefined;
}

/** Where batches are. Counts are of this execution, those of earlier ones that it continued included. */
export interface BatchProgress {
  /** Batches handed in. */
  submitted: number;
  /** Batches that are under way. */
  open: number;
  /** Batches whose answers were fetched. */
  fetched: number;
  /** Batches of which nothing came: refused, failed, or unknown to the provider. */
  abandoned: number;
  /** Calls in all of these batches, and those of them that are answered as far as the provider says. */
  requests: number;
  completedRequests: number;
  /** Items with a valid answer. */
  answeredItems: number;
  /** US dollars for what was fetched; null when a price is unknown. */
  costUsd: number | null;
}

/** Answers that are ordered now and fetched later, within a day, for less. */
export interface ItemBatches {
  /**
   * Has items answered as far as batches answer them, and keeps the answers: `answer` finds them there. Batches of earlier executions are continued first.
   * Items that come to nothing in a batch are left to `answer`.
   *
   * @returns progress, whenever something was learnt
   * @throws TgParserError what concerns every item (a wrong key, no budget left); batches under way are kept and can be continued
   */
  fill<Item extends ModelItem, Answer>(
    task: ModelTask<Item, Answer>,
    items: Iterable<Item> | AsyncIterable<Item>,
    options: BatchOptions,
  ): AsyncIterable<BatchProgress>;
}

/** Answers tasks: the one port through which steps see models. The built-in engine is one like any other. */
export interface LanguageModel {
  /** For example `builtin` or `openai`. */
  readonly provider: string;
  /** For example `builtin:v1` or `openai:gpt-5-mini`. */
  readonly modelId: string;
  origin(task: ModelTaskName): AnswerOrigin;
  /**
   * Takes items as it needs them and hands outcomes out as they come, in any order. After an abort it ends without asking about
   * the rest.
   *
   * @throws TgParserError what concerns every item (a wrong key, no budget left), after all outcomes of calls under way
   */
  answer<Item extends ModelItem, Answer>(
    task: ModelTask<Item, Answer>,
    items: Iterable<Item> | AsyncIterable<Item>,
    options: AnswerOptions,
  ): AsyncIterable<ItemOutcome<Item, Answer>[]>;
  estimate<Item extends ModelItem, Answer>(
    task: ModelTask<Item, Answer>,
    items: Iterable<Item> | AsyncIterable<Item>,
    options?: EstimateOptions,
  ): Promise<CallEstimate>;
  /** Null for an engine that has none. */
  readonly batches: ItemBatches | null;
}
