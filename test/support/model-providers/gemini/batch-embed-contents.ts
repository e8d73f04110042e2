// POST /v1beta/models/{model}:batchEmbedContents: https://ai.google.dev/api/embeddings
import { z } from 'zod';
import { countTokens } from '../count-tokens.ts';
import { embeddingGeneration } from '../embedding-generation.ts';
import { fakeVector } from '../fake-vector.ts';
import { jsonReply } from '../json-reply.ts';
import { requestProblem } from '../request-problem.ts';
import { RequestRefused } from '../request-refused.ts';
import type { Generation, WireHost } from '../wire-api.ts';
import { geminiModelNotFound, geminiProblem, geminiRefusal } from './gemini-error.ts';

const mostRequests = 100;
const dimensionsUnlessTold = 3_072;
const taskTypes = [
  'RETRIEVAL_QUERY',
  'RETRIEVAL_DOCUMENT',
  'SEMANTIC_SIMILARITY',
  'CLASSIFICATION',
  'CLUSTERING',
  'QUESTION_ANSWERING',
  'FACT_VERIFICATION',
  'CODE_RETRIEVAL_QUERY',
] as const;
const request = z.strictObject({
  model: z.string(),
  content: z.strictObject({ role: z.string().optional(), parts: z.array(z.strictObject({ text: z.string() })).min(1) }),
  taskType: z.enum(taskTypes).optional(),
  title: z.string().optional(),
  outputDimensionality: z.int().min(1).max(dimensionsUnlessTold).optional(),
});
const requestSchema = z.strictObject({ requests: z.array(request).min(1) });

/** @throws RequestRefused */
export function batchEmbedContents(model: string, body: unknown, host: WireHost): Generation {
  if (!host.models.includes(model)) {
    throw new RequestRefused(`unknown model ${model}`, geminiModelNotFound(model));
  }
  const problem = requestProblem(requestSchema, body);
  if (problem !== null) {
    throw geminiProblem(problem);
  }
  const { requests } = body as z.infer<typeof requestSchema>;
  if (requests.length > mostRequests) {
    throw geminiRefusal(`* BatchEmbedContentsRequest.requests: at most ${mostRequests} requests can be in one batch\n`);
  }
  if (requests.some((one) => one.model !== `models/${model}`)) {
    throw geminiRefusal('* BatchEmbedContentsRequest.requests: the model does not match the model in the batch request\n');
  }
  const texts = requests.map(({ content }) => content.parts.map(({ text }) => text).join(''));
  if (texts.some((text) => text === '')) {
    throw geminiRefusal('* EmbedContentRequest.content contains an empty Part.\n');
  }
  return embeddingGeneration({ model, texts, admissionTokens: countTokens(texts.join('\n')) }, () =>
    // What it counted is not said.
    jsonReply(200, {
      embeddings: requests.map(({ outputDimensionality = dimensionsUnlessTold }, index) => ({
        values: fakeVector(texts[index] ?? '', outputDimensionality),
      })),
    }),
  );
}
