// POST /v1/embeddings: https://platform.openai.com/docs/api-reference/embeddings/create
import { z } from 'zod';
import { countTokens } from '../count-tokens.ts';
import { embeddingGeneration } from '../embedding-generation.ts';
import { fakeVector } from '../fake-vector.ts';
import { jsonReply } from '../json-reply.ts';
import { requestProblem } from '../request-problem.ts';
import { RequestRefused } from '../request-refused.ts';
import type { Generation, WireHost } from '../wire-api.ts';
import { modelNotFound, openAiProblem, openAiRefusal } from './openai-error.ts';

/** Dimensions by model; all others have the shortest. */
const dimensionsOf: Record<string, number> = { 'text-embedding-3-small': 1_536, 'text-embedding-3-large': 3_072 };
const dimensionsOfOthers = 384;
const mostTokensOfText = 8_192;
const mostTokens = 300_000;

const requestSchema = z.strictObject({
  model: z.string(),
  input: z.union([z.string(), z.array(z.string()).min(1).max(2_048)]),
  encoding_format: z.enum(['float', 'base64']).optional(),
  dimensions: z.int().min(1).optional(),
  user: z.string().optional(),
});

/** @throws RequestRefused */
export function embeddings(body: unknown, host: WireHost): Generation {
  const problem = requestProblem(requestSchema, body);
  if (problem !== null) {
    throw openAiProblem(problem, 'argument');
  }
  const { model, input, encoding_format, dimensions } = body as z.infer<typeof requestSchema>;
  if (!host.models.includes(model)) {
    throw new RequestRefused(`unknown model ${model}`, modelNotFound(model));
  }
  const texts = typeof input === 'string' ? [input] : input;
  checkLengths(texts);
  const size = dimensions ?? dimensionsOf[model] ?? dimensionsOfOthers;
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  return embeddingGeneration({ model, texts, admissionTokens: Math.ceil(characters / 4) }, ({ usage }) => {
    const data = texts.map((text, index) => ({
      object: 'embedding',
      index,
      embedding: encode(fakeVector(text, size), encoding_format ?? 'float'),
    }));
    // No order is promised: who counts on one is to notice.
    return jsonReply(200, {
      object: 'list',
      data: data.reverse(),
      model,
      usage: { prompt_tokens: usage.input, total_tokens: usage.input },
    });
  });
}

function checkLengths(texts: readonly string[]): void {
  if (texts.some((text) => text === '')) {
    throw openAiRefusal(
      "'$.input' is invalid. Please check the API reference: https://platform.openai.com/docs/api-reference.",
      null,
      null,
    );
  }
  const counts = texts.map((text) => countTokens(text));
  const longest = Math.max(...counts);
  if (longest > mostTokensOfText) {
    throw openAiRefusal(
      `This model's maximum context length is ${mostTokensOfText} tokens, however you requested ${longest} tokens (${longest} in your prompt; 0 for the completion). Please reduce your prompt; or completion length.`,
      null,
      null,
    );
  }
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (all > mostTokens) {
    const message = `Requested ${all} tokens, max ${mostTokens} tokens per request`;
    throw openAiRefusal(message, null, 'max_tokens_per_request');
  }
}

function encode(vector: readonly number[], format: 'float' | 'base64'): readonly number[] | string {
  return format === 'float' ? vector : Buffer.from(Float32Array.from(vector).buffer).toString('base64');
}
