// POST /api/embed: https://docs.ollama.com/api/embed. Unlike the server, which cuts texts that are too long, or since 0.13.5 refuses
// them whatever it is told, this fake always refuses them.
import { z } from 'zod';
import { bracketPath } from '../bracket-path.ts';
import { countTokens } from '../count-tokens.ts';
import { embeddingGeneration } from '../embedding-generation.ts';
import { fakeVector } from '../fake-vector.ts';
import { jsonReply } from '../json-reply.ts';
import { requestProblem } from '../request-problem.ts';
import { RequestRefused } from '../request-refused.ts';
import type { Generation, WireHost } from '../wire-api.ts';
import { ollamaError } from './ollama-error.ts';
import { nameWithTag } from './ollama-models.ts';

const contextTokens = 2_048;
const dimensionsUnlessTold = 768;

const requestSchema = z.strictObject({
  model: z.string().min(1),
  input: z.union([z.string(), z.array(z.string())]),
  truncate: z.boolean().optional(),
  dimensions: z.int().min(1).optional(),
  keep_alive: z.union([z.string(), z.number()]).optional(),
  options: z.strictObject({ num_ctx: z.int().optional() }).optional(),
});

/** @throws RequestRefused */
export function embed(body: unknown, host: WireHost): Generation {
  const problem = requestProblem(requestSchema, body);
  if (problem !== null) {
    const message = `json: cannot unmarshal request field ${bracketPath(problem.path)}: ${problem.kind} (${problem.message})`;
    throw new RequestRefused(message, ollamaError(400, message));
  }
  const { model, input, dimensions = dimensionsUnlessTold } = body as z.infer<typeof requestSchema>;
  if (!host.models.some((known) => nameWithTag(known) === nameWithTag(model))) {
    const message = `model "${model}" not found, try pulling it first`;
    throw new RequestRefused(message, ollamaError(404, message));
  }
  const texts = typeof input === 'string' ? [input] : input;
  if (texts.some((text) => countTokens(text) > contextTokens)) {
    const message = 'the input length exceeds the context length';
    throw new RequestRefused(message, ollamaError(400, message));
  }
  return embeddingGeneration({ model, texts, admissionTokens: countTokens(texts.join('\n')) }, ({ usage }) =>
    jsonReply(200, {
      model,
      embeddings: texts.map((text) => fakeVector(text, dimensions)),
      total_duration: 1_000_000 * usage.input,
      load_duration: 1_000_000,
      prompt_eval_count: usage.input,
    }),
  );
}
