import type { EmbeddingProvider } from '../../ports/embedding-model.ts';
import { createEmbeddingProvider } from '../model-sdk/create-embedding-provider.ts';
import { fieldOf } from '../model-sdk/field-of.ts';
import { ProviderClient } from '../model-sdk/provider-client.ts';
import type { ProviderSettings } from '../model-sdk/provider-settings.ts';
import { geminiProfile } from './gemini-profile.ts';

/**
 * A model of Gemini that makes vectors: https://ai.google.dev/api/embeddings#method:-models.batchembedcontents
 *
 * @throws TgParserError `setting_invalid` for a base URL that is none
 */
export function createGeminiEmbeddingModel(
  model: string,
  settings: Pick<ProviderSettings, 'apiKey' | 'baseUrl' | 'timeout'>,
): EmbeddingProvider {
  return createEmbeddingProvider({
    provider: 'gemini',
    model,
    client: new ProviderClient(geminiProfile, settings),
    dialect: {
      path: `/models/${model}:batchEmbedContents`,
      body: (texts) => ({
        // Each text is a content of its own: parts of one would become one vector.
        requests: texts.map((text) => ({
          model: `models/${model}`,
          content: { parts: [{ text }] },
          taskType: 'CLUSTERING',
        })),
      }),
      read: (answer) => {
        const embeddings = fieldOf(answer, 'embeddings');
        return {
          vectors: Array.isArray(embeddings) ? embeddings.map((embedding) => fieldOf(embedding, 'values')) : null,
          // Of Vertex AI; the Gemini API does not say.
          inputTokens: fieldOf(answer, 'usageMetadata', 'promptTokenCount'),
        };
      },
    },
  });
}
