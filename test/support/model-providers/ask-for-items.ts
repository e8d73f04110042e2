import { type Answered, sendToProvider } from './send-to-provider.ts';
import type { FakeApi, ModelProvider } from './start-model-provider.ts';

const data = JSON.stringify({ items: ['1', '2', '3', '4'].map((id) => ({ id, text: `Message number ${id} about bridges` })) });
const schema = {
  type: 'object',
  properties: {
    items: {
      type: 'array',
      items: {
        type: 'object',
        properties: { id: { type: 'string' }, title: { type: 'string' } },
        required: ['id', 'title'],
        additionalProperties: false,
      },
    },
  },
  required: ['items'],
  additionalProperties: false,
};
const messages = [{ role: 'user', content: data }];

/** The same question about four items, in the words of each API; the model is one without reasoning. */
const questions: Record<FakeApi, { path: string; body: object }> = {
  openai: {
    path: '/v1/chat/completions',
    body: {
      model: 'gpt-4.1-mini',
      messages,
      response_format: { type: 'json_schema', json_schema: { name: 'items', strict: true, schema } },
      max_completion_tokens: 500,
    },
  },
  anthropic: {
    path: '/v1/messages',
    body: { model: 'claude-haiku-4-5', max_tokens: 500, messages, output_config: { format: { type: 'json_schema', schema } } },
  },
  gemini: {
    path: '/v1beta/models/gemini-2.0-flash:generateContent',
    body: {
      contents: [{ role: 'user', parts: [{ text: data }] }],
      generationConfig: { responseMimeType: 'application/json', responseJsonSchema: schema, maxOutputTokens: 500 },
    },
  },
  ollama: {
    path: '/api/chat',
    body: { model: 'llama3.2', messages, format: schema, options: { num_predict: 500 }, stream: false },
  },
};

export function askForItems(provider: Pick<ModelProvider, 'url' | 'key'>, api: FakeApi): Promise<Answered> {
  return sendToProvider(provider, questions[api].path, questions[api].body);
}

/** The text of an answer and how it ended, wherever the API puts them. */
export function textAndEnd({ body }: Answered, api: FakeApi): { text: string | null | undefined; end: string } {
  switch (api) {
    case 'openai':
      return { text: body.choices[0].message.content, end: body.choices[0].finish_reason };
    case 'anthropic':
      return { text: body.content[0]?.text, end: body.stop_reason };
    case 'gemini':
      return { text: body.candidates?.[0].content?.parts?.[0].text, end: body.candidates?.[0].finishReason };
    case 'ollama':
      return { text: body.message.content, end: body.done_reason };
  }
}
