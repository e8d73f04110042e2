// POST /v1beta/models/{model}:generateContent and :streamGenerateContent?alt=sse: https://ai.google.dev/api/generate-content
import { z } from 'zod';
import { countTokens } from '../count-tokens.ts';
import { eventStreamReply } from '../event-stream-reply.ts';
import { jsonReply } from '../json-reply.ts';
import { requestProblem } from '../request-problem.ts';
import { RequestRefused } from '../request-refused.ts';
import { splitText } from '../split-text.ts';
import type { Completion, Generation, WireHost, WireReply } from '../wire-api.ts';
import { geminiModelNotFound, geminiProblem, geminiRefusal, protoPath } from './gemini-error.ts';
import { responseSchemaProblem } from './response-schema-problem.ts';

const part = z.strictObject({ text: z.string(), thought: z.boolean().optional(), thoughtSignature: z.string().optional() });
const schema = z.record(z.string(), z.unknown());
const generationConfig = z.strictObject({
  stopSequences: z.array(z.string()).max(5).optional(),
  responseMimeType: z.enum(['text/plain', 'application/json', 'text/x.enum']).optional(),
  responseModalities: z.array(z.literal('TEXT')).optional(),
  responseSchema: schema.optional(),
  responseJsonSchema: schema.optional(),
  candidateCount: z.literal(1).optional(),
  maxOutputTokens: z.int().min(1).optional(),
  temperature: z.number().min(0).max(2).optional(),
  topP: z.number().min(0).max(1).optional(),
  topK: z.int().optional(),
  seed: z.int().optional(),
  presencePenalty: z.number().optional(),
  frequencyPenalty: z.number().optional(),
  responseLogprobs: z.boolean().optional(),
  logprobs: z.int().optional(),
  thinkingConfig: z
    .strictObject({
      includeThoughts: z.boolean().optional(),
      thinkingBudget: z.int().min(-1).optional(),
      thinkingLevel: z.enum(['minimal', 'low', 'medium', 'high', 'MINIMAL', 'LOW', 'MEDIUM', 'HIGH']).optional(),
    })
    .optional(),
});
const requestSchema = z.strictObject({
  contents: z.array(z.strictObject({ role: z.enum(['user', 'model']).optional(), parts: z.array(part).min(1) })).min(1),
  systemInstruction: z.strictObject({ role: z.string().optional(), parts: z.array(part).min(1) }).optional(),
  generationConfig: generationConfig.optional(),
  safetySettings: z.array(z.strictObject({ category: z.string(), threshold: z.string() })).optional(),
  serviceTier: z.string().optional(),
  store: z.boolean().optional(),
});
type GenerateContentBody = z.infer<typeof requestSchema>;
type GenerationConfig = z.infer<typeof generationConfig>;

/** @throws RequestRefused */
export function generateContent(model: string, isStreamed: boolean, sent: unknown, host: WireHost): Generation {
  if (!host.models.includes(model)) {
    throw new RequestRefused(`unknown model ${model}`, geminiModelNotFound(model));
  }
  const body = inCamelCase(sent);
  const problem = requestProblem(requestSchema, body);
  if (problem !== null) {
    throw geminiProblem(problem);
  }
  const request = body as GenerateContentBody;
  const config = request.generationConfig ?? {};
  checkSchemas(config);
  const answerSchema = config.responseSchema ?? config.responseJsonSchema ?? null;
  const textOf = (parts: readonly { text: string }[] | undefined) => (parts ?? []).map(({ text }) => text).join('');
  const instructions = textOf(request.systemInstruction?.parts);
  const inputText = [
    ...(answerSchema === null ? [] : [JSON.stringify(answerSchema)]),
    instructions,
    ...request.contents.map(({ parts }) => textOf(parts)),
  ].join('\n');
  const thoughts = thoughtTokens(model, config);
  return {
    question: {
      model,
      instructions,
      data: request.contents
        .filter(({ role }) => role !== 'model')
        .map(({ parts }) => textOf(parts))
        .join('\n\n'),
      schema: answerSchema,
      maxOutputTokens: config.maxOutputTokens ?? null,
    },
    inputText,
    starts: null,
    isCached: true,
    reasoningTokens: thoughts === 0 ? 0 : (host.reasoningTokens ?? thoughts),
    admissionTokens: countTokens(inputText),
    isOutputSettled: false,
    reply: (completion) => (isStreamed ? streamed(model, completion) : jsonReply(200, answer(model, completion))),
  };
}

/** The server takes names in either case, and the pages show both. What is below a schema is the user's. */
function inCamelCase(value: unknown, depth = 0): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => inCamelCase(item, depth + 1));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const name = key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
      return [name, name === 'responseSchema' || name === 'responseJsonSchema' ? item : inCamelCase(item, depth + 1)];
    }),
  );
}

function checkSchemas(config: GenerationConfig): void {
  const { responseSchema, responseJsonSchema, responseMimeType } = config;
  if (responseSchema !== undefined && responseJsonSchema !== undefined) {
    throw geminiRefusal(
      '* GenerateContentRequest.generation_config: only one of response_schema and response_json_schema may be set\n',
    );
  }
  if ((responseSchema ?? responseJsonSchema) !== undefined && responseMimeType !== 'application/json') {
    throw geminiRefusal(
      "* GenerateContentRequest.generation_config.response_mime_type: response_mime_type must be set to 'application/json' when a response schema is set\n",
    );
  }
  const [name, subset] =
    responseSchema === undefined ? (['responseJsonSchema', 'json_schema'] as const) : (['responseSchema', 'schema'] as const);
  const given = config[name];
  const problem = given === undefined ? null : responseSchemaProblem(given, subset);
  if (problem === null) {
    return;
  }
  const place = protoPath(['generationConfig', name, ...problem.path]);
  throw problem.kind === 'unknown'
    ? geminiRefusal(`Invalid JSON payload received. Unknown name "${problem.field}" at '${place}': Cannot find field.`, place)
    : geminiRefusal(
        `Invalid value at '${place}.${problem.field}' (type.googleapis.com/google.ai.generativelanguage.v1beta.Type)`,
        place,
      );
}

/** https://ai.google.dev/gemini-api/docs/thinking: budgets are of the 2.5 models, levels of the 3 models. */
function thoughtTokens(model: string, { thinkingConfig }: GenerationConfig): number {
  const { thinkingBudget, thinkingLevel } = thinkingConfig ?? {};
  const isGemini3 = /^gemini-[3-9]/.test(model);
  const thinksAlways = isGemini3 || model.includes('pro');
  if (!isGemini3 && !model.startsWith('gemini-2.5')) {
    if (thinkingConfig !== undefined) {
      throw geminiRefusal('Thinking is not enabled for this model');
    }
    return 0;
  }
  if (thinkingBudget !== undefined && thinkingLevel !== undefined) {
    throw geminiRefusal('You can only set only one of thinking budget and thinking level.');
  }
  if (thinkingLevel !== undefined && !isGemini3) {
    throw geminiRefusal('Thinking level is not supported for this model.');
  }
  if (thinkingBudget === 0 && thinksAlways) {
    throw geminiRefusal('Budget 0 is invalid. This model only works in thinking mode.');
  }
  if (thinkingLevel !== undefined) {
    return { minimal: 16, low: 64, medium: 256, high: 1_024 }[thinkingLevel.toLowerCase()] ?? 256;
  }
  // The lite model thinks only when it is asked to; -1 leaves it to the model.
  const byDefault = model.includes('lite') && thinkingBudget === undefined ? 0 : 256;
  return thinkingBudget === undefined || thinkingBudget === -1 ? byDefault : Math.min(thinkingBudget, 256);
}

function answer(model: string, completion: Completion) {
  const { text, end } = completion;
  if (end === 'refusal') {
    return refusal(model, completion);
  }
  const content = { ...(text === '' ? {} : { parts: [{ text }] }), role: 'model' };
  return { candidates: [{ content, finishReason: finishReason(completion), index: 0 }], ...head(model, completion) };
}

/** In two ways, by turns: the answer was stopped, or the question was not taken. */
function refusal(model: string, completion: Completion) {
  return completion.number % 2 === 1
    ? { candidates: [{ finishReason: 'SAFETY', index: 0, safetyRatings }], ...head(model, completion) }
    : { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' }, ...head(model, completion) };
}

const safetyRatings = [{ category: 'HARM_CATEGORY_DANGEROUS_CONTENT', probability: 'HIGH', blocked: true }];

function finishReason({ end }: Completion): string {
  return end === 'length' ? 'MAX_TOKENS' : 'STOP';
}

/** Thoughts are counted apart from the answer. */
function head(modelVersion: string, { number, usage }: Completion) {
  return {
    usageMetadata: {
      promptTokenCount: usage.input,
      candidatesTokenCount: usage.output - usage.reasoning,
      totalTokenCount: usage.input + usage.output,
      ...(usage.cached > 0
        ? { cachedContentTokenCount: usage.cached, cacheTokensDetails: [{ modality: 'TEXT', tokenCount: usage.cached }] }
        : {}),
      promptTokensDetails: [{ modality: 'TEXT', tokenCount: usage.input }],
      ...(usage.reasoning > 0 ? { thoughtsTokenCount: usage.reasoning } : {}),
    },
    modelVersion,
    responseId: `response-${number}`,
  };
}

/** Each event is a whole answer with a part of the text; the last one says how it ended. */
function streamed(model: string, completion: Completion): WireReply {
  if (completion.end === 'refusal') {
    return eventStreamReply([{ data: refusal(model, completion) }]);
  }
  const pieces = splitText(completion.text);
  return eventStreamReply(
    pieces.map((text, index) => {
      const end = index === pieces.length - 1 ? { finishReason: finishReason(completion) } : {};
      const candidate = { content: { parts: [{ text }], role: 'model' }, ...end, index: 0 };
      return { data: { candidates: [candidate], ...head(model, completion) } };
    }),
  );
}
