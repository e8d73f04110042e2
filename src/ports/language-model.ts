import type { z } from 'zod';

export interface ModelUsage {
  inputTokens: number;
  outputTokens: number;
}

/** `task` names what is asked, so that an engine without prompts can serve it; `input` is data, never instructions. */
export interface ModelRequest<Input, Output> {
  task: ModelTask<Input, Output>;
  input: Input;
  signal?: AbortSignal | undefined;
}

/** A question that the product asks of models: its schemas are what providers are given and answers are checked against. */
export interface ModelTask<Input, Output> {
  name: 'describe_messages' | 'word_topics';
  input: z.ZodType<Input>;
  output: z.ZodType<Output>;
}

export interface ModelAnswer<Output> {
  /** Valid by the task's schema. */
  output: Output;
  /** Null for an engine that costs nothing. */
  usage: ModelUsage | null;
}

/** Does one thing: a request with a schema in, a validated object out. Throws TgParserError, classified. */
export interface LanguageModel {
  /** For example `builtin` or `openai`. */
  readonly provider: string;
  /** For example `builtin:v1`. */
  readonly modelId: string;
  generate<Input, Output>(request: ModelRequest<Input, Output>): Promise<ModelAnswer<Output>>;
}
