import type { EmbeddingProvider } from '../../ports/embedding-model.ts';
import { createEmbeddingProvider } from '../model-sdk/create-embedding-provider.ts';
import { fieldOf } from '../model-sdk/field-of.ts';
import { ProviderClient } from '../model-sdk/provider-client.ts';
import type { ProviderSettings } from '../model-sdk/provider-settings.ts';
import { openAiProfile } from './openai-profile.ts';

/**
 * A model of OpenAI that makes vectors, or of any server that is compatible with it:
 * https://platform.openai.com/docs/api-reference/embeddings/create
 *
 * @throws TgParserError `setting_invalid` for a base URL that is none
 */
export function createOpenAiEmbeddingModel(
  model: string,
  settings: Pick<ProviderSettings, 'apiKey' | 'baseUrl' | 'timeout'>,
): EmbeddingProvider {
  return createEmbeddingProvider({
    provider: 'openai',
    model,
    client: new ProviderClient(openAiProfile, settings),
    dialect: {
      path: '/embeddings',
      body: (texts) => ({ model, input: texts, encoding_format: 'float' }),
      read: (answer) => ({
        vectors: inOrder(fieldOf(answer, 'data')),
        inputTokens: fieldOf(answer, 'usage', 'prompt_tokens'),
        model: fieldOf(answer, 'model'),
      }),
    },
  });
}

/** Each vector says to which text it belongs; nothing promises that they come in order. */
function inOrder(data: unknown): unknown[] | null {
  const members: unknown[] = Array.isArray(data) ? data : [];
  const vectors: unknown[] = [];
  members.forEach((member, place) => {
    const index = fieldOf(member, 'index');
    vectors[typeof index === 'number' ? index : place] = fieldOf(member, 'embedding');
  });
  // Two of one text leave a hole at another.
  return Object.keys(vectors).length === members.length ? vectors : null;
}
