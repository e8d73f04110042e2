import { expect, it } from 'vitest';
import { sendToProvider } from '../send-to-provider.ts';
import { startForTest } from '../start-for-test.ts';

const path = '/v1beta/models/gemini-2.5-flash:generateContent';
const schema = {
  type: 'object',
  properties: { answer: { type: 'string' } },
  required: ['answer'],
  additionalProperties: false,
};
const generationConfig = {
  responseMimeType: 'application/json',
  responseJsonSchema: schema,
  maxOutputTokens: 1_000,
  temperature: 0,
  thinkingConfig: { thinkingBudget: 0 },
};
const request = {
  systemInstruction: { parts: [{ text: 'Answer briefly.' }] },
  contents: [{ role: 'user', parts: [{ text: 'What is the capital of France?' }] }],
  generationConfig,
};
const config = (change: object) => ({ generationConfig: { ...generationConfig, ...change } });

it('answers as the reference shows', async () => {
  const provider = await startForTest('gemini', { respond: () => ({ answer: 'Paris' }) });
  const { status, body } = await sendToProvider(provider, path, request);
  expect(status).toBe(200);
  expect(body).toEqual({
    candidates: [{ content: { parts: [{ text: '{"answer":"Paris"}' }], role: 'model' }, finishReason: 'STOP', index: 0 }],
    usageMetadata: {
      promptTokenCount: expect.any(Number),
      candidatesTokenCount: 5,
      totalTokenCount: expect.any(Number),
      promptTokensDetails: [{ modality: 'TEXT', tokenCount: body.usageMetadata.promptTokenCount }],
    },
    modelVersion: 'gemini-2.5-flash',
    responseId: expect.any(String),
  });
  expect(provider.requests[0]?.question).toEqual({
    model: 'gemini-2.5-flash',
    instructions: 'Answer briefly.',
    data: 'What is the capital of France?',
    schema,
    maxOutputTokens: 1_000,
  });
  expect(provider.violations).toEqual([]);
});

it('takes the names of the proto, too', async () => {
  const provider = await startForTest('gemini');
  const snake = {
    system_instruction: request.systemInstruction,
    contents: request.contents,
    generation_config: { response_mime_type: 'application/json', max_output_tokens: 7 },
  };
  expect((await sendToProvider(provider, path, snake)).status).toBe(200);
  expect(provider.requests[0]?.question).toMatchObject({ instructions: 'Answer briefly.', maxOutputTokens: 7 });
});

it('counts thoughts apart, within the limit, and leaves out the parts when nothing is left', async () => {
  const provider = await startForTest('gemini', { reasoningTokens: 500 });
  const thinking = { thinkingConfig: undefined };
  const { body } = await sendToProvider(provider, path, { ...request, ...config(thinking) });
  expect(body.usageMetadata).toMatchObject({ thoughtsTokenCount: 500 });
  const { promptTokenCount, candidatesTokenCount, totalTokenCount } = body.usageMetadata;
  expect(totalTokenCount).toBe(promptTokenCount + candidatesTokenCount + 500);
  const starved = await sendToProvider(provider, path, { ...request, ...config({ ...thinking, maxOutputTokens: 400 }) });
  expect(starved.body.candidates).toEqual([{ content: { role: 'model' }, finishReason: 'MAX_TOKENS', index: 0 }]);
});

it('refuses to answer in both of its ways', async () => {
  const provider = await startForTest('gemini', { faults: () => 'refusal' });
  const bodies = [await sendToProvider(provider, path, request), await sendToProvider(provider, path, request)].map(
    ({ body }) => body,
  );
  expect(bodies[0].candidates[0]).toMatchObject({ finishReason: 'SAFETY' });
  expect(bodies[0].candidates[0].content).toBeUndefined();
  expect(bodies[1]).toMatchObject({ promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } });
  expect(bodies[1].candidates).toBeUndefined();
});

const unknownName = (name: string, place: string) =>
  `Invalid JSON payload received. Unknown name "${name}"${place}: Cannot find field.`;
const refused: [string, object, string][] = [
  ['a name that it does not know', { messages: [] }, unknownName('messages', '')],
  ['a name that it does not know deep within', config({ maxTokens: 5 }), unknownName('maxTokens', " at 'generation_config'")],
  ['no contents', { contents: undefined }, 'contents is not specified'],
  ['a number as text', config({ temperature: 'low' }), "Invalid value at 'generation_config.temperature'"],
  ['a role that is none', { contents: [{ role: 'assistant', parts: [{ text: 'x' }] }] }, "Invalid value at 'contents[0].role'"],
  ['two schemas', config({ responseSchema: { type: 'OBJECT' } }), 'only one of'],
  ['a schema without its type of media', config({ responseMimeType: undefined }), 'response_mime_type must be set'],
  [
    'additionalProperties in a response schema',
    config({ responseJsonSchema: undefined, responseSchema: schema }),
    unknownName('additionalProperties', " at 'generation_config.response_schema'"),
  ],
  [
    'const in a response schema',
    config({
      responseJsonSchema: undefined,
      responseSchema: { type: 'OBJECT', properties: { a: { type: 'STRING' }, b: { const: 1 } } },
    }),
    unknownName('const', " at 'generation_config.response_schema.properties[1].value'"),
  ],
  [
    'a length of a text in a JSON schema',
    config({ responseJsonSchema: { ...schema, properties: { answer: { type: 'string', maxLength: 5 } } } }),
    'Unknown name "maxLength"',
  ],
  [
    'a thinking level for a model with budgets',
    config({ thinkingConfig: { thinkingLevel: 'low' } }),
    'Thinking level is not supported',
  ],
];

it.each(refused)('refuses %s', async (_, change, message) => {
  const provider = await startForTest('gemini');
  const { status, body } = await sendToProvider(provider, path, { ...request, ...change });
  expect(status).toBe(400);
  expect(body.error).toMatchObject({ code: 400, status: 'INVALID_ARGUMENT', message: expect.stringContaining(message) });
  expect(provider.violations).toHaveLength(1);
});

it('does not let a model that always thinks go without', async () => {
  const provider = await startForTest('gemini');
  const { body } = await sendToProvider(provider, path.replace('2.5-flash', '2.5-pro'), request);
  expect(body.error.message).toBe('Budget 0 is invalid. This model only works in thinking mode.');
});

it('refuses a wrong key, no key and a key in the URL', async () => {
  const provider = await startForTest('gemini');
  expect(await sendToProvider(provider, path, request, { 'x-goog-api-key': 'wrong' })).toMatchObject({
    status: 400,
    body: { error: { status: 'INVALID_ARGUMENT', details: [{ reason: 'API_KEY_INVALID' }, {}] } },
  });
  const withoutKey = { url: provider.url, key: '' };
  expect(await sendToProvider(withoutKey, `${path}?key=${provider.key}`, request)).toMatchObject({
    status: 403,
    body: { error: { status: 'PERMISSION_DENIED' } },
  });
  expect(provider.violations).toEqual(['#2 key_in_url: a key was sent in the URL']);
  expect(JSON.stringify(provider.requests)).not.toContain(provider.key);
});

it('knows its models', async () => {
  const provider = await startForTest('gemini');
  expect((await sendToProvider(provider, '/v1beta/models')).body.models[0]).toMatchObject({
    name: 'models/gemini-2.5-flash',
    supportedGenerationMethods: expect.arrayContaining(['generateContent']),
  });
  expect(await sendToProvider(provider, '/v1beta/models/gemini-1.0:generateContent', request)).toMatchObject({
    status: 404,
    body: { error: { status: 'NOT_FOUND' } },
  });
});
