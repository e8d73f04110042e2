import type { EmbeddingProvider } from '../../ports/embedding-model.ts';
import { createEmbeddingProvider } from '../model-sdk/create-embedding-provider.ts';
import { fieldOf } from '../model-sdk/field-of.ts';
import { ProviderClient } from '../model-sdk/provider-client.ts';
import type { ProviderSettings } from '../model-sdk/provider-settings.ts';
import { ollamaProfile } from './ollama-profile.ts';

/**
 * A model of an Ollama server that makes vectors: https://docs.ollama.com/api/embed
 *
 * @throws TgParserError `setting_invalid` for a base URL that is none
 */
export function createOllamaEmbeddingModel(
  model: string,
  settings: Pick<ProviderSettings, 'apiKey' | 'baseUrl' | 'timeout'>,
): EmbeddingProvider {
  return createEmbeddingProvider({
    provider: 'ollama',
    model,
    client: new ProviderClient(ollamaProfile, settings),
    dialect: {
      path: '/embed',
      body: (texts) => ({ model, input: texts }),
      read: (answer) => ({
        vectors: fieldOf(answer, 'embeddings'),
        inputTokens: fieldOf(answer, 'prompt_eval_count'),
        model: fieldOf(answer, 'model'),
      }),
    },
  });
}
